import type { SpecimenView } from '#shared/contract/views.ts'
import { client } from '../../app/client.ts'
import { useLive } from '../../app/live.ts'
import { Screen } from '../../app/Screen.tsx'
import { type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { ConsentBanner } from '../donor/ConsentBanner.tsx'
import { DonorCard } from '../donor/DonorCard.tsx'
import { NotesCard } from '../donor/NotesCard.tsx'
import { usePrintLabels } from '../labels/use-print-labels.tsx'
import { LookUpDisplay } from '../lookup/LookUpDisplay.tsx'
import { NotFound } from '../lookup/NotFound.tsx'
import { UndoLast } from '../lookup/UndoLast.tsx'
import { CustodyCard } from './CustodyCard.tsx'
import { FactsCard } from './FactsCard.tsx'
import { FieldsCard } from './FieldsCard.tsx'
import { FilesCard } from './FilesCard.tsx'
import { HeldBackBanner } from './HeldBackBanner.tsx'
import { IdentityCard } from './IdentityCard.tsx'
import { LabelActs } from './LabelActs.tsx'
import { LineageCard } from './LineageCard.tsx'
import { MissingBanner } from './MissingBanner.tsx'
import { OpenCases } from './OpenCases.tsx'
import { SprecCard } from './SprecCard.tsx'
import styles from './specimen.module.css'
import { UseCard } from './UseCard.tsx'
import { useSpecimenWork } from './use-specimen-work.ts'

export interface SpecimenScreenProps {
  specimen: string
  /** It has just been registered, and the screen says so. */
  say?: string | undefined
}

/** One specimen: what it is, where it is, what it was made from, and who had it. */
export function SpecimenScreen({ specimen, say }: SpecimenScreenProps) {
  const t = useT()
  const { data } = useLive(['specimen', specimen], () => client.query.specimen({ specimen }))
  if (data === null) return <NotFound current="samples" title={t('specimen.title')} />
  if (data?.specimen !== specimen)
    return (
      <Screen current="samples" title={t('specimen.title')}>
        {null}
      </Screen>
    )
  return <OpenSpecimen tube={data} isNew={say === 'registered'} />
}

function OpenSpecimen({ tube, isNew }: { tube: SpecimenView; isNew: boolean }) {
  const t = useT()
  const sentence = useSentence()
  const labels = usePrintLabels()
  const print = () => void labels.print([{ type: 'specimen', specimen: tube.specimen }])
  const work = useSpecimenWork(tube, print)
  const { last } = work
  const registered = isNew && {
    is: 'done' as const,
    sentence: sentence('specimen.registered', { code: tube.code }),
  }
  return (
    <Screen current="samples" title={t('specimen.title')} subtitle={tube.study.name}>
      <LookUpDisplay
        line={useLine(tube)}
        outcome={last?.outcome ?? (registered || undefined)}
        action={<UndoLast last={last} onUndo={work.undo} />}
      />
      <ConsentBanner consent={tube.consent} />
      <HeldBackBanner of={tube} />
      <MissingBanner tube={tube} />
      <OpenCases tube={tube} />
      <div className={styles.screen}>
        <div className={styles.left}>
          <IdentityCard tube={tube} acts={<LabelActs tube={tube} work={work} onPrint={print} />} />
          <UseCard key={tube.specimen} tube={tube} work={work} />
          <LineageCard tube={tube} />
          <FactsCard tube={tube} />
          {tube.sprec && <SprecCard key={tube.specimen} sprec={tube.sprec} />}
          <FieldsCard tube={tube} />
          <FilesCard specimen={tube.specimen} code={tube.code} />
          <NotesCard tube={tube} />
          <DonorCard tube={tube} />
        </div>
        <CustodyCard tube={tube} work={work} />
      </div>
      {labels.dialog}
    </Screen>
  )
}

/** What the next scan would do with this tube. */
function useLine({ state, consent }: SpecimenView): Sentence {
  const sentence = useSentence()
  if (consent.withdrawn && state === 'stored') return sentence('specimen.scanWithdrawn')
  if (consent.withdrawn && state === 'out') return sentence('specimen.scanWithdrawnBack')
  switch (state) {
    case 'stored':
      return sentence('specimen.scanToMove')
    case 'out':
      return sentence('specimen.scanToReturn')
    case 'unplaced':
    case 'missing':
      return sentence('specimen.scanToStore')
    case 'dispatched':
      return sentence('specimen.scanToTakeBack')
    case 'disputed':
      return sentence('specimen.scanToSettle')
    case 'undone':
      return sentence('specimen.scanAnother')
  }
}
