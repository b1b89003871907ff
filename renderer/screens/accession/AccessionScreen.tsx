import { Screen } from '../../app/Screen.tsx'

export function AccessionScreen(_: { code: string }) {
  return (
    <Screen current="scan" title="">
      {null}
    </Screen>
  )
}
