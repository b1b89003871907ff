import { Screen } from '../../app/Screen.tsx'

export function HomeScreen() {
  return (
    <Screen current="scan" title="">
      {null}
    </Screen>
  )
}
