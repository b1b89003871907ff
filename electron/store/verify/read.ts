import Database from 'better-sqlite3'
import type { Finding } from '#shared/ledger/findings.ts'
import type { KeptEvent } from '#shared/ledger/verify-chain.ts'
import type { KeptPosition, OrderStart } from '#shared/ledger/verify-order.ts'
import type { KeptSeal } from '#shared/ledger/verify-seal.ts'
import { formatOf } from '../migrations/index.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'

/** From this format on a ledger has seals, receipts and row sums. */
const PROOF_FORMAT = 5

export const hasProof = (db: ReadDb): boolean => formatOf(db) >= PROOF_FORMAT

/**
 * Does a part of a check. Where the file cannot be read there, that is a finding and no failure: what
 * comes after may be readable, and damage must be named and not only met.
 */
export function guarded(
  findings: Finding[],
  what: () => string,
  work: () => void,
  isNamed = isDamage,
): void {
  try {
    work()
  } catch (error) {
    if (!isNamed(error)) throw error
    const why = error instanceof Error ? error.message : String(error)
    findings.push({ type: 'file', fault: 'unreadable', what: `${what()}: ${why}` })
  }
}

/**
 * Whether an error, met where a ledger is read, says that the file is not what it should be. A lock, a lack
 * of memory or of room, or a disk that does not answer says nothing about the ledger.
 */
export const isDamage = (error: unknown): boolean =>
  error instanceof Database.SqliteError &&
  !/^SQLITE_(BUSY|LOCKED|NOMEM|INTERRUPT|CANTOPEN|READONLY|FULL|IOERR|PERM|AUTH|PROTOCOL)/.test(
    error.code,
  )

/** The same, met where something is made of a ledger in another file: only what names the ledger itself. */
export const isDamageOfSource = (error: unknown): boolean =>
  error instanceof Database.SqliteError &&
  /^SQLITE_(CORRUPT|NOTADB|CONSTRAINT|MISMATCH)/.test(error.code)

const EVENT = `
  SELECT e.id, c.name, e.seq, e.prev, e.hash, e.body, e.uid
  FROM event e LEFT JOIN chain c ON c.id = e.chain`

type EventRow = [number, string | null, number, Uint8Array, Uint8Array, string, string]

const keptEvent = ([row, chain, seq, prev, hash, body, uid]: EventRow): KeptEvent => ({
  row,
  chain,
  seq,
  prev,
  hash,
  body,
  uid,
})

/** The events after a row, in the order of arrival. */
export function* eventsAfter(db: ReadDb, row: number): Generator<KeptEvent> {
  const rows = db.prepare(`${EVENT} WHERE e.id > ? ORDER BY e.id`).raw()
  for (const one of rows.iterate(row)) yield keptEvent(one as EventRow)
}

export function keptAt(db: ReadDb, row: number): KeptEvent | null {
  const found = db.prepare(`${EVENT} WHERE e.id = ?`).raw().get(row)
  return found ? keptEvent(found as EventRow) : null
}

/** Whether an event has a place in the common order. */
export const isPlaced = (db: ReadDb, row: number): boolean =>
  db.prepare('SELECT 1 FROM stream_order WHERE event = ?').get(row) !== undefined

/** The last events of one chain, in its order. */
export function lastOfChain(db: ReadDb, chain: number, limit: number): KeptEvent[] {
  const rows = db.prepare(`${EVENT} WHERE e.chain = ? ORDER BY e.seq DESC LIMIT ?`).raw()
  return (rows.all(chain, limit) as EventRow[]).map(keptEvent).reverse()
}

/** The event before a place of a chain, or undefined where none is. */
export function eventBefore(
  db: ReadDb,
  chain: string,
  seq: number,
): { seq: number; hash: Uint8Array } | undefined {
  return db
    .prepare(
      `SELECT e.seq, e.hash FROM event e JOIN chain c ON c.id = e.chain
       WHERE c.name = ? AND e.seq < ? ORDER BY e.seq DESC LIMIT 1`,
    )
    .get(chain, seq) as { seq: number; hash: Uint8Array } | undefined
}

/** Whether an event has that identity. */
export const hasUid = (db: ReadDb, uid: string): boolean =>
  db.prepare('SELECT 1 FROM event WHERE uid = ?').get(uid) !== undefined

/** What the common order needs of the event in a row, or null where there is none. */
export function eventAt(db: ReadDb, row: number): KeptPosition['event'] {
  const found = statement(
    db,
    `SELECT c.name, e.seq, e.uid, e.hash FROM event e LEFT JOIN chain c ON c.id = e.chain
     WHERE e.id = ?`,
  )
    .raw()
    .get(row) as [string | null, number, string, Uint8Array] | undefined
  if (!found) return null
  const [chain, seq, uid, hash] = found
  return { ref: { chain: chain ?? '?', seq, event: row, uid }, hash }
}

/** A position as it lies: the event's row only. */
export type OrderRow = Omit<KeptPosition, 'event'> & { readonly row: number }

type RawOrder = [number, number, Uint8Array, number, Uint8Array | null]

const NOTHING = new Uint8Array(0)

/** The common order after a position. */
export function* orderAfter(db: ReadDb, pos: number): Generator<OrderRow, undefined> {
  const isProven = hasProof(db)
  const receipt = isProven ? 'receipt' : 'NULL'
  const rows = db
    .prepare(
      `SELECT pos, event, running, received_at, ${receipt} FROM stream_order
       WHERE pos > ? ORDER BY pos`,
    )
    .raw()
  for (const one of rows.iterate(pos)) {
    const [at, row, running, receivedAt, kept] = one as RawOrder
    // Where a receipt should be and is none, what is there is nothing: no older format's silence.
    const noted = kept ?? (isProven ? NOTHING : null)
    yield { pos: at, row, running, receivedAt, receipt: noted }
  }
}

/** Where the order is taken up after `pos`; undefined before the first position. */
export function orderStart(db: ReadDb, pos: number): OrderStart | undefined {
  const receipt = hasProof(db) ? 'receipt' : 'NULL'
  return db
    .prepare(
      `SELECT pos, running, ${receipt} AS receipt FROM stream_order
       WHERE pos <= ? ORDER BY pos DESC LIMIT 1`,
    )
    .get(pos) as OrderStart | undefined
}

type RawSeal = [
  string | null,
  number,
  Uint8Array,
  Uint8Array,
  number,
  string,
  Uint8Array,
  Uint8Array | null,
]

const SEAL = `
  SELECT c.name, s.seq, s.hash, s.key, s.at, s.protection, s.sig,
    (SELECT e.hash FROM event e WHERE e.chain = s.chain AND e.seq = s.seq)
  FROM seal s LEFT JOIN chain c ON c.id = s.chain`

const keptSeal = ([chain, seq, hash, key, at, protection, sig, event]: RawSeal): KeptSeal => ({
  chain,
  seq,
  hash,
  key,
  at,
  protection,
  sig,
  event,
})

export function* seals(db: ReadDb): Generator<KeptSeal> {
  if (!hasProof(db)) return
  const rows = db.prepare(`${SEAL} ORDER BY s.chain, s.seq`).raw()
  for (const one of rows.iterate()) yield keptSeal(one as RawSeal)
}

/** The last seal of a chain, or null. */
export function lastSeal(db: ReadDb, chain: number): KeptSeal | null {
  if (!hasProof(db)) return null
  const row = db.prepare(`${SEAL} WHERE s.chain = ? ORDER BY s.seq DESC LIMIT 1`).raw().get(chain)
  return row ? keptSeal(row as RawSeal) : null
}
