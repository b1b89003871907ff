import type { ImportPreview } from '#shared/contract/imports.ts'
import { Banner } from '../../components/Banner.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { CheckField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './import.module.css'
import type { ImportWork } from './use-import.ts'

interface PreviewCardProps {
  preview: ImportPreview
  work: ImportWork
}

/** The first rows as they were read, and whether the very first is one of them. */
export function PreviewCard({ preview, work }: PreviewCardProps) {
  const t = useT()
  return (
    <Card
      title={t('import.preview')}
      aside={t('import.rowsOf', { shown: preview.sample.length, rows: preview.rows })}
      scrolls
    >
      <FirstRowChoice preview={preview} work={work} />
      <Remarks preview={preview} />
      <Sample preview={preview} />
    </Card>
  )
}

function FirstRowChoice({ preview: { firstRow }, work }: PreviewCardProps) {
  const t = useT()
  return (
    <fieldset className={styles.firstRow}>
      <legend>{t('import.firstRow')}</legend>
      {(['header', 'data'] as const).map((one) => (
        <CheckField
          key={one}
          group="first-row"
          label={t(`import.firstRow.${one}`)}
          checked={firstRow === one}
          onChange={() => work.setFirstRow(one)}
        />
      ))}
    </fieldset>
  )
}

function Remarks({ preview }: { preview: ImportPreview }) {
  const t = useT()
  const { guess, doubled, isOldEncoding } = preview
  const isUnknown = Object.keys(guess).length === 0
  return (
    <>
      {isUnknown && (
        <div className={styles.inset}>
          <Banner tone="caution">{t('import.nothingRecognised')}</Banner>
        </div>
      )}
      {doubled.length > 0 && (
        <div className={styles.inset}>
          <Banner tone="caution">
            {t('import.doubled', { count: doubled.length, names: doubled.join(', ') })}
          </Banner>
        </div>
      )}
      {isOldEncoding && (
        <div className={styles.inset}>
          <Banner tone="caution">{t('import.oldEncoding')}</Banner>
        </div>
      )}
    </>
  )
}

function Sample({ preview }: { preview: ImportPreview }) {
  const t = useT()
  const { columns, sample, personal } = preview
  const isOut = new Set(personal)
  return (
    <table className={styles.sample}>
      <thead>
        <tr>
          {columns.map((name, i) => (
            <th key={`${i}/${name}`} scope="col">
              {preview.firstRow === 'header' ? name : t('import.columnNumber', { n: i + 1 })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sample.map((row, line) => (
          <tr key={line}>
            {columns.map((name, i) => (
              <td key={`${i}/${name}`}>
                {isOut.has(i) ? (
                  <span className={styles.why}>{t('import.notShown')}</span>
                ) : (
                  <Code>{row[i] ?? ''}</Code>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
