import { Banner } from '../../components/Banner.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { useT } from '../../i18n/use-t.ts'
import { CheckCard } from './CheckCard.tsx'
import styles from './import.module.css'
import { MappingCard } from './MappingCard.tsx'
import { RunCard } from './RunCard.tsx'
import type { ImportStep, ImportWork, OpenTable as Table } from './use-import.ts'

interface OpenTableProps {
  step: Extract<ImportStep, { table: Table }>
  work: ImportWork
}

/** A table that was read: which column is what, the first rows, then what the check found. */
export function OpenTable({ step, work }: OpenTableProps) {
  const { table } = step
  return (
    <div className={styles.screen}>
      <MappingCard table={table} step={step} work={work} />
      <div className={styles.right}>
        {step.at === 'running' ? (
          <RunCard step={step} onCancel={work.cancel} />
        ) : step.at === 'checked' ? (
          <CheckCard table={table} check={step.check} work={work} />
        ) : (
          <PreviewCard table={table} />
        )}
      </div>
    </div>
  )
}

function PreviewCard({ table: { preview, encoding } }: { table: Table }) {
  const t = useT()
  // Not one name was recognised: it may be a row that would be lost as a header.
  const hasNoHeader = Object.keys(preview.guess).length === 0
  return (
    <Card
      title={t('import.preview')}
      aside={t('import.rowsOf', { shown: preview.sample.length, rows: preview.rows })}
      scrolls
    >
      {hasNoHeader && (
        <div className={styles.inset}>
          <Banner tone="caution">{t('import.noHeader')}</Banner>
        </div>
      )}
      {encoding === 'windows-1252' && (
        <div className={styles.inset}>
          <Banner tone="caution">{t('import.oldEncoding')}</Banner>
        </div>
      )}
      <table className={styles.sample}>
        <thead>
          <tr>
            {preview.columns.map((name, i) => (
              <th key={`${i}/${name}`} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.sample.map((row, line) => (
            <tr key={line}>
              {preview.columns.map((name, i) => (
                <td key={`${i}/${name}`}>
                  <Code>{row[i] ?? ''}</Code>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
