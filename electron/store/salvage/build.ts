import { readKept, readUid } from '#shared/ledger/body.ts'
import { fromHex, NO_HASH, toHex } from '#shared/ledger/envelope.ts'
import { type Cell, type Protection, receiptHash } from '#shared/ledger/seal.ts'
import { sha256 } from '../../sha256.ts'
import { countAccession } from '../accessions.ts'
import { insert, insertAlias } from '../ledger.ts'
import { setMeta } from '../meta.ts'
import { transact, type WriteDb } from '../open.ts'
import { rebuild } from '../rebuild.ts'
import { sumOf } from '../row-sum.ts'
import { hasSeal, insertSeal, mayHaveNamed } from '../seals.ts'
import { statement } from '../sql.ts'
import { createLines, type Lines } from '../sync/lines.ts'
import type { Collected } from './collect.ts'
import { rememberCommands } from './commands.ts'
import { ownCells } from './gather.ts'
import { putOwnRows, putWork } from './own-rows.ts'
import type { Scratch } from './scratch.ts'

/**
 * Writes what is proven into an empty ledger: events in the order in which they had arrived, own chains in
 * theirs; other envelopes of them; the common order, and what services have lost of it; the seals that speak
 * for them, and those that do not hold; what the bench had kept about itself, as far as
 * its sums hold. Everything else is derived.
 */
export function build(db: WriteDb, scratch: Scratch, collected: Collected): void {
  putWhose(db, collected)
  putEvents(db, scratch, collected)
  transact(db, () => {
    putOrder(db, scratch)
    putLost(db, scratch)
    putSeals(db, scratch, collected)
    putBadSeals(db, scratch)
    putOwnRows(db, scratch, collected)
  })
  rememberCommands(db, scratch)
  transact(db, () => putWork(db, scratch))
  rebuild(db)
}

/** Whose ledger it is, and its lives of which anything is proven, the first first. */
function putWhose(db: WriteDb, { install, stream, own }: Collected): void {
  transact(db, () => {
    setMeta(db, 'install', install)
    setMeta(db, 'stream', stream)
    for (const { name, seq } of own)
      if (seq > 0) statement(db, 'INSERT INTO chain(name, own) VALUES (?, 1)').run(name)
  })
}

interface KeptRow {
  readonly chain: number
  readonly seq: number
  readonly hash: Uint8Array
}

/** So many events are one transaction. */
const BATCH = 10_000

function putEvents(db: WriteDb, scratch: Scratch, { own }: Collected): void {
  listKept(scratch, own)
  const putting = { db, scratch, last: new Map<number, number>(), ends: endsOf(own) }
  const batch = scratch.prepare('SELECT chain, seq, hash FROM kept WHERE n > ? ORDER BY n LIMIT ?')
  for (let at = 0; ; at += BATCH) {
    const rows = batch.all(at, BATCH) as KeptRow[]
    if (rows.length === 0) return
    transact(db, () => {
      const lines = createLines(db)
      for (const row of rows) putUpTo({ ...putting, lines }, row)
    })
    db.pragma('wal_checkpoint(TRUNCATE)')
  }
}

const endsOf = (own: Collected['own']): Map<number, number> =>
  new Map(own.filter(({ seq }) => seq > 0).map(({ id, seq }) => [id, seq]))

interface Putting {
  readonly db: WriteDb
  readonly scratch: Scratch
  readonly lines: Lines
  /** How far each own chain is proven, and how far it is there. */
  readonly ends: ReadonlyMap<number, number>
  readonly last: Map<number, number>
}

/**
 * Which envelopes are kept, in the order in which they had arrived: what is proven of own chains, what has a
 * position, and what a service has lost. Another envelope comes before the next event of its chain.
 */
