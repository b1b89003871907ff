import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readChainName } from '#shared/ledger/chain.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { at, BOX, specimenData, T1, T2, T3 } from '../../support/domain/facts.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { testId } from '../../support/sync/events.ts'
import { LinedBench } from '../../support/sync/lined-bench.ts'
import { someKey } from '../../support/sync/seals.ts'
import { TestService } from '../../support/sync/service.ts'

let service: TestService
let a: LinedBench
let b: LinedBench
let others: LinedBench[]

beforeEach(async () => {
  service = await new TestService().start()
  a = new LinedBench('1', someKey())
  a.found().box(BOX, 'BX-1')
  b = new LinedBench('2', someKey())
  others = []
  await a.enrol(service)
  await a.sync()
  await b.enrol(service)
  await all()
})
afterEach(async () => {
  for (const bench of [a, b, ...others]) bench.remove()
  await service.remove()
})

/** Until everybody has handed over all and received all. */
async function all(...benches: LinedBench[]): Promise<void> {
  for (const bench of [a, b, ...benches, a, b, ...benches]) await bench.sync()
}

const takeIn = (bench: LinedBench, specimen: string, name: string) =>
  expect(bench.act('takeIn', { ...specimenData(specimen), at: at(name) }).ok).toBe(true)

/** Nothing of either is missing at the other, both derive the same, and each can be proven from its first event. */
function agreed(...benches: LinedBench[]): void {
  const [first, ...rest] = benches
  for (const bench of rest) {
    expect(bench.column('SELECT uid FROM event ORDER BY uid')).toEqual(
      first!.column('SELECT uid FROM event ORDER BY uid'),
    )
    expect(derivedOf(bench.db)).toEqual(derivedOf(first!.db))
  }
  for (const bench of benches) sound(bench)
}

function sound(bench: LinedBench): void {
  expect(verifyFull(bench.db)!.findings).toEqual([])
  const live = derivedOf(bench.db)
  bench.writer.rebuild()
  expect(derivedOf(bench.db)).toEqual(live)
}

const lifeOf = (bench: LinedBench) => readChainName(bench.writer.facts().chain!)!.incarnation
const incidentsOf = (bench: LinedBench) =>
  bench
    .column<string>(`SELECT body FROM event WHERE body LIKE '%"ledger.incident_recorded"%'`)
    .map((body) => JSON.parse(body))

/** What the bench has handed over and then forgotten: its folder is as it was before. */
async function rollBack(): Promise<{ chain: string; had: number }> {
  const before = a.copyFolder()
  takeIn(a, T1, 'A1')
  takeIn(a, T2, 'A2')
  await all()
  const { chain, position } = a.writer.facts()
  a.rollBackTo(before)
  expect(a.writer.facts().position).toBeLessThan(position)
  return { chain: chain!, had: position }
}

