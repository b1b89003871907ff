import { CheckCard } from './CheckCard.tsx'
import styles from './import.module.css'
import { MappingCard } from './MappingCard.tsx'
import { PreviewCard } from './PreviewCard.tsx'
import { RunCard } from './RunCard.tsx'
import type { ImportStep, ImportWork } from './use-import.ts'

interface OpenTableProps {
  step: Extract<ImportStep, { preview: unknown }>
  work: ImportWork
}

/** A table that was read: which column is what, the first rows, then what the check found. */
export function OpenTable({ step, work }: OpenTableProps) {
  return (
    <div className={styles.screen}>
      <MappingCard step={step} work={work} />
      <div className={styles.right}>
        {step.at === 'running' || step.at === 'checking' ? (
          <RunCard step={step} onCancel={work.cancel} />
        ) : step.at === 'checked' ? (
          <CheckCard preview={step.preview} check={step.check} work={work} />
        ) : (
          <PreviewCard preview={step.preview} work={work} />
        )}
      </div>
    </div>
  )
}
