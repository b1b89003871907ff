import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './Table.module.css'

export interface Column<Row> {
  id: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** `code` in the code face, `quiet` in the second ink, `time` with figures of one width, `end` flush right. */
  as?: 'words' | 'quiet' | 'code' | 'time' | 'end'
  /** CSS width. */
  width?: string
}

export interface TableProps<Row> {
  /** What the table lists, for who hears it. */
  caption: string
  /** Code first, state chip last. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The newest or the selected row. */
  latest?: string | undefined
  /** Hides the heading row from sight where the columns speak for themselves. */
  headless?: boolean
  onPick?: ((row: Row) => void) | undefined
}

/** Rows of 62 px: code, words, time, state. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, headless } = props
  return (
    <table className={styles.table}>
      <caption className="fk-heard">{caption}</caption>
      <thead className={headless ? 'fk-heard' : undefined}>
        <tr>
          {columns.map(({ id, header, as, width }) => (
            <th
              key={id}
              scope="col"
              className={as === 'end' ? styles.end : undefined}
              style={{ width }}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={rowKey(row)} row={row} table={props} />
        ))}
      </tbody>
    </table>
  )
}

function Line<Row>({ row, table }: { row: Row; table: TableProps<Row> }) {
  const { columns, rowKey, latest, onPick } = table
  const classes = cx(rowKey(row) === latest && styles.latest, onPick && styles.picks)
  const picks = onPick && {
    tabIndex: 0,
    onClick: () => onPick(row),
    onKeyDown: (event: { key: string }) => event.key === 'Enter' && onPick(row),
  }
  return (
    <tr className={classes || undefined} {...picks}>
      {columns.map(({ id, cell, as, width }) => (
        <td key={id} className={as && styles[as]} style={{ width }}>
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}
