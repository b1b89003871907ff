import type { SpecimenView } from '#shared/contract/views.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { AmountDialog } from './AmountDialog.tsx'
import { CloseDialog } from './CloseDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { SpecimenWork } from './use-specimen-work.ts'

/** What is asked about before it is recorded. */
export type UseStep = 'use' | 'quarantine' | 'release' | 'close'

interface UseDialogsProps {
  step: UseStep
  tube: SpecimenView
  work: SpecimenWork
  onClose: () => void
}

/** The dialog of one step; it stays open while the record refuses what was said. */
export function UseDialogs({ step, tube, work, onClose }: UseDialogsProps) {
  const t = useT()
  const sentence = useSentence()
  const question = sentence(`use.${step}Question`, { code: tube.code }).shown
  const outcome = work.last?.outcome
  const refused = outcome?.is === 'refused' ? outcome.sentence.shown : undefined
  const common = { question, refused, isBusy: work.isBusy, onClose }
  const closing = async (done: Promise<boolean>) => {
    if (await done) onClose()
  }
  switch (step) {
    case 'use':
      return (
        <AmountDialog
          {...common}
          tube={tube}
          onAct={(amount, reason) => void closing(work.use(amount, reason))}
        />
      )
    case 'close':
      return (
        <CloseDialog {...common} onAct={(why, reason) => void closing(work.close(why, reason))} />
      )
    default:
      return (
        <ReasonDialog
          {...common}
          means={t(`use.${step}Means`)}
          act={t(`use.${step}`)}
          onAct={(reason) => void closing(work[step](reason))}
        />
      )
  }
}
