import { IconDownload, IconTableImport } from '@tabler/icons-react'
import type { ImportCheck, ImportFinding } from '#shared/contract/imports.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Chip } from '../../components/Chip.tsx'
import { type Column, Table } from '../../components/Table.tsx'
import { type Say, useT } from '../../i18n/use-t.ts'
import styles from './import.module.css'
import type { ImportWork, OpenTable } from './use-import.ts'

interface CheckCardProps {
  table: OpenTable
  check: ImportCheck
  work: ImportWork
}

interface Line {
  readonly key: string
  readonly finding: ImportFinding
  readonly stops: boolean
}

/** What the check found. Rows in are rows that can be imported and rows that cannot. */
export function CheckCard({ table, check, work }: CheckCardProps) {
  const t = useT()
  const lines = linesOf(check)
  const all = check.errorCount + check.noteCount
  const isClean = check.rejected === 0
  return (
    <Card
      title={isClean ? t('import.clean') : t('import.unclean', { rejected: check.rejected })}
      aside={t('import.counts', {
        rows: check.rows,
        accepted: check.accepted,
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
            <Button kind="ember" size={64} icon={IconTableImport} onClick={work.run}>
              {t('import.run', { count: check.rows })}
            </Button>
          ) : (
            <span className={styles.why}>{t('import.allOrNone')}</span>
          )}
        </div>
      }
    >
      {lines.length === 0 ? (
        <p className={styles.nothing}>{t('import.nothingFound')}</p>
      ) : (
        <Table
          caption={t('import.findings')}
          columns={columns(t, table, work)}
          rows={lines}
          rowKey={({ key }) => key}
        />
      )}
      {all > lines.length && (
        <p className={styles.nothing}>{t('import.moreFindings', { count: all - lines.length })}</p>
      )}
    </Card>
  )
}

/** What stops a row comes first. */
const linesOf = ({ errors, notes }: ImportCheck): Line[] => [
  ...errors.map((finding, i) => ({ key: `e${i}`, finding, stops: true })),
  ...notes.map((finding, i) => ({ key: `n${i}`, finding, stops: false })),
]

const columns = (t: Say, { preview }: OpenTable, { mapping }: ImportWork): Column<Line>[] => {
  const nameOf = ({ field }: ImportFinding) => {
    const column = field === null ? undefined : mapping.columns[field]
    return column === undefined ? '–' : (preview.columns[column] ?? '–')
  }
  return [
    { id: 'line', header: t('import.line'), as: 'code', cell: ({ finding }) => finding.line },
    { id: 'column', header: t('import.column'), cell: ({ finding }) => nameOf(finding) },
    {
      id: 'value',
      header: t('import.value'),
      cell: ({ finding }) => <code className={styles.value}>{finding.value}</code>,
    },
    {
      id: 'reason',
      header: t('import.reason'),
      cell: ({ finding }) => t(`import.finding.${finding.type}`),
    },
    {
      id: 'kind',
      header: t('import.effect'),
      cell: ({ stops }) =>
        stops ? (
          <Chip tone="stop">{t('import.stops')}</Chip>
        ) : (
          <Chip tone="caution">{t('import.note')}</Chip>
        ),
    },
  ]
}
