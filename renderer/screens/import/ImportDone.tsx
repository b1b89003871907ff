import { IconCircleCheck, IconTableImport, IconTestPipe } from '@tabler/icons-react'
import { useGo } from '../../app/go.ts'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import type { ImportStep } from './use-import.ts'

interface ImportDoneProps {
  step: Extract<ImportStep, { at: 'done' }>
  onAgain: () => void
}

/** All rows are in the record. */
export function ImportDone({ step, onAgain }: ImportDoneProps) {
  const t = useT()
  const go = useGo()
  return (
    <EmptyState
      icon={IconCircleCheck}
      title={t('import.done', { count: step.imported })}
      words={t('import.doneWords', { name: step.name })}
      ways={
        <>
          <Button kind="steel" size={64} icon={IconTestPipe} onClick={() => go({ to: 'samples' })}>
            {t('import.toSamples')}
          </Button>
          <Button size={64} icon={IconTableImport} onClick={onAgain}>
            {t('import.again')}
          </Button>
        </>
      }
    />
  )
}
