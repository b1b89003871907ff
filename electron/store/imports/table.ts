import { parse } from 'csv-parse/sync'
import type { ImportFault } from '#shared/contract/imports.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'

/** A table as it was read: every cell is text. `lines` gives each row's line in the file, from 1. */
export interface Table {
  readonly delimiter: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly lines: readonly number[]
}

const DELIMITERS = ['\t', ';', ',', '|'] as const
const MOST_ROWS = 200_000

/** Reads a table with a header. Cells stay text, so leading zeros are kept. IMP-5 */
export function readTable(text: string): Result<Table, ImportFault> {
  // One kind of line end, so that lines are counted as an editor counts them, in quoted cells too.
  const clean = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  if (clean.trim() === '') return err({ type: 'Empty', detail: '' })
  if (clean.includes('\u0000')) return err({ type: 'NotATable', detail: 'NUL' })
  const delimiter = sniff(clean)
  const read = records(clean, delimiter)
  if (!read.ok) return read
  const [header, ...rows] = read.value
  if (!header || rows.length === 0) return err({ type: 'NoHeader', detail: '' })
  if (rows.length > MOST_ROWS) return err({ type: 'TooLarge', detail: String(rows.length) })
  return ok({
    delimiter,
    columns: header.record.map((name, i) => name.trim() || `#${i + 1}`),
    rows: rows.map(({ record }) => record),
    lines: rows.map(({ line }) => line),
  })
}

interface Read {
  readonly record: string[]
  readonly line: number
}

function records(text: string, delimiter: string): Result<Read[], ImportFault> {
  try {
    const found = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: delimiter === '\t',
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return ok(found.map(({ record, info }) => ({ record, line: startLine(record, info.lines) })))
  } catch (fault) {
    return err({ type: 'NotATable', detail: fault instanceof Error ? fault.message : '' })
  }
}

/** The parser counts the line on which a record ends; people look where it begins. */
const startLine = (record: readonly string[], end: number): number =>
  end - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)

/** The delimiter that the header has most often, outside of quotes. */
function sniff(text: string): string {
  const header = (text.split('\n', 1)[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counted = DELIMITERS.map((sign) => ({ sign, count: header.split(sign).length - 1 }))
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign
}
