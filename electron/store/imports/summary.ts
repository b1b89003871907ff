import {
  type ImportCheck,
  type ImportFinding,
  type ImportFindingType,
  type ImportWord,
  WORD_FIELDS,
} from '#shared/contract/imports.ts'
import type { Checked } from './check.ts'
import type { Repairs } from './repairs.ts'
import type { Table } from './table.ts'

const SHOWN = 500
const SHOWN_WORDS = 100
const SHOWN_REPAIRS = 200

/** What a person is shown of a check: as much as can be looked at, and how much there is. */
export function summaryOf(table: Table, repairs: Repairs, checked: Checked): ImportCheck {
  const { errors, notes, rejected, specimens, donorsReplaced } = checked
  const { leftOut } = repairs
  const repaired = repairs.list()
  return {
    rows: table.rows.length,
    accepted: table.rows.length - rejected - leftOut,
    ...{ rejected, leftOut, specimens, donorsReplaced },
    errors: errors.slice(0, SHOWN),
    errorCount: errors.length,
    notes: notes.slice(0, SHOWN),
    noteCount: notes.length,
    words: wordsOf(errors),
    repaired: repaired.slice(0, SHOWN_REPAIRS),
    repairedCount: repaired.length,
  }
}

const UNKNOWN: ReadonlySet<ImportFindingType> = new Set([
  'unknown-material',
  'unknown-tube-type',
  'unknown-study',
  'unknown-box',
])

/** Words that nobody knows, the most frequent first: each is mapped once for all its rows. */
function wordsOf(errors: readonly ImportFinding[]): ImportWord[] {
  const words = new Map<string, { -readonly [Key in keyof ImportWord]: ImportWord[Key] }>()
  for (const { type, field, line, value, cell } of errors) {
    const known = WORD_FIELDS.find((one) => one === field)
    const text = cell ?? value
    if (!known || !UNKNOWN.has(type) || text === '') continue
    const word = words.get(`${known} ${text}`)
    if (word) word.rows++
    else words.set(`${known} ${text}`, { field: known, value: text, rows: 1, line })
  }
  return [...words.values()].sort((a, b) => b.rows - a.rows).slice(0, SHOWN_WORDS)
}
