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

/** The free positions in fill order, from the first place of the order. POS-5 */
export function* freeInOrder(l: Layout, taken: (index: number) => boolean): Generator<number> {
  for (let n = 0; n < size(l); n++) {
    const index = fillAt(l, n)
    if (!taken(index)) yield index
  }
}

/** The next free positions, at most `count`, beginning at `from` where that is given and free. POS-5 */
export function nextFree(
  l: Layout,
  taken: (index: number) => boolean,
  count: number,
  from?: number,
): number[] {
  const order = [...freeInOrder(l, taken)]
  const start = from === undefined ? 0 : order.indexOf(from)
  const turned = start > 0 ? [...order.slice(start), ...order.slice(0, start)] : order
  return turned.slice(0, count)
}
