import { assert } from '../../lib/assert.ts'
import { type Layout, size } from './layout.ts'

/** The n-th position (from 0) in the container's fill order, as an index in row order. POS-4 */
export function fillAt(l: Layout, n: number): number {
  assert(n >= 0 && n < size(l), `place ${n} of ${size(l)} in the fill order`)
  const alongRows = l.fill.startsWith('rows')
  const row = alongRows ? Math.floor(n / l.columns) : n % l.rows
  const column = alongRows ? n % l.columns : Math.floor(n / l.rows)
  const fromBottom = l.fill.includes('bottom')
  const fromRight = l.fill.includes('right')
  return (
    (fromBottom ? l.rows - 1 - row : row) * l.columns +
    (fromRight ? l.columns - 1 - column : column)
  )
}

/** The place of a position in the container's fill order, from 0: the inverse of `fillAt`. POS-4 */
export function fillRank(l: Layout, index: number): number {
  assert(index >= 0 && index < size(l), `position ${index} of ${size(l)}`)
  const row = Math.floor(index / l.columns)
  const column = index % l.columns
  const down = l.fill.includes('bottom') ? l.rows - 1 - row : row
  const across = l.fill.includes('right') ? l.columns - 1 - column : column
  return l.fill.startsWith('rows') ? down * l.columns + across : across * l.rows + down
}

/**
 * The next free positions in fill order, at most `count`. They begin at the first place of the order, or
 * at `from`, taken or not, and then wrap. POS-5
 */
export function nextFree(
  l: Layout,
  taken: (index: number) => boolean,
  count: number,
  from?: number,
): number[] {
  const start = from === undefined ? 0 : fillRank(l, from)
  const found: number[] = []
  for (let n = 0; n < size(l) && found.length < count; n++) {
    const index = fillAt(l, (start + n) % size(l))
    if (!taken(index)) found.push(index)
  }
  return found
}
