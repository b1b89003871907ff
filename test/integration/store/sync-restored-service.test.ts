import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import { rowSum } from '#shared/ledger/seal.ts'
import { PageContradicts } from '../../../electron/store/sync/apply.ts'
import { at, BOX, specimenData, T1, T2, T3, T4 } from '../../support/domain/facts.ts'
import { again, copyOf, rollBack, Site } from '../../support/store/site.ts'
import type { TestBench } from '../../support/store/test-bench.ts'
import { EPOCH, sha256, testId } from '../../support/sync/events.ts'

let site: Site
let a: TestBench
let b: TestBench
let c: TestBench

beforeEach(async () => {
  site = new Site()
  a = await site.bench('1')
  a.box(BOX, 'BX-1')
  b = await site.bench('2')
  c = await site.bench('3')
  await site.all()
})
afterEach(() => site.remove())

const takeIn = (bench: TestBench, specimen: string, name: string) =>
  expect(bench.act('takeIn', { ...specimenData(specimen), at: at(name) }).ok).toBe(true)
const move = (bench: TestBench, specimen: string, to: string) =>
  expect(bench.act('move', { specimen, at: at(to) }).ok).toBe(true)
const whereIs = (bench: TestBench, specimen: string) =>
  bench.reader.specimen(specimen)?.places.map(({ position }) => position)
const limboOf = (bench: TestBench) => bench.writer.limbo(0, { events: 500, bytes: 1_000_000 })
const EPOCHS: readonly [string, string | null][] = [
  ['in a new epoch', testId('e', 2)],
  ['in the same epoch', null],
]

describe.each(EPOCHS)('a service that was restored %s', (_, epoch) => {
  test('gets back what it lost: own events by push, those of others by return', async () => {
    const backup = site.centre.log.copy()
    takeIn(a, T1, 'A1')
    takeIn(b, T2, 'A2')
    await site.all()
    site.restore(backup, epoch)
    await site.pull(c)
    // Nobody has told the service yet; nothing is forgotten meanwhile.
    expect(whereIs(c, T1)).toEqual(['A1'])
    expect(limboOf(c).length).toBe(c.column('SELECT pos FROM past_order').length)
    again(c)
    await site.all()
    for (const bench of site.benches) {
      expect(whereIs(bench, T1)).toEqual(['A1'])
      expect(whereIs(bench, T2)).toEqual(['A2'])
      expect(limboOf(bench)).toEqual([])
    }
    site.agreed()
  })

  test('gets back what the bench that had written it does not have any more', async () => {
    const folder = copyOf(a)
    const backup = site.centre.log.copy()
    takeIn(a, T1, 'A1')
    await site.all()
    rollBack(a, folder)
    site.restore(backup, epoch)
    await site.all([c, a, b])
    await site.all()
    expect(whereIs(a, T1)).toEqual(['A1'])
    site.agreed()
  })

  test('orders what is returned otherwise than before, and everybody agrees', async () => {
    const backup = site.centre.log.copy()
    takeIn(a, T1, 'A1')
    takeIn(b, T2, 'A1')
    takeIn(b, T3, 'A3')
    await site.all()
    move(a, T1, 'B1')
    move(b, T3, 'B3')
    await site.all()
    const before = a.column(
      'SELECT e.uid FROM stream_order o JOIN event e ON e.id = o.event ORDER BY pos',
    )
    site.restore(backup, epoch)
    await site.all([b, c, a])
    await site.all()
    const after = a.column(
      'SELECT e.uid FROM stream_order o JOIN event e ON e.id = o.event ORDER BY pos',
    )
    expect(after).not.toEqual(before)
    expect(after.toSorted()).toEqual(before.toSorted())
    site.agreed()
  })

  test('hears once more of what it had acknowledged and never sent out', async () => {
    const backup = site.centre.log.copy()
    takeIn(a, T1, 'A1')
    await site.push(a)
    expect(a.writer.waiting().count).toBe(0)
    site.restore(backup, epoch)
    const { chain } = a.writer.facts()
    const cursor = a.writer.cursor()!
    // What the client does where the service expects less of the chain than was acknowledged.
    a.writer.diverge(cursor, epoch ?? EPOCH)
    expect(a.writer.waiting().count).toBeGreaterThan(0)
    expect(a.writer.facts().chain).toBe(chain)
    await site.all()
    expect(whereIs(c, T1)).toEqual(['A1'])
    site.agreed()
  })

  test('twice, and while a bench was away, still has every fact once', async () => {
    const first = site.centre.log.copy()
    takeIn(a, T1, 'A1')
    await site.all()
    site.restore(first, epoch)
    await site.all([b])
    const second = site.centre.log.copy()
    takeIn(b, T2, 'A2')
    await site.all([b, c])
    site.restore(second, epoch && testId('e', 3))
    takeIn(a, T3, 'A3')
    takeIn(c, T4, 'A4')
    await site.all([c, a, b])
    await site.all()
    const uids = a.column('SELECT e.uid FROM stream_order o JOIN event e ON e.id = o.event')
    expect(new Set(uids).size).toBe(uids.length)
    site.agreed()
  })
})

