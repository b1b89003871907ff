import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SnapshotManifest } from '#shared/sync/snapshot.ts'
import { derivedDigest } from '../../../electron/store/derived-digest.ts'
import { openReader } from '../../../electron/store/open.ts'
import {
  beginReplacing,
  finishReplacing,
  stagedFile,
} from '../../../electron/store/restore/replacing.ts'
import { makeSnapshot, type SnapshotMade } from '../../../electron/store/snapshot/make.ts'
import { stageSnapshot } from '../../../electron/store/snapshot/place.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { at, BOX, specimenData } from '../../support/domain/facts.ts'
import { keepWork } from '../../support/ledger/own-work.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testKey } from '../../support/store/test-key.ts'
import { testId } from '../../support/sync/events.ts'

const key = testKey('file')
const HOOKS = { progress: () => {}, isCancelled: () => false }
/** What belongs to a bench alone. */
const OWN = [
  'command_done',
  'pin',
  'intake',
  'intake_row',
  'work',
  'work_row',
  'printer',
  'label_job',
]
let a: TestBench
let b: TestBench
let fresh: TestBench
let order: CommonOrder
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-snapshot-'))
  file = join(folder, 'made.db')
  a = new TestBench('1', undefined, key)
  b = new TestBench('2')
  fresh = new TestBench('3')
  order = new CommonOrder()
  a.found().box(BOX, 'BX-1')
  b.writer.join(a.writer.facts().stream!, 2, 'Storage')
  order.exchange(a, b)
  order.exchange(a, b)
  work()
})
afterEach(() => {
  for (const bench of [a, b, fresh]) bench.remove()
  rmSync(folder, { recursive: true })
})

/** An act that must be allowed. */
function act(bench: TestBench, ...[type, given]: Parameters<TestBench['act']>): void {
  const done = bench.act(type, given)
  if (!done.ok) throw new Error(JSON.stringify(done.error))
}

/** Two benches work apart, and disagree. */
function work(): void {
  for (let n = 1; n <= 6; n++)
    act(a, 'takeIn', { ...specimenData(testId('7', n)), at: at(`A${n}`) })
  order.exchange(a, b)
  order.exchange(a, b)
  act(a, 'move', { specimen: testId('7', 4), at: at('I1') })
  act(b, 'move', { specimen: testId('7', 5), at: at('I1') })
  act(a, 'move', { specimen: testId('7', 6), at: at('I2') })
  act(b, 'move', { specimen: testId('7', 6), at: at('I3') })
  act(a, 'checkOut', { specimen: testId('7', 1), reason: null })
  order.exchange(b, a)
  order.exchange(b, a)
}

function made(of = a): SnapshotMade {
  const done = makeSnapshot(of.file, file, HOOKS)
  if (!done.ok) throw new Error(done.error.type)
  return done.value
}
function manifestOf(
  snapshot: SnapshotMade,
  more: Partial<SnapshotManifest> = {},
): SnapshotManifest {
  const { at: end, stream, format, projections, derived, size } = snapshot
  const { epoch, pos, hash: running } = end
  const said = { v: 1, hash: '0'.repeat(64), bytes: 1, size, stream, epoch, pos, running } as const
  const rest = { format, projections, derived, madeAt: 1, program: '0', key: key.public }
  return { ...said, ...rest, sig: '0'.repeat(128), ...more }
}
function stage(manifest: SnapshotManifest) {
  const staged = stagedFile(fresh.file)
  rmSync(staged, { force: true })
  const db = new Database(file)
  db.prepare('VACUUM INTO ?').run(staged)
  db.close()
  const { stream } = manifest
  const { clock, newId } = fresh
  const joining = { stream, number: 3, name: 'Third' }
  return stageSnapshot(fresh.file, { clock, newId, manifest, joining })
}
function begin(manifest: SnapshotManifest): void {
  fresh.writer.facts()
  fresh.close()
  const staged = stage(manifest)
  if (!staged.ok) throw new Error(JSON.stringify(staged.error))
  beginReplacing(fresh.file, staged.value)
  finishReplacing(fresh.file, () => {})
  fresh.open()
}
/** What a bench has that has received everything event by event. */
function replayed(upTo = Number.POSITIVE_INFINITY): TestBench {
  const bench = new TestBench('4')
  bench.writer.join(a.writer.facts().stream!, 4, 'Fourth')
  order.pull(bench, upTo)
  return bench
}

