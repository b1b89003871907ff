import { useIdentitySink } from '../../app/identity.ts'
import { type RailPlace, Screen } from '../../app/Screen.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { LookUpDisplay } from './LookUpDisplay.tsx'
import { useOpen } from './use-open.ts'

export interface NotFoundProps {
  current: RailPlace
  title: string
}

/** An address that names nothing here, as a link from another bench that was not yet synced. */
export function NotFound({ current, title }: NotFoundProps) {
  const sentence = useSentence()
  useIdentitySink(useOpen())
  return (
    <Screen current={current} title={title}>
      <LookUpDisplay
        line={sentence('lookup.scanAnything')}
        outcome={{ is: 'refused', sentence: sentence('lookup.notFound') }}
      />
    </Screen>
  )
}
