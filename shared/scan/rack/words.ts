/** What a cell says in place of a code, in the words of scanners' makers without spaces and signs. */
const NO_TUBE: ReadonlySet<string> = new Set(['', 'NOTUBE', 'NOTRAKMATE', 'EMPTY', 'NONE', 'VOID'])
const NOT_READ: ReadonlySet<string> = new Set([
  ...['NOREAD', 'NOSCAN', 'NODECODE', 'NOCODE', 'ERROR', 'UNREADABLE', 'FAILED', 'BADREAD'],
])

/** Words of one scanner, as a person has named them. They come before the known ones. */
export interface RackWords {
  readonly noTube: readonly string[]
  readonly noRead: readonly string[]
}

export const NO_WORDS: RackWords = { noTube: [], noRead: [] }

/** What a cell of codes says: a tube with its code, one that could not be read, or that there is none. */
export type CellMeaning = 'code' | 'no-read' | 'no-tube'

export function meaningOf(cell: string, own: RackWords = NO_WORDS): CellMeaning {
  const is = (word: string) => word.trim().toUpperCase() === cell.trim().toUpperCase()
  if (own.noTube.some(is)) return 'no-tube'
  if (own.noRead.some(is)) return 'no-read'
  // Signs alone are no code. What they mean nobody knows, and a place that is called empty gets another tube.
  return knownMeaning(cell) ?? (HAS_SIGN.test(cell) ? 'code' : 'no-read')
}

const HAS_SIGN = /[\p{L}\p{N}]/u

/** Null where it is none of the words that makers use. */
export function knownMeaning(cell: string): 'no-read' | 'no-tube' | null {
  if (cell.trim() !== '' && !HAS_SIGN.test(cell)) return null
  const word = cell.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  if (NO_TUBE.has(word)) return 'no-tube'
  return NOT_READ.has(word) ? 'no-read' : null
}

/** What is measured, and when, and what a spreadsheet makes of long numbers: no lab writes codes like that. */
const MEASURE =
  /^[-+]?\d+[.,]\d+$|^\d(?:[.,]\d+)?E[+-]\d+$|\d:\d\d|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/

/** Whether whatever a column says is a number with decimals, or a date. */
export function areMeasures(cells: readonly string[]): boolean {
  const said = cells.filter((cell) => knownMeaning(cell) === null)
  return said.length > 0 && said.every((cell) => MEASURE.test(cell))
}
