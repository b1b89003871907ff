import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readUid } from '#shared/ledger/body.ts'
import { stageRestore } from '../../../electron/store/restore/stage.ts'
import { examine } from '../../../electron/store/verify/examine.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { liveThrough } from '../../support/ledger/eventful.ts'
import { given, LivedIn, place, salvage } from '../../support/recovery/lived-in.ts'
import type { CommonOrder } from '../../support/store/common-order.ts'
import { TestBench } from '../../support/store/test-bench.ts'

let lived: LivedIn
let order: CommonOrder
let backup: string

beforeEach(() => {
  lived = new LivedIn()
  lived.takeIn(8)
  for (let n = 0; n < 2; n++) lived.order.exchange(lived.bench, lived.other)
  order = liveThrough(lived.bench, lived.other, lived.order)
  backup = lived.backUp()
  lived.kill()
})
afterEach(() => lived.remove())

const ENVELOPES = `
  SELECT c.name || ' ' || l.seq || ' ' || hex(l.hash) FROM (
    SELECT chain, seq, hash FROM event UNION ALL SELECT chain, seq, hash FROM alias) l
  JOIN chain c ON c.id = l.chain`
const PLACES = 'SELECT pos, hex(running), received_at, hex(receipt), quarantine FROM stream_order'
const LOST = `
  SELECT epoch, pos, hex(hash), hex(before), hex(running), received_at, hex(receipt), quarantine, lost_at
  FROM past_order`
const BAD = 'SELECT c.name, b.seq, b.seal FROM bad_seal b JOIN chain c ON c.id = b.chain'

/** What a ledger holds, whatever numbers its rows have. */
function held(file: string) {
  const { db, close } = examine(file)
  const all = (sql: string) => db.prepare(sql).raw().all().map(String).toSorted()
  const rows = { envelopes: all(ENVELOPES), places: all(PLACES), lost: all(LOST), bad: all(BAD) }
  const uids = db.prepare('SELECT uid FROM event ORDER BY uid').pluck().all() as string[]
  close()
  return { ...rows, uids }
}

function isSound(file: string): boolean {
  const { db, close } = examine(file)
  try {
    return verifyFull(db, { structure: true, derived: true })!.sound
  } finally {
    close()
  }
}

/** Whether every fact that the bench recorded itself reaches the service after this. */
function handsOverAll(file: string): boolean {
  const bench = new TestBench('9', lived.folder, lived.bench.context.key)
  expect(bench.file).toBe(file)
  const own = bench.column<string>(
    'SELECT e.uid FROM event e JOIN chain c ON c.id = e.chain WHERE c.own = 1',
  )
  for (let n = 0; n < 6; n++) order.exchange(bench)
  const there = new Set(order.log.map(({ envelope }) => readUid(envelope.body)))
  const waits = bench.writer.waiting().count
  bench.close()
  return waits === 0 && own.every((uid) => there.has(uid))
}

describe('a ledger with other envelopes, a branch, lost positions and a bad seal', () => {
  test('is salvaged with all of them, and goes on', () => {
    const before = held(lived.file)
    new Database(lived.file).exec('PRAGMA application_id = 7').close()
    const { preview } = salvage(lived.file)
    const after = held(lived.file)
    expect(preview.lost).toEqual([])
    expect(before.lost.length).toBeGreaterThan(2)
    expect(before.bad.length).toBe(1)
    for (const part of ['places', 'lost', 'bad'] as const) expect(after[part]).toEqual(before[part])
    for (const part of ['envelopes', 'uids'] as const)
      expect(after[part]).toEqual(expect.arrayContaining(before[part]))
    expect(isSound(lived.file)).toBe(true)
    expect(handsOverAll(lived.file)).toBe(true)
    expect(isSound(lived.file)).toBe(true)
  })

  test('of which a lost position is damaged is salvaged without that, and with all else', () => {
    const db = new Database(lived.file)
    db.exec('DROP TRIGGER past_order_kept; UPDATE past_order SET lost_at = 1 WHERE id = 1')
    db.exec('PRAGMA application_id = 7')
    db.close()
    const before = held(lived.file)
    salvage(lived.file)
    const after = held(lived.file)
    expect(after.lost).toHaveLength(before.lost.length - 1)
    expect(after.bad).toEqual(before.bad)
    expect(isSound(lived.file)).toBe(true)
  })

  test('is restored from its backup with all of them, and what nobody had heard of reaches the service', () => {
    const copy = held(lived.file)
    const waiting = lived.bench.writer.waiting().count
    expect(waiting).toBeGreaterThan(0)
    const staged = stageRestore(lived.file, backup, given())
    if (!staged.ok) throw new Error(JSON.stringify(staged.error))
    place(lived.file, staged.value)
    const after = held(lived.file)
    for (const part of ['places', 'lost', 'bad'] as const) expect(after[part]).toEqual(copy[part])
    for (const part of ['envelopes', 'uids'] as const)
      expect(after[part]).toEqual(expect.arrayContaining(copy[part]))
    expect(isSound(lived.file)).toBe(true)
    expect(handsOverAll(lived.file)).toBe(true)
    expect(isSound(lived.file)).toBe(true)
  })

  test('holds facts that the service has not, before it hands them over', () => {
    const own = lived.bench.column<string>(
      'SELECT e.uid FROM event e JOIN chain c ON c.id = e.chain WHERE c.own = 1',
    )
    const there = new Set(order.log.map(({ envelope }) => readUid(envelope.body)))
    expect(own.every((uid) => there.has(uid))).toBe(false)
  })
})