describe('a snapshot of the ledger', () => {
  it.each(['first', 'second'])(
    'has the tables of a replay, byte for byte, made by the %s bench (I12)',
    (who) => {
      const { at: end, derived } = made(who === 'first' ? a : b)
      expect(end.pos).toBe(order.log.length)
      // One that has nothing of its own: what has no position yet would count as well.
      const empty = new TestBench('5')
      order.pull(empty)
      expect(derived).toEqual(derivedDigest(empty.readDb))
      expect(empty.reader.discrepancies().length).toBeGreaterThan(0)
      empty.remove()
    },
  )

  it('has the envelope that stands at a position, where a fact was told again in a new life (I12)', () => {
    act(a, 'checkOut', { specimen: testId('7', 2), reason: null })
    a.writer.newLife('forked')
    for (let n = 0; n < 4; n++) order.exchange(a, b)
    expect(a.column('SELECT count(*) FROM stream_order WHERE alias IS NOT NULL')).not.toEqual([0])
    const digests = [a, b].map((bench) => made(bench).derived)
    expect(digests[0]).toEqual(digests[1])
    const empty = new TestBench('5')
    order.pull(empty)
    expect(digests[0]).toEqual(derivedDigest(empty.readDb))
    empty.remove()
  })

  it('takes tables over where every event came in at its position, and they are the same (I12)', () => {
    const sole = new TestBench('6', undefined, key)
    sole.found().box(BOX, 'BX-1')
    act(sole, 'takeIn', { ...specimenData(testId('7', 1)), at: at('A1') })
    const own = new CommonOrder()
    for (let n = 0; n < 3; n++) own.exchange(sole)
    expect(sole.column('SELECT count(*) FROM stream_order WHERE event <> pos')).toEqual([0])
    const empty = new TestBench('5')
    own.pull(empty)
    expect(made(sole).derived).toEqual(derivedDigest(empty.readDb))
    for (const bench of [sole, empty]) bench.remove()
  })

  it('has nothing of the bench that made it, and nothing without a position', () => {
    act(a, 'checkOut', { specimen: testId('7', 2), reason: null })
    keepWork(a.db, [testId('6', 1)])
    const { at: end } = made()
    const db = openReader(file)
    const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
    for (const table of [...OWN, 'past_order', 'alias'])
      expect([table, count(table)]).toEqual([table, 0])
    expect(a.column('SELECT count(*) FROM label_job')).toEqual([2])
    expect(count('event')).toBe(end.pos)
    expect(db.prepare('SELECT key FROM meta ORDER BY key').pluck().all()).toEqual([
      'cursor',
      'projections',
    ])
    expect(db.prepare('SELECT count(*) FROM chain WHERE own = 1').pluck().get()).toBe(0)
    expect(verifyFull(db)?.findings).toEqual([])
    db.close()
    expect(existsSync(`${file}-wal`)).toBe(false)
    order.exchange(a, b)
    order.exchange(a, b)
  })

  it('is given up when it is asked for', () => {
    const given = makeSnapshot(a.file, file, { ...HOOKS, isCancelled: () => true })
    expect(given).toEqual({ ok: false, error: { type: 'Cancelled' } })
    expect(makeSnapshot(fresh.file, file, HOOKS)).toMatchObject({
      error: { type: 'NothingOrdered' },
    })
  })
})

