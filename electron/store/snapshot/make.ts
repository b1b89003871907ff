import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { toHex } from '#shared/ledger/envelope.ts'
import { assert } from '#shared/lib/assert.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import { cursor as cursorForm } from '#shared/sync/protocol.ts'
import { flushFile } from '../../files.ts'
import { DERIVED, SEARCH_INDEX } from '../derived.ts'
import { derivedDigest } from '../derived-digest.ts'
import { setMeta } from '../meta.ts'
import { FORMAT, migrate } from '../migrations/index.ts'
import { openDatabase, openWriter, type ReadDb, type WriteDb } from '../open.ts'
import { PROJECTIONS } from '../projections/project.ts'
import { indexMore } from '../projections/text.ts'
import { rebuild } from '../rebuild.ts'

export interface MakeHooks {
  progress(done: number, of: number): void
  isCancelled(): boolean
}

/** A ledger that belongs to no bench: all that the common order has up to `at`. */
export interface SnapshotMade {
  readonly stream: string
  readonly at: Cursor
  readonly format: number
  readonly projections: number
  /** Bytes of the database. */
  readonly size: number
  readonly derived: Readonly<Record<string, string>>
}

export type SnapshotFault =
  | { readonly type: 'Cancelled' }
  /** The bench has received nothing yet. */
  | { readonly type: 'NothingOrdered' }

/**
 * Writes into `target` what a bench would have that began with nothing and received the whole order: each
 * event under the envelope that stands at its position, whose number is the event's; the seals that speak
 * for them; the derived tables. Nothing of what this bench has for itself, nor anything that has no
 * position. `target` stands in a folder of its own; what is in the way there goes.
 */
export function makeSnapshot(
  ledger: string,
  target: string,
  hooks: MakeHooks,
): Result<SnapshotMade, SnapshotFault> {
  removeDatabase(target)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  try {
    const copied = copyOf(ledger, target, hooks)
    if (!copied.ok || hooks.isCancelled()) {
      removeDatabase(target)
      return copied.ok ? err({ type: 'Cancelled' }) : copied
    }
    return ok(finish(target, copied.value))
  } catch (error) {
    removeDatabase(target)
    throw error
  }
}

function copyOf(ledger: string, target: string, hooks: MakeHooks): Result<Copied, SnapshotFault> {
  const db = openWriter(target)
  try {
    migrate(db)
    db.prepare('ATTACH ? AS ledger').run(ledger)
    return withoutJournal(db, () => copyAll(db, hooks))
  } finally {
    db.close()
  }
}

/** Derives what could not be taken over, and closes it as one file that can be sent. */
function finish(target: string, { stream, at, isDerived }: Copied): SnapshotMade {
  const db = openDatabase(target, 'write')
  try {
    if (!isDerived) rebuild(db)
    const derived = derivedDigest(db)
    db.pragma('wal_checkpoint(TRUNCATE)')
    assert(db.pragma('journal_mode = DELETE', { simple: true }) === 'delete', 'no log beside it')
    db.close()
    flushFile(target)
    const { size } = statSync(target)
    return { stream, at, format: FORMAT, projections: PROJECTIONS, size, derived }
  } finally {
    if (db.open) db.close()
  }
}

export function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
}

/** What is made here is of use as a whole only, so that an end of the program needs no way back. */
function withoutJournal<T>(db: WriteDb, work: () => T): T {
  db.unsafeMode(true)
  assert(db.pragma('main.journal_mode = OFF', { simple: true }) === 'off', 'no journal')
  db.pragma('main.synchronous = OFF')
  db.exec('BEGIN')
  try {
    return work()
  } finally {
    db.exec('COMMIT')
  }
}

interface Copied {
  readonly stream: string
  readonly at: Cursor
  /** Whether the derived tables could be taken over as they are. */
  readonly isDerived: boolean
}

/** Positions that are copied at once. */
const AT_ONCE = 20_000

