import type { Anchor } from '#shared/ledger/anchor.ts'
import { toHex } from '#shared/ledger/envelope.ts'
import { type ExportHead, type ExportLine, writeLine } from '#shared/ledger/export.ts'
import { exportBytes, type Protection } from '#shared/ledger/seal.ts'
import { assert } from '#shared/lib/assert.ts'
import { hasAliases, ownChain, position } from '../ledger.ts'
import { getMeta } from '../meta.ts'
import type { ReadDb } from '../open.ts'

/** What an export is signed with, as it stands in its last line. */
export interface ExportSigner {
  /** 64 hexadecimal digits. */
  readonly public: string
  /** Signs bytes; 128 hexadecimal digits. */
  sign(message: Uint8Array): string
}

export interface ExportGiven {
  readonly now: number
  /** What stood in the anchor before the export began; null where there is none. */
  readonly anchor: Anchor | null
}

const count = (db: ReadDb, table: string): number =>
  db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number

/** The first line of an export. Throws where the ledger is of no bench yet or of an older format. */
export function headOf(db: ReadDb, { now }: ExportGiven): ExportHead {
  const bench = getMeta(db, 'install')
  assert(bench !== null && hasAliases(db), 'a ledger of a bench, of the present format')
  return {
    aliases: count(db, 'alias'),
    bad_seals: count(db, 'bad_seal'),
    bench,
    events: position(db),
    format: 'frostkeep-ledger',
    lost: count(db, 'past_order'),
    made_at: now,
    orders: count(db, 'stream_order'),
    present: ownChain(db)?.name ?? null,
    seals: count(db, 'seal'),
    stream: getMeta(db, 'stream'),
    v: 2,
  }
}

/** Every line between the first and the last, without line feeds; within one read transaction. */
export function* linesOf(db: ReadDb, given: ExportGiven): Generator<string> {
  yield* eventLines(db)
  yield* lostLines(db)
  yield* orderLines(db)
  yield* sealLines(db)
  yield* badSealLines(db)
  yield writeLine(headsOf(db, given))
}

/** `sha256` is of every byte before the last line. */
export function lastLine(sha256: Uint8Array, signer: ExportSigner | null): string {
  return writeLine({
    t: 'end',
    key: signer?.public ?? null,
    sha256: toHex(sha256),
    sig: signer?.sign(exportBytes(sha256)) ?? null,
  })
}

type EventRow = [number, string, number, Buffer, Buffer, string]

/** Every event, each with the other envelopes of it after it. */
function* eventLines(db: ReadDb): Generator<string> {
  const others = aliasesByEvent(db)
  const rows = db
    .prepare(
      `SELECT e.id, c.name, e.seq, e.prev, e.hash, e.body FROM event e JOIN chain c ON c.id = e.chain
       ORDER BY e.id`,
    )
    .raw()
  for (const row of rows.iterate()) {
    const [id, chain, seq, prev, hash, body] = row as EventRow
    yield writeLine({ t: 'event', body, chain, hash: hex(hash), prev: hex(prev), seq })
    for (const alias of others.get(id) ?? []) yield writeLine(alias)
  }
}

type AliasRow = [number, string, number, Buffer, Buffer]

function aliasesByEvent(db: ReadDb): Map<number, ExportLine[]> {
  const rows = db
    .prepare(
      `SELECT a.event, c.name, a.seq, a.prev, a.hash FROM alias a JOIN chain c ON c.id = a.chain
       ORDER BY a.id`,
    )
    .raw()
    .all() as AliasRow[]
  const others = new Map<number, ExportLine[]>()
  for (const [event, chain, seq, prev, hash] of rows) {
    const line = { t: 'alias', chain, hash: hex(hash), prev: hex(prev), seq } as const
    others.set(event, [...(others.get(event) ?? []), line])
  }
  return others
}

const hex = (bytes: Buffer): string => bytes.toString('hex')

