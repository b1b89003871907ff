import { type CsvError, parse } from 'csv-parse/sync'
import type { ImportFault } from '#shared/contract/imports.ts'
import { isPersonal } from '#shared/domain/imports/columns.ts'
import type { ImportColumns } from '#shared/domain/imports/fields.ts'
import { guessByNames, tellApart } from '#shared/domain/imports/guess.ts'
import { type FirstRow, guessByValues, sniffFirstRow } from '#shared/domain/imports/sniff.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { piecesOf } from './pieces.ts'
import { Sharing } from './sharing.ts'

type Rows = readonly (readonly string[])[]

/** What a table's text says before anybody knows whether its first row is a header. */
export interface Records {
  readonly delimiter: string
  readonly rows: Rows
  /** Each row's line in the file, from 1, as an editor counts. */
  readonly lines: readonly number[]
}

/** A table as it was read: every cell is text. `lines` gives each row's line in the file, from 1. */
export interface Table {
  readonly delimiter: string
  readonly firstRow: FirstRow
  readonly columns: readonly string[]
  /** The same as they stand in the header. */
  readonly names: readonly string[]
  /** Names that stood over more than one column, and were told apart. */
  readonly doubled: readonly string[]
  /** Columns with what is known of a person: they stay out, whatever anybody chooses. IMP-12 */
  readonly personal: ReadonlySet<number>
  readonly rows: Rows
  readonly lines: readonly number[]
}

const DELIMITERS = ['\t', ';', ',', '|'] as const
const MOST_ROWS = 200_000
/** A line of this length, or with so many cells, is none of a table: a quotation mark is open, or it is something else. */
const MOST_RECORD = 1_000_000
const MOST_COLUMNS = 1_000

/** Reads a table, with a header or without: what it looks like. Cells stay text, so leading zeros are kept. IMP-5 */
export function readTable(text: string): Result<Table, ImportFault> {
  const records = readRecords(text)
  return records.ok ? sniffedTable(records.value) : records
}

/** The table with its first row taken for what it looks like. */
export const sniffedTable = (records: Records): Result<Table, ImportFault> =>
  asTable(records, sniffFirstRow(records.rows[0]!))

/** Every row of a text, the first one too. At least one. */
export function readRecords(text: string): Result<Records, ImportFault> {
  // One kind of line end, so that lines are counted as an editor counts them, in quoted cells too.
  const clean = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  if (clean.trim() === '') return err({ type: 'Empty', detail: '' })
  if (clean.includes('\u0000')) return err({ type: 'NotATable', detail: 'NUL' })
  const delimiter = sniffDelimiter(clean)
  const read = parseRows(clean, delimiter)
  if (!read.ok) return read
  if (read.value.rows.some((row) => row.length > MOST_COLUMNS))
    return err({ type: 'NotATable', detail: 'columns' })
  const rows = read.value.rows.length - 1
  if (rows > MOST_ROWS) return err({ type: 'TooLarge', detail: String(rows) })
  return ok({ delimiter, ...read.value })
}

/** The table with its first row taken as a header or as data. `NoHeader`: nothing is left below it. IMP-14 */
export function asTable(
  { delimiter, rows, lines }: Records,
  firstRow: FirstRow,
): Result<Table, ImportFault> {
  const isHeader = firstRow === 'header'
  if (isHeader && rows.length < 2) return err({ type: 'NoHeader', detail: '' })
  const names = isHeader ? rows[0]!.map((name) => name.trim()) : Array(widthOf(rows)).fill('')
  const { columns, doubled } = tellApart(names.map((name, i) => name || `#${i + 1}`))
  const body = isHeader ? rows.slice(1) : rows
  const personal = new Set(
    columns.flatMap((name, i) => (isPersonal(name) || holdsMail(body, i) ? [i] : [])),
  )
  return ok({
    ...{ delimiter, firstRow, columns, names, doubled, personal },
    rows: body,
    lines: isHeader ? lines.slice(1) : lines,
  })
}

/** Which column probably holds what: by its name, or without names by its values. */
export function guessColumns({ names, firstRow, rows, personal }: Table): ImportColumns {
  if (firstRow === 'data') return withoutPersonal(guessByValues(rows, names.length), personal)
  const filled = new Map<number, boolean>()
  return guessByNames(names, (column) => {
    const known = filled.get(column) ?? rows.some((row) => (row[column] ?? '') !== '')
    filled.set(column, known)
    return known
  })
}

const withoutPersonal = (guess: ImportColumns, personal: ReadonlySet<number>): ImportColumns =>
  Object.fromEntries(Object.entries(guess).filter(([, column]) => !personal.has(column)))

/** Most rows of a table without names have all its cells. */
function widthOf(rows: Rows): number {
  const widths = new Map<number, number>()
  for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1)
  return [...widths].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

const MAIL = /^[^\s@\\]+@[^\s@\\]+\.[a-z]{2,}$/i
/** How many rows are looked at for what a column holds. */
const LOOKED_AT = 200

/** Addresses of people tell themselves, whatever their column is called. */
const holdsMail = (rows: Rows, column: number): boolean =>
  rows.slice(0, LOOKED_AT).some((row) => MAIL.test(row[column] ?? ''))

/** Rows are kept as they come, and words that come again are kept once: a table may have 64 MB. */
function parseRows(
  text: string,
  delimiter: string,
): Result<{ rows: string[][]; lines: number[] }, ImportFault> {
  const rows: string[][] = []
  const lines: number[] = []
  const sharing = new Sharing()
  const isTab = delimiter === '\t'
  try {
    for (const piece of piecesOf(text, isTab))
      parse(piece.text, {
        delimiter,
        relax_column_count: true,
        relax_quotes: isTab,
        skip_empty_lines: true,
        trim: true,
        max_record_size: MOST_RECORD,
        on_record: (record: string[], info) => {
          rows.push(sharing.row(record))
          lines.push(piece.linesBefore + startLine(record, info.lines))
          return null
        },
      })
    return ok({ rows, lines })
  } catch (fault) {
    return err({ type: 'NotATable', detail: (fault as CsvError).message ?? '' })
  }
}

/** The parser counts the line on which a record ends; people look where it begins. */
const startLine = (record: readonly string[], end: number): number =>
  end - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)

/** The delimiter that the first line has most often, outside of quotes. */
function sniffDelimiter(text: string): string {
  const first = (text.split('\n', 1)[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counted = DELIMITERS.map((sign) => ({ sign, count: first.split(sign).length - 1 }))
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign
}
