import { readKept, readUid } from '#shared/ledger/body.ts'
import { fromHex, NO_HASH, toHex } from '#shared/ledger/envelope.ts'
import { type Protection, receiptHash } from '#shared/ledger/seal.ts'
import { sha256 } from '../../sha256.ts'
import { countAccession } from '../accessions.ts'
import { insert } from '../ledger.ts'
import { transact, type WriteDb } from '../open.ts'
import { rebuild } from '../rebuild.ts'
import { insertSeal } from '../seals.ts'
import { statement } from '../sql.ts'
import type { Collected } from './collect.ts'
import { rememberCommands } from './commands.ts'
import { putOwnRows } from './own-rows.ts'
import type { Scratch } from './scratch.ts'

/**
 * Writes what is proven into an empty ledger: events in the order in which they had arrived, each chain in
 * its own; the common order; the seals that speak for them; what the bench had kept about itself, as far as
 * its sums hold. Everything else is derived.
 */
export function build(db: WriteDb, scratch: Scratch, collected: Collected): void {
  const chains = putChains(db, scratch, collected)
  putEvents(db, scratch, chains, collected)
  transact(db, () => {
    putOrder(db, scratch, chains)
    putSeals(db, scratch, chains)
    putOwnRows(db, scratch, collected)
  })
  rememberCommands(db, scratch)
  rebuild(db)
}

/** The numbers of chains in the new ledger, and whether they are the bench's own, by those of the scratch. */
type Chains = ReadonlyMap<number, { readonly id: number; readonly own: boolean }>

function putChains(db: WriteDb, scratch: Scratch, { own }: Collected): Chains {
  const chains = new Map<number, { id: number; own: boolean }>()
  const others = scratch
    .prepare(`SELECT id, name FROM chain WHERE id IN (SELECT chain FROM ordered) ORDER BY id`)
    .all() as { id: number; name: string }[]
  const mine = own.filter(({ seq }) => seq > 0)
  const ids = new Set(own.map(({ id }) => id))
  const put = (id: number, name: string, isOwn: boolean) => {
    const row = statement(db, 'INSERT INTO chain(name, own) VALUES (?, ?)').run(name, isOwn ? 1 : 0)
    chains.set(id, { id: Number(row.lastInsertRowid), own: isOwn })
  }
  transact(db, () => {
    for (const { id, name } of others) if (!ids.has(id)) put(id, name, false)
    // The newest life last: it is the one that the bench goes on from.
    for (const { id, name } of mine) put(id, name, true)
  })
  return chains
}

interface KeptRow {
  readonly chain: number
  readonly seq: number
}

/** So many events are one transaction. */
const BATCH = 10_000

function putEvents(db: WriteDb, scratch: Scratch, chains: Chains, { own }: Collected): void {
  listKept(scratch, own)
  const last = new Map<number, number>()
  const batch = scratch.prepare('SELECT chain, seq FROM kept WHERE n > ? ORDER BY n LIMIT ?')
  for (let at = 0; ; at += BATCH) {
    const rows = batch.all(at, BATCH) as KeptRow[]
    if (rows.length === 0) return
    transact(db, () => {
      for (const row of rows) putUpTo(db, scratch, chains, row, last)
    })
    db.pragma('wal_checkpoint(TRUNCATE)')
  }
}

/** Which events are kept, in the order in which they had arrived. */
function listKept(scratch: Scratch, own: Collected['own']): void {
  scratch.exec('CREATE TEMP TABLE kept(n INTEGER PRIMARY KEY, chain INTEGER, seq INTEGER)')
  const ends = Object.fromEntries(own.map(({ id, seq }) => [id, seq]))
  scratch
    .prepare(
      `INSERT INTO kept(chain, seq)
       SELECT f.chain, f.seq FROM found f
       LEFT JOIN json_each(?) k ON k.key = CAST(f.chain AS TEXT)
       LEFT JOIN ordered o ON o.chain = f.chain AND o.seq = f.seq
       WHERE CASE WHEN k.key IS NULL THEN o.pos IS NOT NULL ELSE f.seq <= k.value END
       ORDER BY f.row, f.chain, f.seq`,
    )
    .run(JSON.stringify(ends))
}