describe('a folder that was rolled back, at its next contact with the service', () => {
  test('has its events again, goes on in a new life that says so, and everybody agrees', async () => {
    const { chain, had } = await rollBack()
    await all()
    const facts = a.writer.facts()
    expect(facts.chain).not.toBe(chain)
    expect(lifeOf(a)).toBeGreaterThan(1)
    expect(a.reader.specimen(T2)).toMatchObject({ state: 'stored' })
    takeIn(a, T3, 'A3')
    await all()
    expect(b.reader.specimen(T3)).toMatchObject({ state: 'stored' })
    expect(a.writer.waiting()).toEqual({ count: 0, oldestAt: null })
    expect(facts.position).toBe(had + 3)
    expect(incidentsOf(b)).toMatchObject([
      {
        data: {
          kind: 'rolled-back',
          found: ['service: OwnEventsMissing'],
          sources: ['service'],
          proven: [{ chain }],
        },
      },
    ])
    agreed(a, b)
  })

  test('begins no second life when it is told the same again, or when nothing was lost', async () => {
    await rollBack()
    await all()
    const life = lifeOf(a)
    takeIn(a, T3, 'A3')
    await all()
    a.restart()
    await all()
    expect(lifeOf(a)).toBe(life)
    expect(lifeOf(b)).toBe(1)
  })

  test('to before several pages begins one new life', async () => {
    const before = a.copyFolder()
    for (let n = 0; n < 300; n++) a.act('accession', specimenData(testId('7', n)))
    await all()
    a.rollBackTo(before)
    await all()
    expect(incidentsOf(a)).toHaveLength(1)
    agreed(a, b)
  })

  test('that was written on goes on in a new life, and everybody has what either wrote', async () => {
    await rollBack()
    takeIn(a, T3, 'A3')
    const mine = a.column<string>('SELECT body FROM event ORDER BY id')
    await all()
    const life = lifeOf(a)
    expect(life).toBeGreaterThan(1)
    expect(a.column('SELECT body FROM event')).toEqual(expect.arrayContaining(mine))
    expect(a.writer.waiting().count).toBe(0)
    for (const bench of [a, b])
      for (const specimen of [T1, T2, T3])
        expect(bench.reader.specimen(specimen)).toMatchObject({ state: 'stored' })
    expect(incidentsOf(b)).toHaveLength(1)
    agreed(a, b)
    await all()
    expect(lifeOf(a)).toBe(life)
  })

  test('tells again what an earlier life of it cannot hand over any more', async () => {
    await rollBack()
    takeIn(a, T3, 'A3')
    const incident = { kind: 'restore', found: [], aside: null, sources: [], proven: [], lost: [] }
    a.writer.incarnate('restored', incident as never)
    await all()
    expect(b.reader.specimen(T3)).toMatchObject({ state: 'stored' })
    expect(a.writer.waiting().count).toBe(0)
    expect(b.column('SELECT uid FROM event ORDER BY uid')).toEqual(
      a.column('SELECT uid FROM event ORDER BY uid'),
    )
    for (const bench of [a, b]) sound(bench)
  })
})

describe('a bench that was restored, and so began a new life', () => {
  const restoreTo = (folder: string) => {
    a.rollBackTo(folder)
    const incident = { kind: 'restore', found: [], aside: null, sources: [], proven: [], lost: [] }
    return a.writer.incarnate('restored', incident as never)
  }

  test('has back by pull what the backup lacked, and stays in that life', async () => {
    const backup = a.copyFolder()
    takeIn(a, T1, 'A1')
    await all()
    const chain = restoreTo(backup)
    await all()
    expect(a.writer.facts().chain).toBe(chain)
    expect(a.reader.specimen(T1)).toMatchObject({ state: 'stored' })
    expect(incidentsOf(a)).toMatchObject([{ data: { kind: 'restore' } }])
    expect(a.writer.waiting().count).toBe(0)
    agreed(a, b)
  })

  test('has back a whole life that the backup knew nothing of', async () => {
    const backup = a.copyFolder()
    takeIn(a, T1, 'A1')
    await all()
    restoreTo(a.copyFolder())
    takeIn(a, T2, 'A2')
    await all()
    const chain = restoreTo(backup)
    takeIn(a, T3, 'A3')
    await all()
    expect(a.writer.facts().chain).toBe(chain)
    for (const specimen of [T1, T2, T3])
      expect(a.reader.specimen(specimen)).toMatchObject({ state: 'stored' })
    agreed(a, b)
  })
})

describe('two benches that take themselves for one', () => {
  test('part when one learns of what the other has recorded, and each goes on', async () => {
    const clone = a.clone('3')
    others.push(clone)
    takeIn(a, T1, 'A1')
    await all()
    await clone.sync()
    expect(clone.writer.facts().chain).not.toBe(a.writer.facts().chain)
    takeIn(clone, T2, 'A2')
    takeIn(a, T3, 'A3')
    await all(clone)
    expect(lifeOf(a)).toBe(1)
    agreed(a, b, clone)
  })

  test('and have both recorded something part at the first contact of the second, and nothing is lost', async () => {
    const clone = a.clone('3')
    others.push(clone)
    takeIn(a, T1, 'A1')
    takeIn(clone, T2, 'A2')
    await all()
    await clone.sync()
    expect(lifeOf(a)).toBe(1)
    expect(lifeOf(clone)).toBeGreaterThan(1)
    takeIn(a, T3, 'A3')
    await all(clone)
    for (const bench of [a, b, clone])
      expect(bench.reader.specimen(T2)).toMatchObject({ state: 'stored' })
    agreed(a, b, clone)
  })
})
