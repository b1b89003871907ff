import { Screen } from '../../app/Screen.tsx'

export function IntakeStartScreen(_: { box: string }) {
  return (
    <Screen current="scan" title="">
      {null}
    </Screen>
  )
}
