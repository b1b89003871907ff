import { describe, expect, test } from 'vitest'
import type { Campaign } from '../../../benchmarks/support/campaign.ts'
import { readOptions } from '../../../benchmarks/support/options.ts'

const campaign = (name: string, sizes: Campaign['sizes']): Campaign => ({
  name,
  sizes,
  goals: [],
  run: async () => ({}),
})

const CAMPAIGNS = [
  campaign('scan', { scans: { full: 300, small: 60 } }),
  campaign('import', { rows: { full: 50_000, small: 2_000 }, rounds: { full: 3, small: 2 } }),
]

const sizes = (...args: string[]) => {
  const read = readOptions(args, CAMPAIGNS)
  if (!read.ok) return read.error
  return Object.fromEntries(read.value.chosen.map((one) => [one.campaign.name, one.size]))
}

describe('the command line of the benchmarks', () => {
  test('measures everything in full size when it says nothing', () => {
    expect(sizes()).toEqual({ scan: { scans: 300 }, import: { rows: 50_000, rounds: 3 } })
  })

  test('measures only what it names', () => {
    expect(sizes('scan')).toEqual({ scan: { scans: 300 } })
  })

  test('measures in short with --small, but a size that is given counts', () => {
    expect(sizes('--small', '--rows', '10')).toEqual({
      scan: { scans: 60 },
      import: { rows: 10, rounds: 2 },
    })
  })

  test('takes the folder to measure in', () => {
    const read = readOptions(['--at', 'disk'], CAMPAIGNS)
    expect(read.ok && read.value.at).toBe('disk')
  })

  test.each([
    [['scna'], 'There is no scna.'],
    [['--scna', '3'], 'There is no scna.'],
    [['--scans', 'many'], '--scans takes a number from 1.'],
    [['--scans', '0'], '--scans takes a number from 1.'],
  ])('refuses %j', (args, because) => {
    expect(sizes(...args)).toBe(because)
  })
})
