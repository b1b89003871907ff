import { describe, expect, test } from 'vitest'
import { jobsPart } from '../support/durability/jobs/part.ts'

const SEED = Date.now() % 1_000_000

describe('a bench that is killed within a long piece of work', () => {
  test(`has the ledger that it had or the new one, and a careless restore is found out (seed ${SEED})`, async () => {
    const { pass, ...report } = await jobsPart.run(jobsPart.rounds, SEED)
    console.log(JSON.stringify(report))
    for (const tally of Object.values(report.jobs as Record<string, { faults: string[] }>))
      expect(tally.faults).toEqual([])
    expect(report.control).not.toEqual([])
    expect(pass).toBe(true)
  }, 1_200_000)
})