function listKept(scratch: Scratch, own: Collected['own']): void {
  scratch.exec(
    'CREATE TEMP TABLE kept(n INTEGER PRIMARY KEY, chain INTEGER, seq INTEGER, hash BLOB)',
  )
  scratch
    .prepare(
      `INSERT INTO kept(chain, seq, hash)
       SELECT f.chain, f.seq, f.hash FROM found f
       LEFT JOIN json_each(?) k ON k.key = CAST(f.chain AS TEXT)
       WHERE (k.key IS NOT NULL AND f.other = 0 AND f.seq <= k.value)
         OR EXISTS (SELECT 1 FROM ordered o WHERE o.hash = f.hash)
         OR EXISTS (SELECT 1 FROM lost l WHERE l.hash = f.hash)
       ORDER BY CASE WHEN f.alias = 0 THEN f.row ELSE coalesce((
         SELECT max(f.row, min(n.row)) - 0.5 FROM found n
         WHERE n.chain = f.chain AND n.seq > f.seq AND n.alias = 0), 9e15) END, f.chain, f.seq`,
    )
    .run(JSON.stringify(Object.fromEntries(endsOf(own))))
}

/** Sources may number the same events in several ways; an own chain comes in its own order all the same. */
function putUpTo(putting: Putting, row: KeptRow): void {
  const { scratch, ends, last } = putting
  const end = ends.get(row.chain)
  if (end === undefined || !isInRun(scratch, row, end)) {
    putLink(putting, row, end === undefined ? 1 : 2)
    return
  }
  const from = last.get(row.chain) ?? 0
  const between = `SELECT chain, seq, hash FROM found
    WHERE chain = ? AND other = 0 AND seq > ? AND seq <= ? ORDER BY seq`
  for (const one of statement(scratch, between).all(row.chain, from, row.seq) as KeptRow[])
    putLink(putting, one, 1)
  last.set(row.chain, Math.max(from, row.seq))
}

const isInRun = (scratch: Scratch, { chain, seq, hash }: KeptRow, end: number): boolean =>
  seq <= end &&
  statement(scratch, 'SELECT other FROM found WHERE chain = ? AND seq = ? AND hash = ?')
    .pluck()
    .get(chain, seq, hash) === 0

/** As an event, or as another envelope of one that is here. `from`: not in a line before that branch. */
function putLink(
  { db, scratch, lines }: Putting,
  { chain, seq, hash }: KeptRow,
  from: number,
): void {
  const row = statement(
    scratch,
    `SELECT c.name, f.prev, f.body FROM found f JOIN chain c ON c.id = f.chain
     WHERE f.chain = ? AND f.seq = ? AND f.hash = ?`,
  ).get(chain, seq, hash) as { name: string; prev: Uint8Array; body: string }
  const { name, prev, body } = row
  const envelope = { chain: name, seq, prev: toHex(prev), hash: toHex(hash), body }
  if (lines.find(envelope)) return
  const line = lines.placeFor(envelope, from)
  const named = readUid(body)
  const same = named === null ? undefined : eventOf(db, named)
  const isSame = same?.body === body
  const uid = named && !same ? named : envelope.hash.slice(0, 36)
  const event = isSame ? same.id : insert(db, line.id, envelope, uid)
  const alias = isSame ? insertAlias(db, line.id, envelope, same.id) : null
  note(scratch, { chain, seq, hash }, line.id, event, alias)
  if (!isSame && line.own && body.includes('"accession":')) countAccession(db, readKept(body, uid))
}

const eventOf = (db: WriteDb, uid: string): { id: number; body: string } | undefined =>
  statement(db, 'SELECT id, body FROM event WHERE uid = ?').get(uid) as
    | { id: number; body: string }
    | undefined

function note(
  scratch: Scratch,
  { chain, seq, hash }: KeptRow,
  line: number,
  event: number,
  alias: number | null,
): void {
  const sql = 'INSERT OR IGNORE INTO built VALUES (?, ?, ?, ?, ?, ?)'
  statement(scratch, sql).run(hash, line, chain, seq, event, alias)
}

/** Where an envelope is in the new ledger. */
interface Built {
  readonly line: number
  readonly event: number
  readonly alias: number | null
}

const builtAs = (scratch: Scratch, hash: Uint8Array): Built =>
  statement(scratch, 'SELECT line, event, alias FROM built WHERE hash = ?').get(hash) as Built

