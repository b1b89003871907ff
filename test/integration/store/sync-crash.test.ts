import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, BOX, SITE, specimenData, stored, T1, T2, T3 } from '../../support/domain/facts.ts'
import { everyRow, Failed, failing } from '../../support/store/failing.ts'
import { foreignBody } from '../../support/store/foreign.ts'
import { again, copyOf, rollBack, Site } from '../../support/store/site.ts'
import type { TestBench } from '../../support/store/test-bench.ts'
import { TestChain, testId } from '../../support/sync/events.ts'
import { sealFor, someKey } from '../../support/sync/seals.ts'

let site: Site
let a: TestBench
let b: TestBench

beforeEach(async () => {
  site = new Site()
  a = await site.bench('1')
  a.box(BOX, 'BX-1')
  b = await site.bench('2')
  await site.all()
})
afterEach(() => site.remove())

const takeIn = (bench: TestBench, specimen: string, name: string) =>
  expect(bench.act('takeIn', { ...specimenData(specimen), at: at(name) }).ok).toBe(true)

/** Lets every statement of a piece of work fail once; each time the ledger is as it was before. */
function failEach(work: () => void): void {
  a.restart()
  const fails = failing(a.db)
  const before = everyRow(a.db)
  for (let n = 1; ; n++) {
    Object.assign(fails, { at: n, count: 0 })
    try {
      work()
    } catch (error) {
      expect(error).toBeInstanceOf(Failed)
      fails.at = 0
      expect(everyRow(a.db), `after statement ${n} has failed`).toBe(before)
      continue
    }
    // As many as the work has: none has failed this time.
    expect(n).toBeGreaterThan(30)
    fails.at = 0
    break
  }
  expect(everyRow(a.db)).not.toBe(before)
  a.restart()
  again(a)
}

describe('a crash at any statement leaves the ledger as it was: I16', () => {
  test('while a page is taken in that has an alias, a branch, a bad seal and what the bench knows', async () => {
    const folder = copyOf(a)
    takeIn(a, T1, 'A1')
    await site.all()
    rollBack(a, folder)
    takeIn(a, T2, 'A2')
    takeIn(b, T3, 'A2')
    await site.sync(b)
    const chain = new TestChain(testId('9', 1), 1, a.writer.facts().stream!)
    const other = new TestChain(testId('9', 2), 1, chain.name.slice(-36))
    chain.write(foreignBody(stored(T3, at('B1')), 1))
    chain.write(foreignBody(stored(T3, at('B2')), 2))
    other.write(foreignBody(stored(T3, at('B3')), 3))
    const fork = chain.copy(1)
    fork.write(foreignBody(stored(T1, at('B4')), 4))
    expect((await site.centre.push(chain.events)).ok).toBe(true)
    const given = await site.centre.giveBack(
      [fork.events[1]!, other.events[0]!].map((envelope) => ({ envelope })),
    )
    expect(given.ok).toBe(true)
    const answer = await site.centre.pull(a.writer.cursor())
    if (!answer.ok) throw new Error(answer.error.type)
    const page = answer.value
    const bad = sealFor(chain.events[1]!, someKey())
    const entries = page.entries.map((entry) =>
      entry.envelope.hash === bad.hash ? { ...entry, seal: bad } : entry,
    )
    failEach(() => a.writer.applyPage({ ...page, entries }))
    expect(a.column('SELECT count(*) FROM alias')).not.toEqual([0])
    expect(a.column('SELECT count(*) FROM bad_seal')).toEqual([1])
    expect(a.column("SELECT count(*) FROM chain WHERE instr(name, '#') > 0")).toEqual([2])
    expect(a.column('SELECT quarantine FROM stream_order WHERE quarantine IS NOT NULL')).toEqual([
      'FORK',
    ])
  }, 60_000)

  test('while a new life begins', () => {
    takeIn(a, T1, 'A1')
    failEach(() => a.writer.newLife('forked'))
    expect(a.column('SELECT count(*) FROM alias')).not.toEqual([0])
  })

  test('while an order that a service has lost is put away', async () => {
    const backup = site.centre.log.copy()
    takeIn(a, T1, 'A1')
    takeIn(b, T2, 'A1')
    await site.all()
    site.restore(backup, testId('e', 2))
    const { pos } = (await backup.look(SITE, {}))!.head
    const [hash] = a.writer.runningAt([pos])
    failEach(() => a.writer.diverge({ pos, hash: hash! }, testId('e', 2)))
    expect(a.column('SELECT count(*) FROM past_order')).not.toEqual([0])
  })
})
