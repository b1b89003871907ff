import { assert } from '#shared/lib/assert.ts'

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = inOrder(values)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** The smallest value that `p` per cent of all values do not exceed (nearest rank); 0 < p <= 100. */
export function percentile(values: readonly number[], p: number): number {
  assert(p > 0 && p <= 100, `${p} is no percentile`)
  const sorted = inOrder(values)
  return sorted[Math.ceil((p / 100) * sorted.length) - 1]!
}

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function spread(values: readonly number[]): Spread {
  const sorted = inOrder(values)
  return { median: median(sorted), min: sorted[0]!, max: sorted.at(-1)! }
}

/**
 * The ratio of each pair that was measured side by side. What disturbs the computer disturbs both of
 * a pair, so these are steadier than the ratio of two medians.
 */
export function ratios(above: readonly number[], below: readonly number[]): number[] {
  assert(above.length === below.length, 'as many above as below')
  return above.map((value, i) => value / below[i]!)
}

function inOrder(values: readonly number[]): number[] {
  assert(values.length > 0, 'at least one value')
  assert(values.every(Number.isFinite), 'values that are numbers')
  return values.toSorted((a, b) => a - b)
}
