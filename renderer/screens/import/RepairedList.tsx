import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import type { ImportCheck, ImportPreview, ImportRepaired } from '#shared/contract/imports.ts'
import { Button } from '../../components/Button.tsx'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import { shortNameOfColumn } from './columns.ts'
import styles from './import.module.css'
import type { ImportWork } from './use-import.ts'

interface RepairedListProps {
  preview: ImportPreview
  check: ImportCheck
  work: ImportWork
}

/** All that was changed since the table was read; the file itself stays as it is. */
export function RepairedList({ preview, check, work }: RepairedListProps) {
  const t = useT()
  const { repaired, repairedCount } = check
  if (repairedCount === 0) return null
  return (
    <>
      <p className={styles.why}>{t('import.staysOpen')}</p>
      <details className={styles.repaired}>
        <summary>{t('import.repaired', { count: repairedCount })}</summary>
        <ul className={styles.repairs}>
          {repaired.map((one) => (
            <li key={keyOf(one)} className={styles.repair}>
              <Said one={one} preview={preview} />
              <Button size={48} icon={IconArrowBackUp} onClick={() => takeBack(work, one)}>
                {t('import.takeBack')}
              </Button>
            </li>
          ))}
        </ul>
        {repairedCount > repaired.length && (
          <p className={styles.why}>
            {t('import.moreRepaired', { count: repairedCount - repaired.length })}
          </p>
        )}
        <Button size={48} icon={IconDownload} onClick={work.downloadRepairs}>
          {t('import.downloadRepaired')}
        </Button>
      </details>
    </>
  )
}

function Said({ one, preview }: { one: ImportRepaired; preview: ImportPreview }) {
  const t = useT()
  const sentence = useSentence()
  if (one.type === 'left-out') {
    const { line, reason } = one
    return <span>{t('import.repairedLeftOut', { line, reason })}</span>
  }
  const { was, now } = one
  const column = shortNameOfColumn(t, preview, one.column)
  const codes = { was: was || '–', now: now || '–' }
  const { shown } =
    one.type === 'cell'
      ? sentence('import.repairedCell', codes, { column, line: one.line })
      : sentence('import.repairedEverywhere', codes, { column })
  return <span>{shown}</span>
}

const keyOf = (one: ImportRepaired): string => {
  if (one.type === 'left-out') return `out/${one.line}`
  return one.type === 'cell' ? `${one.line}/${one.column}` : `all/${one.column}/${one.was}`
}

function takeBack(work: ImportWork, one: ImportRepaired): void {
  switch (one.type) {
    case 'cell':
      return void work.repair({ type: 'cell', line: one.line, column: one.column, text: null })
    case 'everywhere':
      return void work.repair({ type: 'as-before', column: one.column, was: one.was })
    case 'left-out':
      return void work.repair({ type: 'take-in', line: one.line })
  }
}
