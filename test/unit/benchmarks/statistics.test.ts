import { describe, expect, test } from 'vitest'
import { median, percentile, ratios, spread } from '../../../benchmarks/support/statistics.ts'

describe('the median', () => {
  test('is the middle value, in whatever order the values come', () => {
    expect(median([9, 1, 5])).toBe(5)
  })

  test('of an even number of values is the mean of the two in the middle', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })

  test('orders numbers and not texts', () => {
    expect(median([10, 9, 100])).toBe(10)
  })

  test('does not follow one value that is far off, as a mean does', () => {
    const values = [1, 1, 1, 1, 1_000]
    const mean = values.reduce((sum, value) => sum + value) / values.length
    expect(median(values)).toBe(1)
    expect(mean).toBeGreaterThan(200)
  })

  test('leaves the values as they were', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })
})

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)

  test('is the value that so many per cent do not exceed', () => {
    expect(percentile(hundred, 95)).toBe(95)
    expect(percentile(hundred, 100)).toBe(100)
    expect(percentile(hundred, 1)).toBe(1)
  })

  test('of few values is one of them', () => {
    expect(percentile([7, 3], 50)).toBe(3)
    expect(percentile([7, 3], 51)).toBe(7)
    expect(percentile([7], 95)).toBe(7)
  })

  test('outside of 0 to 100 does not exist', () => {
    expect(() => percentile(hundred, 0)).toThrow('no percentile')
    expect(() => percentile(hundred, 101)).toThrow('no percentile')
  })
})

test('a spread is the median between the least and the most', () => {
  expect(spread([5, 2, 8, 3])).toEqual({ median: 4, min: 2, max: 8 })
})

describe('the ratios of pairs', () => {
  test('are taken within each pair', () => {
    expect(ratios([2, 9], [1, 3])).toEqual([2, 3])
  })

  test('hold still where a busy computer slows both of a pair, and move where pairs are torn apart', () => {
    const floor = [1, 1, 8, 9, 1]
    const product = [2, 2, 16, 18, 2]
    const shifted = [...floor.slice(2), ...floor.slice(0, 2)]
    expect(spread(ratios(product, floor))).toEqual({ median: 2, min: 2, max: 2 })
    expect(spread(ratios(product, shifted)).max).toBeGreaterThan(2)
  })

  test('need as many of the one as of the other', () => {
    expect(() => ratios([1, 2], [1])).toThrow('as many')
  })
})

test('nothing is made of no values, or of a value that is no number', () => {
  expect(() => median([])).toThrow('at least one')
  expect(() => spread([])).toThrow('at least one')
  expect(() => percentile([1, Number.NaN], 50)).toThrow('numbers')
})
