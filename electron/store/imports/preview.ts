import type { ImportDates, ImportPreview } from '#shared/contract/imports.ts'
import { isThawCount } from '#shared/domain/imports/columns.ts'
import { findDateForms } from '#shared/domain/imports/dates.ts'
import { guessColumns, type Table } from './table.ts'

/** What the file is called and how it was written. */
export interface FileName {
  readonly name: string
  readonly isOldEncoding: boolean
}

const SHOWN = 5
/** From so many cells of a column it is seen whether it holds days at all. */
const LOOKED_AT = 100

/** A table as a person sees it before it is checked. Cells of personal columns are not shown. IMP-12 */
export function previewOf(id: string, table: Table, file: FileName): ImportPreview {
  const { delimiter, firstRow, columns, doubled, personal, rows } = table
  const hidden = (row: readonly string[]) => row.map((cell, i) => (personal.has(i) ? '' : cell))
  return {
    ...{ import: id, ...file, delimiter, firstRow, columns, doubled },
    personal: [...personal],
    thaws: columns.flatMap((name, i) => (isThawCount(name) ? [i] : [])),
    dates: datesOf(table),
    rows: rows.length,
    sample: rows.slice(0, SHOWN).map(hidden),
    guess: guessColumns(table),
  }
}

function datesOf({ columns, rows, personal }: Table): Record<number, ImportDates> {
  const found: Record<number, ImportDates> = {}
  for (const column of columns.keys()) {
    if (personal.has(column)) continue
    const some = cellsOf(rows, column, LOOKED_AT)
    const { dates, filled } = findDateForms(some)
    if (dates * 2 <= filled) continue
    const { forms } = findDateForms(rows.map((row) => row[column] ?? ''))
    found[column] = { forms, sample: some[0]! }
  }
  return found
}

function cellsOf(rows: Table['rows'], column: number, most: number): string[] {
  const cells: string[] = []
  for (const row of rows) {
    if (cells.length === most) break
    const cell = row[column] ?? ''
    if (cell !== '') cells.push(cell)
  }
  return cells
}
