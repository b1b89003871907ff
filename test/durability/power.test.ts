import { describe, expect, test } from 'vitest'
import { powerPart } from '../support/durability/power/part.ts'

const SEED = Date.now() % 1_000_000

describe('a bench whose power is cut at any moment', () => {
  test(`has all that it acknowledged and raises no false alarm, and one that does not flush is found out (seed ${SEED})`, async () => {
    const { pass, ...report } = await powerPart.run(powerPart.rounds, SEED)
    console.log(JSON.stringify(report))
    expect(report).toMatchObject({ images: powerPart.rounds, lost: 0, broken: 0, alarms: 0 })
    expect(report.unsettled).toBeGreaterThan(powerPart.rounds / 2)
    expect(report.control).not.toMatchObject({ lost: 0 })
    expect(pass).toBe(true)
  }, 1_200_000)
})
