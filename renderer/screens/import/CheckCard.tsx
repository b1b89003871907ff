import { IconDownload, IconTableImport } from '@tabler/icons-react'
import { useRef } from 'react'
import type { ImportCheck, ImportPreview } from '#shared/contract/imports.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { useT } from '../../i18n/use-t.ts'
import { FindingsTable } from './FindingsTable.tsx'
import styles from './import.module.css'
import { RepairedList } from './RepairedList.tsx'
import type { ImportWork } from './use-import.ts'
import { WordsToMap } from './WordsToMap.tsx'

interface CheckCardProps {
  preview: ImportPreview
  check: ImportCheck
  work: ImportWork
}

/** What the check found, and the way to mend it here. Rows in are accepted, left out and rejected. */
export function CheckCard({ preview, check, work }: CheckCardProps) {
  const t = useT()
  const runs = useRef<HTMLButtonElement>(null)
  const all = check.errorCount + check.noteCount
  const isClean = check.rejected === 0
  const shown = check.errors.length + check.notes.length
  return (
    <Card
      title={
        <span role="status">
          {isClean ? t('import.clean') : t('import.unclean', { rejected: check.rejected })}
        </span>
      }
      aside={t('import.counts', {
        rows: check.rows,
        accepted: check.accepted,
        leftOut: check.leftOut,
        rejected: check.rejected,
      })}
      scrolls
      foot={
        <div className={styles.foot}>
          {all > 0 ? (
            <Button icon={IconDownload} onClick={work.download}>
              {t('import.download', { count: all })}
            </Button>
          ) : (
            <span />
          )}
          {isClean ? (
            <Button
              ref={runs}
              kind="ember"
              size={64}
              icon={IconTableImport}
              disabled={check.specimens === 0}
              onClick={work.run}
            >
              {t('import.run', { count: check.specimens })}
            </Button>
          ) : (
            <span className={styles.why}>{t('import.repairHere')}</span>
          )}
        </div>
      }
    >
      <WordsToMap preview={preview} check={check} work={work} />
      {shown === 0 ? (
        <p className={styles.nothing}>{t('import.nothingFound')}</p>
      ) : (
        <FindingsTable
          preview={preview}
          check={check}
          work={work}
          onEnd={() => runs.current?.focus()}
        />
      )}
      {all > shown && (
        <p className={styles.nothing}>{t('import.moreFindings', { count: all - shown })}</p>
      )}
      <RepairedList preview={preview} check={check} work={work} />
    </Card>
  )
}
