import { Screen } from '../../app/Screen.tsx'

export function HelpScreen() {
  return (
    <Screen current="help" title="">
      {null}
    </Screen>
  )
}
