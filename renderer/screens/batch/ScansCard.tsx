import type { ReactNode } from 'react'
import { Card } from '../../components/Card.tsx'
import { cx } from '../../components/cx.ts'
import { type Column, Table } from '../../components/Table.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './work.module.css'

export interface ScansCardProps<Row> {
  /** How many are done and how many parked. */
  aside: string
  columns: readonly Column<Row>[]
  /** Newest first. */
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Where there are more than these rows. */
  more?: ReactNode
  /** What was parked; undefined: nothing. */
  tray: ReactNode | undefined
}

/** What was scanned in a batch, newest first, over what was parked. */
export function ScansCard<Row>({ aside, columns, rows, rowKey, more, tray }: ScansCardProps<Row>) {
  const t = useT()
  const [newest] = rows
  return (
    <Card
      title={t('intake.lastScans')}
      aside={aside}
      className={cx(styles.scans, tray !== undefined && styles.withTray)}
    >
      <div className={styles.scansBody}>
        <div className={styles.rows} tabIndex={newest === undefined ? undefined : 0}>
          {newest === undefined ? (
            <p className={styles.none}>{t('intake.noScans')}</p>
          ) : (
            <Table
              caption={t('intake.lastScans')}
              columns={columns}
              rows={rows}
              rowKey={rowKey}
              latest={rowKey(newest)}
              headless
            />
          )}
          {more !== undefined && <p className={styles.none}>{more}</p>}
        </div>
        {tray}
      </div>
    </Card>
  )
}
