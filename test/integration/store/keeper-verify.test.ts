import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JobProgress } from '#shared/contract/keeping.ts'
import { createKeeper } from '../../../electron/store/keeper.ts'
import { shadowFileOf } from '../../../electron/store/rebuild.ts'
import { at, BOX, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found().box(BOX, 'BX-1')
  bench.act('takeIn', { ...specimenData(T1), at: at('A1') })
  bench.act('takeIn', { ...specimenData(T2), at: at('A2') })
})
afterEach(() => bench.remove())

function keeper(isCancelled = () => false) {
  const told: JobProgress[] = []
  const start = {
    role: 'keeper',
    file: bench.file,
    cancel: new SharedArrayBuffer(4),
    quiet: 1_000,
    key: null,
  } as const
  return { told, keep: createKeeper(start, { say: (one) => told.push(one), isCancelled }) }
}

/** Past the program, and past every trigger. */
function harm(sql: string): void {
  bench.damaged = true
  bench.db.pragma('foreign_keys = OFF')
  bench.db.exec(sql)
}

describe('the bench’s own full verification', () => {
  test('finds its ledger sound, tells how far it is, and leaves nothing behind', () => {
    const { keep, told } = keeper()
    expect(keep.verify()).toMatchObject({ sound: true, findings: [] })
    const shares = told.map(({ job, done, of }) => [job, done / of])
    expect(shares).toEqual([
      ['verify', 0.5],
      ['verify', 1],
    ])
    expect(existsSync(shadowFileOf(bench.file))).toBe(false)
  })

  test.each([
    ['tube_claim', 'UPDATE tube_claim SET idx = idx + 1'],
    ['specimen', "UPDATE specimen SET material = 'urine'"],
    ['tally', 'DELETE FROM tally'],
  ])('names %s where it is not what the events give', (table, sql) => {
    harm(sql)
    const named = keeper().keep.verify()!
    expect(named).toMatchObject({ sound: false, findings: [{ type: 'derived', table }] })
    expect(existsSync(shadowFileOf(bench.file))).toBe(false)
  })

  test.each([1, 2, 3])('can be stopped after the events, when asked for the %i. time', (times) => {
    let asked = 0
    const isCancelled = () => told.length > 0 && ++asked >= times
    const { keep, told } = keeper(() => isCancelled())
    // The tables of the structure are asked about one by one.
    const tables = bench.column<number>(
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table'",
    )[0]!
    asked = times > 1 ? 1 - tables : 0
    expect(keep.verify()).toBeNull()
    expect(existsSync(shadowFileOf(bench.file))).toBe(false)
  })

  test('derives nothing beside a ledger that is damaged', () => {
    harm('DROP TRIGGER event_kept')
    const { keep, told } = keeper()
    expect(keep.verify()).toMatchObject({
      sound: false,
      findings: [{ type: 'file', fault: 'schema', what: 'event_kept' }],
    })
    expect(told.map(({ done, of }) => done / of)).toEqual([0.5])
  })
})
