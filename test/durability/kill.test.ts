import { describe, expect, test } from 'vitest'
import { killPart } from '../support/durability/kill/part.ts'

const SEED = Date.now() % 1_000_000

describe('a bench that is killed at any moment', () => {
  test(`has every scan that it acknowledged, whole, and one that acknowledges too early is found out (seed ${SEED})`, async () => {
    const { pass, ...report } = await killPart.run(killPart.rounds, SEED)
    console.log(JSON.stringify(report))
    expect(report).toMatchObject({
      kills: killPart.rounds,
      lost: [],
      broken: [],
      control: { acknowledged: 1, lost: 1 },
    })
    expect(report.acknowledged).toBeGreaterThanOrEqual(killPart.rounds)
    expect(pass).toBe(true)
  }, 1_200_000)
})
