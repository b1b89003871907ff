import { assert } from '../../lib/assert.ts'
import { type Layout, size } from './layout.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** CBSR boxes leave out the letters that look like digits. */
const LETTERS_SKIP_IO = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

/** The n-th name (from 1) in bijective numbering: A to Z, then AA, AB ... POS-1 */
export function letters(n: number, alphabet: string = LETTERS): string {
  assert(Number.isInteger(n) && n >= 1, 'a row number from 1')
  let text = ''
  for (let rest = n; rest > 0; rest = Math.floor((rest - 1) / alphabet.length))
    text = alphabet.charAt((rest - 1) % alphabet.length) + text
  return text
}

/** The inverse of `letters`, or null when a character is not of the alphabet. */
export function fromLetters(text: string, alphabet: string = LETTERS): number | null {
  let n = 0
  for (const letter of text) {
    const digit = alphabet.indexOf(letter)
    if (digit < 0) return null
    n = n * alphabet.length + digit + 1
  }
  return n === 0 ? null : n
}

/** Roman numerals from 1 to 100, which is as far as a layout goes. */
export function roman(n: number): string {
  assert(Number.isInteger(n) && n >= 1 && n <= 100, 'a number from 1 to 100')
  let rest = n
  let text = ''
  for (const [value, numeral] of ROMAN)
    while (rest >= value) {
      text += numeral
      rest -= value
    }
  return text
}

const ROMAN_ROWS: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 100 }, (_, i) => [roman(i + 1), i + 1]),
)

/** The name of row `row` (from 0) as it stands beside the box; empty where rows have no name of their own. */
export function rowName(l: Layout, row: number): string {
  switch (l.scheme) {
    case 'letters-numbers':
      return letters(row + 1)
    case 'letters-skip-io':
      return letters(row + 1, LETTERS_SKIP_IO)
    case 'roman-numbers':
      return roman(row + 1)
    case 'numbers':
      return ''
  }
}

/** The name of a position, e.g. `C6`, `81`, `R4`, `IV-2`. `index` counts in row order from 0. POS-2 */
export function positionName(l: Layout, index: number): string {
  assert(index >= 0 && index < size(l), `position ${index} of ${size(l)}`)
  const row = Math.floor(index / l.columns)
  const column = (index % l.columns) + 1
  if (l.scheme === 'numbers') return `${l.prefix ?? ''}${index + 1}`
  if (l.scheme === 'roman-numbers') return `${rowName(l, row)}-${column}`
  return `${rowName(l, row)}${column}`
}

const NUMBER = /^0*([1-9][0-9]{0,4})$/
const LETTERS_NUMBER = /^([A-Z]+)[-:]?0*([1-9][0-9]{0,2})$/

/** The index of a position from its name as a person or a scanner gives it (`c6`, `C06`, `C-6`), or null. POS-3 */
export function readPositionName(l: Layout, name: string): number | null {
  const text = name.trim().toUpperCase()
  if (l.scheme === 'numbers') return readNumber(l, text)
  const match = LETTERS_NUMBER.exec(text)
  if (!match) return null
  const row = readRow(l, match[1]!)
  const column = Number(match[2])
  if (row === null || row > l.rows || column > l.columns) return null
  return (row - 1) * l.columns + column - 1
}

/**
 * The same for a name that stands alone, without its box, where a tube's code may be meant as well: only as
 * it is written, or with one leading zero (`B3`, `b3`, `B03`; not `B0003`, `B-3`). POS-6
 */
export function readBarePosition(l: Layout, name: string): number | null {
  const index = readPositionName(l, name)
  if (index === null) return null
  const written = positionName(l, index)
  const padded = written.replace(/[0-9]+$/, '0$&')
  return [written, padded].includes(name.trim().toUpperCase()) ? index : null
}

function readNumber(l: Layout, text: string): number | null {
  const bare = l.prefix && text.startsWith(l.prefix) ? text.slice(l.prefix.length) : text
  const match = NUMBER.exec(bare)
  const n = match ? Number(match[1]) : 0
  return n >= 1 && n <= size(l) ? n - 1 : null
}

function readRow(l: Layout, text: string): number | null {
  if (l.scheme === 'roman-numbers') return ROMAN_ROWS.get(text) ?? null
  return fromLetters(text, l.scheme === 'letters-skip-io' ? LETTERS_SKIP_IO : LETTERS)
}
