import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readChainName } from '#shared/ledger/chain.ts'
import { at, BOX, specimenData, T1, T2, T3 } from '../../support/domain/facts.ts'
import { linksOf } from '../../support/store/links.ts'
import { again, copyOf, rollBack, Site } from '../../support/store/site.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let site: Site
let a: TestBench
let b: TestBench
const copies: string[] = []

beforeEach(async () => {
  site = new Site()
  a = await site.bench('1')
  a.box(BOX, 'BX-1')
  b = await site.bench('2')
  await site.all()
})
afterEach(() => {
  site.remove()
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true, force: true })
})

const takeIn = (bench: TestBench, specimen: string, name: string) =>
  expect(bench.act('takeIn', { ...specimenData(specimen), at: at(name) }).ok).toBe(true)
const copy = (): string => {
  const folder = copyOf(a)
  copies.push(folder)
  return folder
}
const lifeOf = (bench: TestBench) => readChainName(bench.writer.facts().chain!)!.incarnation
const incarnations = (bench: TestBench) =>
  bench
    .column<string>(`SELECT body FROM event WHERE body LIKE '%"bench.incarnated"%'`)
    .map((body) => JSON.parse(body).data)
const whereIs = (bench: TestBench, specimen: string) =>
  bench.reader.specimen(specimen)?.places.map(({ position }) => position)

/** The folder is as it was before, with what the bench has handed over since forgotten. */
async function rolledBack(): Promise<string> {
  const before = copy()
  takeIn(a, T1, 'A1')
  await site.all()
  const { chain } = a.writer.facts()
  rollBack(a, before)
  return chain!
}

describe('a bench whose folder is an older copy', () => {
  test('KEE-5 without new facts has back what it lacks, and goes on in a new life', async () => {
    const chain = await rolledBack()
    expect(a.reader.specimen(T1)).toBeNull()
    await site.all()
    expect(whereIs(a, T1)).toEqual(['A1'])
    expect(incarnations(b)).toMatchObject([{ reason: 'rolled-back', previous: { chain } }])
    site.agreed()
  })

  test('KEE-5 with new facts keeps both sides: what is taken goes into a branch, its own is told again', async () => {
    const chain = await rolledBack()
    takeIn(a, T2, 'A2')
    const told = a.column<string>('SELECT uid FROM event ORDER BY id DESC LIMIT 2')
    await site.all()
    expect(incarnations(b)).toMatchObject([{ reason: 'forked', previous: { chain } }])
    for (const bench of [a, b]) {
      expect(whereIs(bench, T1)).toEqual(['A1'])
      expect(whereIs(bench, T2)).toEqual(['A2'])
    }
    // The very facts, by their own names, under other envelopes.
    expect(b.column('SELECT uid FROM event')).toEqual(expect.arrayContaining(told))
    expect(linksOf(a, `${chain}#2`)).not.toEqual([])
    expect(a.column('SELECT count(*) FROM alias')).not.toEqual([0])
    site.agreed()
  })

  test('does not go on in a new life where nothing is missing', async () => {
    rollBack(a, copy())
    takeIn(a, T1, 'A1')
    await site.all()
    expect(lifeOf(a)).toBe(1)
    expect(a.column('SELECT count(*) FROM alias')).toEqual([0])
    site.agreed()
  })

  test('finds the fork when it pushes, where nothing has come back yet', async () => {
    await rolledBack()
    takeIn(a, T2, 'A2')
    await site.push(a)
    expect(incarnations(a)).toMatchObject([{ reason: 'forked' }])
    const life = lifeOf(a)
    await site.all()
    // The events at the places of the life before come back to a life that has ended.
    expect(lifeOf(a)).toBe(life)
    site.agreed()
  })

  test('that was rolled back again and again begins a life each time, and loses nothing', async () => {
    const before = copy()
    takeIn(a, T1, 'A1')
    await site.all()
    rollBack(a, before)
    takeIn(a, T2, 'A2')
    await site.all()
    rollBack(a, before)
    takeIn(a, T3, 'A3')
    await site.all()
    for (const specimen of [T1, T2, T3]) expect(whereIs(b, specimen)).toHaveLength(1)
    expect(incarnations(b)).toHaveLength(2)
    site.agreed()
  })

  test('to before a new life hears of its own aliases, and of theirs', async () => {
    await rolledBack()
    takeIn(a, T2, 'A2')
    const forked = copy()
    await site.all()
    takeIn(a, T3, 'A3')
    await site.all()
    // It knows the fact under the first envelope only, and tells it again in yet another chain.
    rollBack(a, forked)
    await site.push(a)
    await site.all()
    for (const specimen of [T1, T2, T3]) expect(whereIs(a, specimen)).toHaveLength(1)
    const [most] = a.column<number>(
      'SELECT max(n) FROM (SELECT count(*) AS n FROM alias GROUP BY event)',
    )
    expect(most).toBeGreaterThan(1)
    site.agreed()
  })
})

describe('two computers that take themselves for one bench', () => {
  const clone = (): TestBench => {
    const other = new TestBench('3', copy())
    copies.pop()
    site.benches.push(other)
    return other
  }

  test('part, and keep what both have recorded', async () => {
    const c = clone()
    takeIn(a, T1, 'A1')
    takeIn(c, T2, 'A2')
    await site.all()
    expect(a.writer.facts().chain).not.toBe(c.writer.facts().chain)
    takeIn(a, T3, 'A3')
    takeIn(c, testId('7', 4), 'A4')
    await site.all()
    expect(lifeOf(a)).toBe(1)
    expect(incarnations(b)).toHaveLength(1)
    site.agreed()
  })

  test('part also where only one has recorded something', async () => {
    const c = clone()
    takeIn(a, T1, 'A1')
    await site.all()
    expect(c.writer.facts().chain).not.toBe(a.writer.facts().chain)
    site.agreed()
  })

  test('know their commands after it, and can undo them', async () => {
    const c = clone()
    takeIn(a, T1, 'A1')
    const before = c.newId()
    expect(c.act('takeIn', { ...specimenData(T2), at: at('A2') }, before).ok).toBe(true)
    await site.all()
    // The same command is the same act, and can be undone in the new life.
    expect(c.act('takeIn', { ...specimenData(T2), at: at('A2') }, before).ok).toBe(true)
    expect(c.act('undo', { command: before } as never).ok).toBe(true)
    await site.all()
    expect(a.reader.specimen(T2)).toMatchObject({ state: 'undone' })
    site.agreed()
  })
})

describe('what is to be sent', () => {
  test('after a new life is that life alone, and counts what is told again', async () => {
    const chain = await rolledBack()
    takeIn(a, T2, 'A2')
    const oldestAt = a.clock.at
    a.clock.at += 120_000
    const name = a.writer.newLife('forked')
    const run = a.writer.outbox({ events: 500, bytes: 1_000_000 })
    expect(new Set(run.map((one) => one.chain))).toEqual(new Set([name]))
    expect(run.map(({ seq }) => seq)).toEqual(run.map((_, i) => i + 1))
    expect(a.writer.waiting()).toEqual({ count: run.length, oldestAt })
    expect(a.writer.ownChains().map((one) => one.chain)).toEqual([name])
    expect(name).not.toBe(chain)
    expect(run.at(-1)).toMatchObject(a.writer.ownChains()[0]!.head!)
    again(a)
  })

  test('is nothing twice where all of it has a place', async () => {
    await site.all()
    a.writer.newLife('forked')
    expect(a.column('SELECT count(*) FROM alias')).toEqual([0])
    await site.all()
    site.agreed()
  })
})
