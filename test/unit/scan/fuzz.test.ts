import { describe, expect, it } from 'vitest'
import { fuzz } from '../../fuzz/campaign.ts'
import { MUTANTS, PROGRAM } from '../../fuzz/subject.ts'

describe('the fuzzer', () => {
  it('finds nothing in 20,000 inputs', () => {
    expect(fuzz(PROGRAM, { size: 20_000, seed: 20_261_124, limitMs: null })).toMatchObject({
      inputs: 20_000,
      found: [],
    })
  })

  // The slow one is found by measuring, which is left to the command: see its own `--mutant`.
  const faults = Object.entries(MUTANTS).filter(([name]) => !name.startsWith('is-slow'))
  it.each(faults)('finds a program that %s', (_, mutate) => {
    const { found } = fuzz(mutate(PROGRAM), { size: 20_000, seed: 1, limitMs: null })
    expect(found.length).toBeGreaterThan(0)
  })
})