describe('a position that a service has lost', () => {
  async function lost(): Promise<void> {
    const backup = site.centre.log.copy()
    takeIn(a, T1, 'A1')
    await site.all()
    site.restore(backup, testId('e', 2))
  }

  interface Past {
    readonly pos: number
    readonly hash: Buffer
    readonly before: Buffer
    readonly running: Buffer
  }

  test('is evidence: each row can be checked alone, and has its sum', async () => {
    await lost()
    await site.pull(c)
    const rows = c.rows<Past>('SELECT * FROM past_order ORDER BY id')
    expect(rows.length).toBeGreaterThan(0)
    for (const { pos, hash, before, running } of rows)
      expect(runningHash(sha256, before.toString('hex'), pos, hash.toString('hex'))).toBe(
        running.toString('hex'),
      )
    for (const row of c.db.prepare('SELECT * FROM past_order').raw().all() as unknown[][]) {
      const sum = row.pop() as Buffer
      expect(rowSum(sha256, 'past_order', row as never)).toBe(sum.toString('hex'))
    }
  })

  test.each(['UPDATE past_order SET pos = 1', 'DELETE FROM past_order'])(
    'stays: %s',
    async (sql) => {
      await lost()
      await site.pull(c)
      expect(() => c.db.exec(sql)).toThrow('never')
    },
  )

  test('is none of a service that has lost nothing', async () => {
    takeIn(a, T1, 'A1')
    await site.all()
    expect(c.column('SELECT count(*) FROM past_order')).toEqual([0])
    expect(limboOf(c)).toEqual([])
  })

  test('is not lost where the orders are said to differ at a place that was not received so', () => {
    const before = c.rows('SELECT * FROM stream_order')
    const { pos } = c.writer.cursor()!
    for (const common of [
      { pos: pos + 1, hash: NO_HASH },
      { pos, hash: NO_HASH },
    ])
      expect(() => c.writer.diverge(common, EPOCH)).toThrow(PageContradicts)
    expect(c.rows('SELECT * FROM stream_order')).toEqual(before)
  })

  test('does not make the anchor say that the ledger was robbed', async () => {
    const { anchorFaults, anchorOf } = await import('../../../electron/store/anchor.ts')
    const backup = site.centre.log.copy()
    takeIn(a, T1, 'A1')
    await site.all()
    const anchor = anchorOf(c.file)
    site.restore(backup)
    await site.diverge(c)
    // As after a crash between the commit and the writing of the anchor, in the same epoch.
    expect(anchorFaults(c.db, anchor)).toEqual([])
    c.damaged = true
    c.db.exec('DROP TRIGGER past_order_stays; DELETE FROM past_order')
    expect(anchorFaults(c.db, anchor)).toMatchObject([{ type: 'OrderMissing' }])
  })
})

describe('a fact that is asked for by its name', () => {
  test('comes under the envelope that stood in the order, or not at all', async () => {
    takeIn(a, T1, 'A1')
    const uid = a.column<string>('SELECT uid FROM event ORDER BY id DESC LIMIT 1')[0]!
    a.writer.newLife('forked')
    await site.all()
    const { chain } = a.writer.facts()
    expect(c.writer.fact(uid)?.envelope.chain).toBe(chain)
    expect(a.writer.fact(uid)).toEqual(c.writer.fact(uid))
    expect(a.writer.fact(testId('0', 9))).toBeNull()
  })
})
