import Database from 'better-sqlite3'
import type { Finding } from '#shared/ledger/findings.ts'
import type { KeptAlias, KeptEvent } from '#shared/ledger/verify-chain.ts'
import type { KeptPosition, OrderStart } from '#shared/ledger/verify-order.ts'
import type { KeptLost } from '#shared/ledger/verify-past.ts'
import type { KeptSeal } from '#shared/ledger/verify-seal.ts'
import { hasAliases } from '../ledger.ts'
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

/** Whether an event has a place in the common order, or had one that a restored service has lost. */
export const isPlaced = (db: ReadDb, row: number): boolean =>
  ['stream_order', ...(hasAliases(db) ? ['past_order'] : [])].some(
    (table) => statement(db, `SELECT 1 FROM ${table} WHERE event = ?`).get(row) !== undefined,
  )

/** Another envelope of an event, as it lies: without what the event says. */
export type AliasRow = Omit<KeptAlias, 'body'> & { readonly id: number }

type RawAlias = [number, string | null, number, Uint8Array, Uint8Array, number]

const ALIAS = `
  SELECT a.id, c.name, a.seq, a.prev, a.hash, a.event
  FROM alias a LEFT JOIN chain c ON c.id = a.chain`

const aliasRow = ([id, chain, seq, prev, hash, event]: RawAlias): AliasRow => ({
  id,
  chain,
  seq,
  prev,
  hash,
  event,
})

/** Every other envelope, in the order of arrival. */
export function* aliases(db: ReadDb): Generator<AliasRow> {
  if (!hasAliases(db)) return
  const rows = db.prepare(`${ALIAS} ORDER BY a.id`).raw()
  for (const one of rows.iterate()) yield aliasRow(one as RawAlias)
}

export function aliasAt(db: ReadDb, id: number): AliasRow | null {
  const found = hasAliases(db) && db.prepare(`${ALIAS} WHERE a.id = ?`).raw().get(id)
  return found ? aliasRow(found as RawAlias) : null
}

/** What the common order needs of another envelope; null where it is not one of that event. */
export const aliasPlace = (alias: AliasRow | null, row: number): KeptPosition['event'] =>
  alias?.event === row
    ? {
        ref: { chain: alias.chain ?? '?', seq: alias.seq, event: row, uid: '?', isAlias: true },
        hash: alias.hash,
      }
    : null

/** A link of a chain: an event, or another envelope of one. */
export type LinkRow =
  | { readonly event: KeptEvent; readonly alias?: undefined }
  | { readonly alias: KeptAlias; readonly event?: undefined }

/** The last links of one chain, in its order. */
export function lastOfChain(db: ReadDb, chain: number, limit: number): LinkRow[] {
  const rows = db.prepare(`${EVENT} WHERE e.chain = ? ORDER BY e.seq DESC LIMIT ?`).raw()
  const events = (rows.all(chain, limit) as EventRow[]).map((row) => ({ event: keptEvent(row) }))
  const links: LinkRow[] = [...events, ...lastAliases(db, chain, limit)]
  return links.sort((a, b) => seqOf(a) - seqOf(b)).slice(-limit)
}

const seqOf = ({ event, alias }: LinkRow): number => (event ?? alias).seq

function lastAliases(db: ReadDb, chain: number, limit: number): LinkRow[] {
  if (!hasAliases(db)) return []
  const rows = db.prepare(`${ALIAS} WHERE a.chain = ? ORDER BY a.seq DESC LIMIT ?`).raw()
  return (rows.all(chain, limit) as RawAlias[]).map((raw) => {
    const alias = aliasRow(raw)
    return { alias: { ...alias, body: keptAt(db, alias.event)?.body ?? '' } }
  })
}

/** The last link before a place of a chain that can be read, or undefined where none is. */
export function linkBefore(
  db: ReadDb,
  chain: string,
  seq: number,
): { seq: number; hash: Uint8Array } | undefined {
  const tables = hasAliases(db) ? ['event', 'alias'] : ['event']
  const found = tables.flatMap((table) => {
    const last = statement(
      db,
      `SELECT l.seq, l.hash FROM ${table} l JOIN chain c ON c.id = l.chain
       WHERE c.name = ? AND l.seq < ? AND length(l.hash) = 32 ORDER BY l.seq DESC LIMIT 1`,
    ).get(chain, seq)
    return (last ?? []) as { seq: number; hash: Uint8Array }[]
  })
  return found.filter(isLink).sort((a, b) => b.seq - a.seq)[0]
}

const isLink = ({ seq, hash }: { seq: unknown; hash: unknown }): boolean =>
  Number.isSafeInteger(seq) && hash instanceof Uint8Array

type RawLost = [string, number, number, number | null, Uint8Array, Uint8Array, Uint8Array]

/** The positions that restored services have lost, as they were put down. */
export function* lostPositions(db: ReadDb): Generator<KeptLost> {
  if (!hasAliases(db)) return
  const rows = db
    .prepare('SELECT epoch, pos, event, alias, hash, before, running FROM past_order ORDER BY id')
    .raw()
    .all()
  for (const one of rows) {
    const [epoch, pos, row, alias, hash, before, running] = one as RawLost
    const event = alias === null ? eventAt(db, row) : aliasPlace(aliasAt(db, alias), row)
    yield { epoch, pos, event, hash, before, running }
  }
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

/** A position as it lies: the rows of the event, and of the other envelope of it that stands there. */
export type OrderRow = Omit<KeptPosition, 'event'> & {
  readonly row: number
  readonly alias: number | null
}

type RawOrder = [
  number,
  number,
  Uint8Array,
  number,
  Uint8Array | null,
  number | null,
  string | null,
]

const NOTHING = new Uint8Array(0)

/** The common order after a position. */
export function* orderAfter(db: ReadDb, pos: number): Generator<OrderRow, undefined> {
  const isProven = hasProof(db)
  const receipt = isProven ? 'receipt' : 'NULL'
  const marks = hasAliases(db) ? 'alias, quarantine' : 'NULL, NULL'
  const rows = db
    .prepare(
      `SELECT pos, event, running, received_at, ${receipt}, ${marks} FROM stream_order
       WHERE pos > ? ORDER BY pos`,
    )
    .raw()
  for (const one of rows.iterate(pos)) {
    const [at, row, running, receivedAt, kept, alias, quarantine] = one as RawOrder
    // Where a receipt should be and is none, what is there is nothing: no older format's silence.
    const noted = kept ?? (isProven ? NOTHING : null)
    yield { pos: at, row, running, receivedAt, receipt: noted, alias, quarantine }
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

/** A seal may speak for another envelope of an event. */
const sealSql = (db: ReadDb): string => `
  SELECT c.name, s.seq, s.hash, s.key, s.at, s.protection, s.sig,
    coalesce((SELECT e.hash FROM event e WHERE e.chain = s.chain AND e.seq = s.seq),
      ${hasAliases(db) ? '(SELECT a.hash FROM alias a WHERE a.chain = s.chain AND a.seq = s.seq)' : 'NULL'})
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
  const rows = db.prepare(`${sealSql(db)} ORDER BY s.chain, s.seq`).raw()
  for (const one of rows.iterate()) yield keptSeal(one as RawSeal)
}

/** The last seal of a chain, or null. */
export function lastSeal(db: ReadDb, chain: number): KeptSeal | null {
  if (!hasProof(db)) return null
  const row = db
    .prepare(`${sealSql(db)} WHERE s.chain = ? ORDER BY s.seq DESC LIMIT 1`)
    .raw()
    .get(chain)
  return row ? keptSeal(row as RawSeal) : null
}
