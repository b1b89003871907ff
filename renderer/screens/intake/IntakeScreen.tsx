import { Screen } from '../../app/Screen.tsx'

export function IntakeScreen() {
  return (
    <Screen current="scan" title="">
      {null}
    </Screen>
  )
}