/** Sources may number the same events in several ways; a chain comes in its own order all the same. */
function putUpTo(
  db: WriteDb,
  scratch: Scratch,
  chains: Chains,
  { chain, seq }: KeptRow,
  last: Map<number, number>,
): void {
  const known = chains.get(chain)!
  const from = last.get(chain) ?? 0
  const between = known.own
    ? 'SELECT seq FROM found WHERE chain = ? AND seq > ? AND seq <= ? ORDER BY seq'
    : 'SELECT seq FROM ordered WHERE chain = ? AND seq > ? AND seq <= ? ORDER BY seq'
  const seqs = statement(scratch, between).pluck().all(chain, from, seq) as number[]
  for (const one of seqs) putEvent(db, scratch, { chain, seq: one }, known)
  last.set(chain, Math.max(from, seq))
}

function putEvent(
  db: WriteDb,
  scratch: Scratch,
  { chain, seq }: KeptRow,
  known: { readonly id: number; readonly own: boolean },
): void {
  const row = statement(
    scratch,
    `SELECT c.name, f.hash, f.prev, f.body FROM found f JOIN chain c ON c.id = f.chain
     WHERE f.chain = ? AND f.seq = ?`,
  ).get(chain, seq) as { name: string; hash: Uint8Array; prev: Uint8Array; body: string }
  const hash = toHex(row.hash)
  const envelope = { chain: row.name, seq, prev: toHex(row.prev), hash, body: row.body }
  const named = readUid(row.body)
  const isTaken = named && statement(db, 'SELECT 1 FROM event WHERE uid = ?').get(named)
  const uid = named && !isTaken ? named : hash.slice(0, 36)
  insert(db, known.id, envelope, uid)
  if (known.own && row.body.includes('"accession":')) countAccession(db, readKept(row.body, uid))
}

function putOrder(db: WriteDb, scratch: Scratch, chains: Chains): void {
  const rows = scratch.prepare('SELECT * FROM ordered ORDER BY pos').iterate() as IterableIterator<{
    pos: number
    chain: number
    seq: number
    running: Uint8Array
    received_at: number
  }>
  let receipt = NO_HASH
  for (const { pos, chain, seq, running, received_at } of rows) {
    receipt = receiptHash(sha256, receipt, pos, received_at)
    statement(
      db,
      `INSERT INTO stream_order(pos, event, running, received_at, receipt)
       SELECT ?, id, ?, ?, ? FROM event WHERE chain = ? AND seq = ?`,
    ).run(pos, running, received_at, fromHex(receipt), chains.get(chain)!.id, seq)
  }
}

/** The seals that speak for an event that is here, by a key that its chain has named. */
function putSeals(db: WriteDb, scratch: Scratch, chains: Chains): void {
  const rows = scratch
    .prepare(
      `SELECT s.*, c.name FROM seal s JOIN chain c ON c.id = s.chain
       JOIN found f ON f.chain = s.chain AND f.seq = s.seq AND f.hash = s.hash
       ORDER BY s.chain, s.seq`,
    )
    .all() as {
    chain: number
    name: string
    seq: number
    hash: Uint8Array
    key: Uint8Array
    at: number
    protection: Protection
    sig: Uint8Array
  }[]
  for (const { chain, name, hash, key, sig, ...rest } of rows) {
    const known = chains.get(chain)
    if (!known || !isHere(db, known.id, rest.seq) || !isNamed(db, known.id, toHex(key))) continue
    if (isSealed(db, known.id, rest.seq)) continue
    const hex = { hash: toHex(hash), key: toHex(key), sig: toHex(sig) }
    insertSeal(db, known.id, { chain: name, ...rest, ...hex })
  }
}

const isHere = (db: WriteDb, chain: number, seq: number): boolean =>
  statement(db, 'SELECT 1 FROM event WHERE chain = ? AND seq = ?').get(chain, seq) !== undefined

const isSealed = (db: WriteDb, chain: number, seq: number): boolean =>
  statement(db, 'SELECT 1 FROM seal WHERE chain = ? AND seq = ?').get(chain, seq) !== undefined

const isNamed = (db: WriteDb, chain: number, key: string): boolean =>
  statement(
    db,
    `SELECT 1 FROM event WHERE chain = ? AND body LIKE '%"bench.key_added"%' AND instr(body, ?) > 0`,
  ).get(chain, key) !== undefined
