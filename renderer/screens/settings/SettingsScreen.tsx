import { Screen } from '../../app/Screen.tsx'

export function SettingsScreen() {
  return (
    <Screen current="settings" title="">
      {null}
    </Screen>
  )
}