/** Everything within one read of the ledger: one moment of it. */
function copyAll(db: WriteDb, hooks: MakeHooks): Result<Copied, SnapshotFault> {
  const at = cursorOf(db)
  const stream = metaOf(db, 'stream')
  if (!at || at.pos === 0 || stream === null) return err({ type: 'NothingOrdered' })
  db.exec('INSERT INTO main.chain(id, name, own) SELECT id, name, 0 FROM ledger.chain')
  for (let from = 0; from < at.pos; from += AT_ONCE) {
    if (hooks.isCancelled()) return err({ type: 'Cancelled' })
    const to = Math.min(from + AT_ONCE, at.pos)
    db.prepare(EVENTS).run(from, to)
    db.prepare(ORDER).run(from, to)
    hooks.progress(to, at.pos)
  }
  for (const sql of THE_REST) db.exec(sql)
  mustEndAt(db, at)
  setMeta(db, 'cursor', JSON.stringify(at))
  const isDerived = isSameDerived(db, at.pos)
  if (isDerived) copyDerived(db)
  setMeta(db, 'projections', String(PROJECTIONS))
  return ok({ stream, at, isDerived })
}

const EVENTS = `
INSERT INTO main.event(id, chain, seq, prev, hash, body, uid)
SELECT o.pos, coalesce(a.chain, e.chain), coalesce(a.seq, e.seq), coalesce(a.prev, e.prev),
  coalesce(a.hash, e.hash), e.body, e.uid
FROM ledger.stream_order o JOIN ledger.event e ON e.id = o.event LEFT JOIN ledger.alias a ON a.id = o.alias
WHERE o.pos > ? AND o.pos <= ? ORDER BY o.pos`

const ORDER = `
INSERT INTO main.stream_order(pos, event, running, received_at, receipt, alias, quarantine)
SELECT pos, pos, running, received_at, receipt, NULL, quarantine
FROM ledger.stream_order WHERE pos > ? AND pos <= ? ORDER BY pos`

const THE_REST = [
  `INSERT INTO main.seal SELECT s.* FROM ledger.seal s JOIN main.event e
   ON e.chain = s.chain AND e.seq = s.seq AND e.hash = s.hash`,
  'INSERT INTO main.bad_seal SELECT * FROM ledger.bad_seal ORDER BY id',
  'DELETE FROM main.chain WHERE NOT EXISTS (SELECT 1 FROM main.event e WHERE e.chain = chain.id)',
] as const

function cursorOf(db: ReadDb): Cursor | null {
  const text = metaOf(db, 'cursor')
  return text === null ? null : cursorForm.parse(JSON.parse(text))
}

const metaOf = (db: ReadDb, key: string): string | null =>
  (db.prepare('SELECT value FROM ledger.meta WHERE key = ?').pluck().get(key) as
    | string
    | undefined) ?? null

/** A ledger whose order does not end where its cursor stands is damaged, and is found so elsewhere. */
function mustEndAt(db: ReadDb, at: Cursor): void {
  const last = db
    .prepare('SELECT pos, running FROM main.stream_order ORDER BY pos DESC LIMIT 1')
    .get() as { pos: number; running: Uint8Array } | undefined
  assert(last?.pos === at.pos && toHex(last.running) === at.hash, 'an order up to the cursor')
}

/** Where every event came in at its position, and nothing else is there, the tables are the same bytes. */
function isSameDerived(db: ReadDb, pos: number): boolean {
  if (metaOf(db, 'projections') !== String(PROJECTIONS)) return false
  const events = db.prepare('SELECT max(id) FROM ledger.event').pluck().get()
  const other = db
    .prepare('SELECT 1 FROM ledger.stream_order WHERE event <> pos OR alias IS NOT NULL LIMIT 1')
    .get()
  return events === pos && other === undefined
}

function copyDerived(db: WriteDb): void {
  for (const table of DERIVED) db.exec(`INSERT INTO main.${table} SELECT * FROM ledger.${table}`)
  db.exec(`INSERT INTO ${SEARCH_INDEX}(${SEARCH_INDEX}) VALUES ('delete-all')`)
  while (indexMore(db, AT_ONCE) > 0);
}