/** The place of the envelope that stands, or stood, at a position. */
const PLACE = `
  JOIN event e ON e.id = o.event LEFT JOIN alias a ON a.id = o.alias
  JOIN chain c ON c.id = coalesce(a.chain, e.chain)`

type LostRow = [...OrderRow, string, Buffer, Buffer, number]

function* lostLines(db: ReadDb): Generator<string> {
  const rows = db
    .prepare(
      `SELECT o.pos, c.name, coalesce(a.seq, e.seq), o.running, o.received_at, o.receipt, o.quarantine,
         o.epoch, o.hash, o.before, o.lost_at
       FROM past_order o ${PLACE} ORDER BY o.id`,
    )
    .raw()
  for (const row of rows.iterate()) {
    const [pos, chain, seq, running, received_at, receipt, quarantine, ...rest] = row as LostRow
    const [epoch, hash, before, lost_at] = rest
    const hashes = { running: hex(running), receipt: hex(receipt), before: hex(before) }
    const place = { chain, seq, hash: hex(hash) }
    yield writeLine({
      t: 'lost',
      epoch,
      pos,
      received_at,
      lost_at,
      quarantine,
      ...place,
      ...hashes,
    })
  }
}

type OrderRow = [number, string, number, Buffer, number, Buffer, string | null]

function* orderLines(db: ReadDb): Generator<string> {
  const rows = db
    .prepare(
      `SELECT o.pos, c.name, coalesce(a.seq, e.seq), o.running, o.received_at, o.receipt, o.quarantine
       FROM stream_order o ${PLACE} ORDER BY o.pos`,
    )
    .raw()
  for (const row of rows.iterate()) {
    const [pos, chain, seq, running, received_at, receipt, quarantine] = row as OrderRow
    const hashes = { running: hex(running), receipt: hex(receipt) }
    yield writeLine({ t: 'order', chain, pos, quarantine, received_at, ...hashes, seq })
  }
}

type SealRow = [string, number, Buffer, Buffer, number, Protection, Buffer]

function* sealLines(db: ReadDb): Generator<string> {
  const rows = db
    .prepare(
      `SELECT c.name, s.seq, s.hash, s.key, s.at, s.protection, s.sig
       FROM seal s JOIN chain c ON c.id = s.chain ORDER BY c.name, s.seq`,
    )
    .raw()
  for (const row of rows.iterate()) {
    const [chain, seq, hash, key, at, protection, sig] = row as SealRow
    const proof = { hash: hex(hash), key: hex(key), sig: hex(sig) }
    yield writeLine({ t: 'seal', at, chain, protection, seq, ...proof })
  }
}

function* badSealLines(db: ReadDb): Generator<string> {
  const rows = db
    .prepare(
      `SELECT c.name, b.seq, b.seal FROM bad_seal b JOIN chain c ON c.id = b.chain ORDER BY b.id`,
    )
    .raw()
  for (const row of rows.iterate()) {
    const [chain, seq, seal] = row as [string, number, string]
    yield writeLine({ t: 'bad_seal', chain, seal, seq })
  }
}

function headsOf(db: ReadDb, { anchor }: ExportGiven): ExportLine {
  const rows = db
    .prepare(
      `SELECT name, seq, hash FROM (
         SELECT c.name, e.seq, e.hash FROM chain c JOIN event e ON e.chain = c.id
           AND e.seq = (SELECT max(seq) FROM event WHERE chain = c.id)
         UNION ALL SELECT c.name, a.seq, a.hash FROM chain c JOIN alias a ON a.chain = c.id
           AND a.seq = (SELECT max(seq) FROM alias WHERE chain = c.id))
       ORDER BY name, seq`,
    )
    .raw()
    .all() as [string, number, Buffer][]
  const ends = new Map(rows.map(([chain, seq, hash]) => [chain, { chain, hash: hex(hash), seq }]))
  return { t: 'heads', anchor, heads: [...ends.values()] }
}
