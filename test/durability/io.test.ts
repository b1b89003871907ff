import { describe, expect, test } from 'vitest'
import { ioPart } from '../support/durability/io/part.ts'

const SEED = Date.now() % 1_000_000

describe('a bench whose disk fails at any call', () => {
  test(`calls nothing saved that is not and nothing not saved that is, and one that guesses is found out (seed ${SEED})`, async () => {
    const { pass, ...report } = await ioPart.run(ioPart.rounds, SEED)
    console.log(JSON.stringify(report))
    expect(report).toMatchObject({
      falseSaved: 0,
      falseNotSaved: 0,
      lost: 0,
      reappeared: 0,
      broken: 0,
      told: [],
    })
    expect(report.failed).toBeGreaterThan(ioPart.rounds / 2)
    expect(pass).toBe(true)
  }, 1_200_000)
})