describe('a bench that begins with a snapshot', () => {
  it('goes on as one that received everything, discrepancies included (I12)', () => {
    begin(manifestOf(made()))
    for (let n = 11; n <= 14; n++)
      act(b, 'takeIn', { ...specimenData(testId('7', n)), at: at(`B${n - 10}`) })
    act(b, 'move', { specimen: testId('7', 3), at: at('I7') })
    order.exchange(b, a)
    order.pull(fresh)
    order.exchange(fresh, a, b)
    const other = replayed()
    expect(fresh.reader.discrepancies().map(({ id }) => id)).toEqual(
      other.reader.discrepancies().map(({ id }) => id),
    )
    expect(fresh.reader.box(BOX)).toEqual(other.reader.box(BOX))
    expect(fresh.writer.cursor()).toEqual(a.writer.cursor())
    other.remove()
  })

  it('has its own chain, its own number and nothing to hand over but that', () => {
    const before = fresh.writer.facts()
    begin(manifestOf(made()))
    const facts = fresh.writer.facts()
    expect(facts.install).toBe(before.install)
    expect(facts.benchNumber).toBe(3)
    expect(facts.chain).toContain(before.install)
    const run = fresh.writer.outbox({ events: 500, bytes: 1e6 })
    expect(run.map(({ chain, seq }) => [chain, seq])).toEqual([[facts.chain, 1]])
    expect(verifyFull(fresh.readDb)?.findings).toEqual([])
    order.exchange(fresh, a, b)
  })

  it('takes none that was changed, or is not what is said of it', () => {
    const snapshot = made()
    fresh.writer.facts()
    fresh.close()
    const other = 'f'.repeat(64)
    const wrongs: [Partial<SnapshotManifest>, string][] = [
      [{ running: other }, 'where it ends'],
      [{ pos: snapshot.at.pos - 1 }, 'where it ends'],
      [{ epoch: testId('e', 9) }, 'where it ends'],
      [{ key: other }, 'who has made it'],
      [{ stream: testId('5', 9) }, 'of which site its chains are'],
      [{ derived: { ...snapshot.derived, entity: other } }, 'the tables that are derived'],
    ]
    for (const [more, what] of wrongs)
      expect(stage(manifestOf(snapshot, more))).toEqual({
        ok: false,
        error: { type: 'NotAsSaid', what },
      })
    for (const sql of TAMPERED) {
      made()
      const db = new Database(file)
      db.pragma('foreign_keys = OFF')
      db.exec(sql)
      db.close()
      expect([sql, stage(manifestOf(snapshot)).ok]).toEqual([sql, false])
    }
    made()
    expect(stage(manifestOf(snapshot)).ok).toBe(true)
    rmSync(stagedFile(fresh.file))
    fresh.open()
  })

  it('takes none once it has recorded something', () => {
    const snapshot = made()
    const bench = replayed()
    bench.close()
    const { clock, newId } = bench
    const joining = { stream: snapshot.stream, number: 4, name: 'Fourth' }
    const given = { clock, newId, manifest: manifestOf(snapshot), joining }
    expect(stageSnapshot(bench.file, given)).toMatchObject({ error: { type: 'NotNew' } })
    bench.open()
    bench.remove()
  })
})

const unguarded = (trigger: string, sql: string) => `DROP TRIGGER ${trigger}; ${sql}`

const TAMPERED = [
  unguarded('event_kept', "UPDATE event SET body = replace(body, 'takeIn', 'takeIN') WHERE id = 9"),
  unguarded('event_stays', 'DELETE FROM event WHERE id = (SELECT max(id) FROM event)'),
  'UPDATE stream_order SET received_at = received_at + 1 WHERE pos = 3',
  "UPDATE specimen SET code = 'FX-OTHER'",
  'DELETE FROM tube_claim',
  'CREATE TABLE other(a)',
  'CREATE TRIGGER harm AFTER INSERT ON event BEGIN SELECT 1; END',
  'PRAGMA user_version = 99',
]