function putOrder(db: WriteDb, scratch: Scratch): void {
  const rows = scratch.prepare('SELECT * FROM ordered ORDER BY pos').all() as {
    pos: number
    hash: Uint8Array
    running: Uint8Array
    received_at: number
    quarantine: string | null
  }[]
  let receipt = NO_HASH
  for (const { pos, hash, running, received_at, quarantine } of rows) {
    receipt = receiptHash(sha256, receipt, pos, received_at, quarantine)
    const { event, alias } = builtAs(scratch, hash)
    statement(
      db,
      `INSERT INTO stream_order(pos, event, running, received_at, receipt, alias, quarantine)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(pos, event, running, received_at, fromHex(receipt), alias, quarantine)
  }
}

/** The evidence of what services have lost, under the numbers that events have here. */
function putLost(db: WriteDb, scratch: Scratch): void {
  const rows = scratch.prepare('SELECT hash, cells FROM lost ORDER BY id').all() as {
    hash: Uint8Array
    cells: string
  }[]
  for (const [at, { hash, cells: text }] of rows.entries()) {
    const [, epoch, pos, , , ...rest] = ownCells(text)
    const { event, alias } = builtAs(scratch, hash)
    const cells: Cell[] = [at + 1, epoch!, pos!, event, alias, ...rest]
    const marks = [...cells, null].map(() => '?').join(', ')
    statement(db, `INSERT INTO past_order VALUES (${marks})`).run(
      ...cells,
      sumOf('past_order', ...cells),
    )
  }
}

/** With the link that they came with, where that is here. */
function putBadSeals(db: WriteDb, scratch: Scratch): void {
  const rows = scratch
    .prepare(
      `SELECT DISTINCT b.line, b.seq, s.seal FROM bad_seal s
       JOIN built b ON b.chain = s.chain AND b.seq = s.seq
       JOIN found f ON f.chain = b.chain AND f.seq = b.seq AND f.hash = b.hash AND f.branch = s.branch`,
    )
    .all() as { line: number; seq: number; seal: string }[]
  const known = new Set<string>()
  for (const { line, seq, seal } of rows) {
    if (known.has(`${line} ${seq}`)) continue
    const cells = [known.add(`${line} ${seq}`).size, line, seq, seal] as const
    statement(db, 'INSERT INTO bad_seal VALUES (?, ?, ?, ?, ?)').run(
      ...cells,
      sumOf('bad_seal', ...cells),
    )
  }
}

/** The seals that speak for a link that is here, by a key that its chain has named, or may have. */
function putSeals(db: WriteDb, scratch: Scratch, { own }: Collected): void {
  const newest = own.findLast(({ seq }) => seq > 0)?.id
  const rows = scratch
    .prepare(
      `SELECT s.chain, s.seq, s.hash, s.key, s.at, s.protection, s.sig, c.name, b.line FROM seal s
       JOIN chain c ON c.id = s.chain JOIN built b ON b.hash = s.hash AND b.chain = s.chain
       ORDER BY s.chain, s.seq`,
    )
    .all() as SealRow[]
  for (const { chain, name, hash, key, sig, line, ...rest } of rows) {
    const isKnown = chain === newest ? isNamed : mayHaveNamed
    if (hasSeal(db, line, rest.seq) || !isKnown(db, line, toHex(key))) continue
    const hex = { hash: toHex(hash), key: toHex(key), sig: toHex(sig) }
    insertSeal(db, line, { chain: name, ...rest, ...hex })
  }
}

interface SealRow {
  readonly chain: number
  readonly name: string
  readonly line: number
  readonly seq: number
  readonly hash: Uint8Array
  readonly key: Uint8Array
  readonly at: number
  readonly protection: Protection
  readonly sig: Uint8Array
}

const isNamed = (db: WriteDb, chain: number, key: string): boolean =>
  statement(
    db,
    `SELECT 1 FROM event WHERE chain = ? AND body LIKE '%"bench.key_added"%' AND instr(body, ?) > 0`,
  ).get(chain, key) !== undefined
