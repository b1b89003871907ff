import { describe, expect, test } from 'vitest'
import { CONTROLS, control } from '../support/durability/flips/campaign.ts'
import { flipsPart } from '../support/durability/flips/part.ts'

const SEED = Date.now() % 1_000_000

describe('a bit that is turned in any file of a ledger', () => {
  test(`is named where it alters something, in ${flipsPart.rounds} flips (seed ${SEED})`, async () => {
    const { pass, ...report } = await flipsPart.run(flipsPart.rounds, SEED)
    console.log(JSON.stringify(report))
    expect(report.named).toBe(report.altering)
    expect(report.altering).toBeGreaterThan(flipsPart.rounds / 4)
    expect(pass).toBe(true)
  }, 1_200_000)

  test.each(CONTROLS)('would be missed in a $target without its $leftOut check', (one) => {
    const tallies = control(one)
    expect(tallies.with).toMatchObject({ flips: 8, altering: 8, named: 8, missed: [] })
    expect(tallies.without.missed).toHaveLength(8)
  })
})
