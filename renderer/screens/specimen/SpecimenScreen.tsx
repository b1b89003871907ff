import { Screen } from '../../app/Screen.tsx'

export function SpecimenScreen(_: { specimen: string; say?: string | undefined }) {
  return (
    <Screen current="samples" title="">
      {null}
    </Screen>
  )
}
