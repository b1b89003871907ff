import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { BOX, OTHER_BOX, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { carryOutStep, SMALL, type Step, steps, type Tally } from '../../support/store/schedule.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { someKey } from '../../support/sync/seals.ts'

/** How many days are played; the seed of one that goes wrong is printed with it. */
const DAYS = Number(process.env.FROSTKEEP_ROLLED_BACK_DAYS ?? '40')
const KEYS = [someKey(), someKey()] as const

/** Two benches of one site that have just met, as files to begin every day with. */
let morning: string
let before: CommonOrder['log']

beforeAll(() => {
  morning = mkdtempSync(join(tmpdir(), 'frostkeep-morning-'))
  const order = new CommonOrder()
  const a = new TestBench('1', join(morning, 'a'), KEYS[0]).found()
  a.box(BOX, 'BX-1', { layout: SMALL }).box(OTHER_BOX, 'BX-2', { layout: SMALL })
  for (const [n, specimen] of [T1, T2].entries())
    a.act('takeIn', { ...specimenData(specimen), at: { container: BOX, index: n } })
  const b = new TestBench('2', join(morning, 'b'), KEYS[1])
  b.writer.join(a.writer.facts().stream!, 2, 'Bench 2')
  order.exchange(a, b)
  order.exchange(a, b)
  before = order.log
  for (const bench of [a, b]) bench.close()
})
afterAll(() => rmSync(morning, { recursive: true, force: true }))

/** A bench whose folder is copied at times and put back at others. */
class MovedBench extends TestBench {
  #copy: string | null = null
  lives = 0
  forks = 0

  copy(): void {
    this.forget()
    this.#copy = mkdtempSync(join(tmpdir(), 'frostkeep-copy-'))
    this.close()
    cpSync(this.folder, this.#copy, { recursive: true })
    this.open()
  }

  /**
   * Hands over something, and is as the copy was; then it hears from the service, `isLate`: after somebody
   * has recorded something.
   */
  rollBack(order: CommonOrder, step: Step, isLate: boolean, tally: Tally): void {
    if (!this.#copy) return
    order.push(this)
    this.#putBack(this.#copy)
    if (isLate) carryOutStep({ ...step, what: 'takeIn' }, this, order, tally)
    const { chain, position } = this.writer.facts()
    order.pull(this, 1 + (step.place % 4))
    order.pull(this)
    if (this.writer.facts().chain === chain) return
    this.lives++
    const told = this.column<string>(
      `SELECT body FROM event WHERE id > ? AND body LIKE '%"bench.incarnated"%'`,
      position,
    )
    if (told.some((body) => body.includes('"forked"'))) this.forks++
  }

  forget(): void {
    if (this.#copy) rmSync(this.#copy, { recursive: true })
    this.#copy = null
  }

  #putBack(copy: string): void {
    this.close()
    rmSync(this.folder, { recursive: true })
    cpSync(copy, this.folder, { recursive: true })
    this.open()
  }
}

/** How a step is meant that rolls back: few of them do. */
const move = fc.constantFrom<'act' | 'copy' | 'back' | 'late'>(
  ...(['act', 'act', 'act', 'act', 'act', 'act', 'copy', 'back', 'late'] as const),
)
const day = fc.tuple(steps(50), fc.array(move, { minLength: 50, maxLength: 50 }))

test('KEE-5: after any day on which folders are put back, the benches agree, all verifies, and deriving again changes nothing', () => {
  const tally: Tally = { saved: 0, refused: 0 }
  const sum = { lives: 0, forks: 0 }
  fc.assert(
    fc.property(day, ([acts, moves]) => {
      const folder = mkdtempSync(join(tmpdir(), 'frostkeep-day-'))
      cpSync(morning, folder, { recursive: true })
      const order = new CommonOrder(before)
      const [a, b] = [
        new MovedBench('3', join(folder, 'a'), KEYS[0]),
        new MovedBench('4', join(folder, 'b'), KEYS[1]),
      ]
      try {
        for (const [n, step] of acts.entries()) {
          const bench = step.bench === 0 ? a : b
          const how = moves[n]
          if (how === 'copy') bench.copy()
          else if (how === 'back' || how === 'late')
            bench.rollBack(order, step, how === 'late', tally)
          else carryOutStep(step, bench, order, tally)
        }
        for (let round = 0; round < 8; round++) order.exchange(a, b)
        const handedOver = order.log.map(({ envelope }) => JSON.parse(envelope.body).uid).sort()
        for (const bench of [a, b]) {
          expect(bench.writer.waiting().count).toBe(0)
          expect(bench.column('SELECT uid FROM event ORDER BY 1')).toEqual(handedOver)
          expect(verifyFull(bench.db)!.findings).toEqual([])
          const live = derivedOf(bench.db)
          bench.writer.rebuild()
          expect(derivedOf(bench.db)).toEqual(live)
        }
        expect(derivedOf(b.db)).toEqual(derivedOf(a.db))
        sum.lives += a.lives + b.lives
        sum.forks += a.forks + b.forks
      } finally {
        for (const bench of [a, b]) bench.forget()
        for (const bench of [a, b]) bench.close()
        rmSync(folder, { recursive: true, force: true })
      }
    }),
    { numRuns: DAYS },
  )
  expect(sum.forks).toBeGreaterThan(DAYS / 8)
  expect(sum.lives).toBeGreaterThan(sum.forks + DAYS / 8)
  expect(tally.saved).toBeGreaterThan(DAYS)
}, 600_000)
