import { describe, expect, test } from 'vitest'
import { clockPart } from '../support/durability/clock/part.ts'
import { fullPart } from '../support/durability/full/part.ts'
import { movedPart } from '../support/durability/moved/part.ts'

const SEED = Date.now() % 1_000_000

describe(`a bench (seed ${SEED})`, () => {
  test('whose disk is full for a while loses nothing that was told, and goes on', async () => {
    const { pass, ...report } = await fullPart.run(fullPart.rounds, SEED)
    console.log(JSON.stringify(report))
    expect(report).toMatchObject({ falseSaved: 0, falseNotSaved: 0, lost: 0, broken: 0, told: [] })
    expect(pass).toBe(true)
  }, 1_200_000)

  test('whose files are taken away or replaced saves nothing that nobody will see, and names what is gone', async () => {
    const { pass, ...report } = await movedPart.run(movedPart.rounds, SEED)
    console.log(JSON.stringify(report))
    expect(report).toMatchObject({ rounds: movedPart.rounds, falseSaved: 0, silent: 0, told: [] })
    expect(pass).toBe(true)
  }, 1_200_000)

  test('whose clock is set years off keeps its order and its heads', async () => {
    const { pass, ...report } = await clockPart.run(clockPart.rounds, SEED)
    console.log(JSON.stringify(report))
    expect(report).toMatchObject({ misled: 0, broken: 0, told: [] })
    expect(report.set).toBeGreaterThan(clockPart.rounds)
    expect(pass).toBe(true)
  }, 1_200_000)
})
