import { IconCircleCheck, IconDownload, IconTableImport, IconTestPipe } from '@tabler/icons-react'
import { useGo } from '../../app/go.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { useT } from '../../i18n/use-t.ts'
import { EmptyState } from '../lookup/EmptyState.tsx'
import styles from './import.module.css'
import type { ImportStep, ImportWork } from './use-import.ts'

interface ImportDoneProps {
  step: Extract<ImportStep, { at: 'done' }>
  work: ImportWork
}

/** All rows are in the record. */
export function ImportDone({ step, work }: ImportDoneProps) {
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
          {/* The list of donors goes with this table: it is saved before the next one is begun. */}
          <Button
            size={64}
            icon={IconTableImport}
            disabled={!step.isListSaved && step.donorsReplaced > 0}
            onClick={work.startOver}
          >
            {t('import.again')}
          </Button>
        </>
      }
    >
      {step.donorsReplaced > 0 && <Donors step={step} onSave={work.downloadDonors} />}
    </EmptyState>
  )
}

interface DonorsProps {
  step: Extract<ImportStep, { at: 'done' }>
  onSave: () => void
}

/** Who is who is known to this bench alone, until the table is closed. */
function Donors({ step: { donorsReplaced, isListSaved }, onSave }: DonorsProps) {
  const t = useT()
  return (
    <div className={styles.donors}>
      <Banner
        tone={isListSaved ? 'note' : 'caution'}
        action={
          <Button size={48} icon={IconDownload} onClick={onSave}>
            {t(isListSaved ? 'import.donorsSaveAgain' : 'import.donorsSave')}
          </Button>
        }
      >
        {t(isListSaved ? 'import.donorsSaved' : 'import.donors', { count: donorsReplaced })}
      </Banner>
    </div>
  )
}
