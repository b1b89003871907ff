import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkRun } from '#shared/ledger/chain.ts'
import { toHex } from '#shared/ledger/envelope.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { BOX, OTHER_BOX, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { carryOutStep, SMALL, type Step, steps, type Tally } from '../../support/store/schedule.ts'
import { TestBench } from '../../support/store/test-bench.ts'

/** How many days are played; the seed of one that goes wrong is printed with it. */
const DAYS = Number(process.env.FROSTKEEP_SCHEDULES ?? '150')

/** Two benches of one site that have just met, as files to begin every day with. */
let morning: string
let before: CommonOrder['log']

beforeAll(() => {
  morning = mkdtempSync(join(tmpdir(), 'frostkeep-morning-'))
  const order = new CommonOrder()
  const a = new TestBench('1', join(morning, 'a')).found()
  a.box(BOX, 'BX-1', { layout: SMALL }).box(OTHER_BOX, 'BX-2', { layout: SMALL })
  for (const [n, specimen] of [T1, T2].entries())
    a.act('takeIn', { ...specimenData(specimen), at: { container: BOX, index: n } })
  const b = new TestBench('2', join(morning, 'b'))
  b.writer.join(a.writer.facts().stream!, 2, 'Bench 2')
  order.exchange(a, b)
  order.exchange(a, b)
  before = order.log
  for (const bench of [a, b]) bench.writer.close()
})
afterAll(() => rmSync(morning, { recursive: true, force: true }))

interface Day {
  readonly a: TestBench
  readonly b: TestBench
  readonly order: CommonOrder
}

/** Plays a day on copies of the two benches. Their identifiers go on where the morning's cannot be. */
function play(day: readonly Step[], tally: Tally, look: (day: Day) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-day-'))
  cpSync(morning, folder, { recursive: true })
  const order = new CommonOrder(before)
  const a = new TestBench('3', join(folder, 'a'))
  const b = new TestBench('4', join(folder, 'b'))
  try {
    for (const step of day) carryOutStep(step, step.bench === 0 ? a : b, order, tally)
    look({ a, b, order })
  } finally {
    for (const bench of [a, b]) bench.writer.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function expectRebuildChangesNothing(bench: TestBench): void {
  const live = derivedOf(bench.db)
  bench.writer.rebuild()
  expect(derivedOf(bench.db)).toEqual(live)
}

/** What is disputed by the definition of the words, from the claims alone. */
function disputedIn(bench: TestBench): string[] {
  const positions = bench.column<string>(`
    SELECT 'position-contested/position:' || container || '/' || idx FROM tube_claim
    WHERE container IS NOT NULL GROUP BY container, idx HAVING count(DISTINCT specimen) > 1`)
  const tubes = bench.column<string>(`
    SELECT 'tube-in-two-places/tube:' || specimen FROM tube_claim GROUP BY specimen
    HAVING count(DISTINCT state || coalesce(container, '') || coalesce(idx, '')) > 1`)
  const codes = bench.column<string>(`
    SELECT 'code-twice/code:' || code FROM specimen WHERE undone = 0
    GROUP BY code HAVING count(*) > 1`)
  return [...positions, ...tubes, ...codes].sort()
}

function expectChainsVerify(bench: TestBench): void {
  for (const name of bench.column<string>('SELECT name FROM chain')) {
    const rows = bench.rows<{ seq: number; prev: Uint8Array; hash: Uint8Array; body: string }>(
      `SELECT seq, prev, hash, body FROM event
       WHERE chain = (SELECT id FROM chain WHERE name = ?) ORDER BY seq`,
      name,
    )
    const run = rows.map((row) => ({
      ...row,
      chain: name,
      prev: toHex(row.prev),
      hash: toHex(row.hash),
    }))
    expect(checkRun(sha256, null, run).ok).toBe(true)
  }
}

describe('after any day at two benches', () => {
  test('nothing is lost, both derive the same, deriving again changes nothing, and every dispute is listed', () => {
    const tally: Tally = { saved: 0, refused: 0 }
    const found = new Set<string>()
    fc.assert(
      fc.property(steps(60), (day) => {
        play(day, tally, ({ a, b, order }) => {
          for (const bench of [a, b]) expectRebuildChangesNothing(bench)
          const written = [a, b].flatMap((bench) => bench.column<string>('SELECT uid FROM event'))
          order.exchange(a, b)
          order.exchange(a, b)
          for (const bench of [a, b]) {
            expect(bench.column('SELECT uid FROM event ORDER BY uid')).toEqual(
              [...new Set(written)].sort(),
            )
            expectChainsVerify(bench)
            expectRebuildChangesNothing(bench)
            const listed = bench.column<string>(
              'SELECT id FROM discrepancy WHERE holds ORDER BY id',
            )
            expect(listed).toEqual(disputedIn(bench))
            for (const id of listed) found.add(id.slice(0, id.indexOf('/')))
          }
          expect(derivedOf(b.db)).toEqual(derivedOf(a.db))
        })
      }),
      { numRuns: DAYS },
    )
    expect([...found].sort()).toEqual(['code-twice', 'position-contested', 'tube-in-two-places'])
    expect(tally.saved).toBeGreaterThan(DAYS)
    expect(tally.refused).toBeGreaterThan(DAYS)
  }, 300_000)

  test('a derived row that was changed by hand would be seen', () => {
    play([], { saved: 0, refused: 0 }, ({ a }) => {
      const live = derivedOf(a.db)
      a.db.exec("UPDATE container SET name = 'changed' WHERE code = 'BX-1'")
      expect(derivedOf(a.db)).not.toEqual(live)
      a.writer.rebuild()
      expect(derivedOf(a.db)).toEqual(live)
    })
  })
})
