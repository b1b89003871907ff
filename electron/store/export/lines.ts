import type { Anchor } from '#shared/ledger/anchor.ts'
import { toHex } from '#shared/ledger/envelope.ts'
import { type ExportHead, type ExportLine, writeLine } from '#shared/ledger/export.ts'
import { exportBytes, type Protection } from '#shared/ledger/seal.ts'
import { assert } from '#shared/lib/assert.ts'
import { position } from '../ledger.ts'
import { getMeta } from '../meta.ts'
import type { ReadDb } from '../open.ts'
import { hasProof } from '../verify/read.ts'

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
  assert(bench !== null && hasProof(db), 'a ledger of a bench, of the present format')
  return {
    bench,
    events: position(db),
    format: 'frostkeep-ledger',
    made_at: now,
    orders: count(db, 'stream_order'),
    seals: count(db, 'seal'),
    stream: getMeta(db, 'stream'),
    v: 1,
  }
}

/** Every line between the first and the last, without line feeds; within one read transaction. */
export function* linesOf(db: ReadDb, given: ExportGiven): Generator<string> {
  yield* eventLines(db)
  yield* orderLines(db)
  yield* sealLines(db)
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

type EventRow = [string, number, Buffer, Buffer, string]

function* eventLines(db: ReadDb): Generator<string> {
  const rows = db
    .prepare(
      `SELECT c.name, e.seq, e.prev, e.hash, e.body FROM event e JOIN chain c ON c.id = e.chain
       ORDER BY e.id`,
    )
    .raw()
  for (const row of rows.iterate()) {
    const [chain, seq, prev, hash, body] = row as EventRow
    yield writeLine({ t: 'event', body, chain, hash: hex(hash), prev: hex(prev), seq })
  }
}

const hex = (bytes: Buffer): string => bytes.toString('hex')

type OrderRow = [number, string, number, Buffer, number, Buffer]

function* orderLines(db: ReadDb): Generator<string> {
  const rows = db
    .prepare(
      `SELECT o.pos, c.name, e.seq, o.running, o.received_at, o.receipt
       FROM stream_order o JOIN event e ON e.id = o.event JOIN chain c ON c.id = e.chain
       ORDER BY o.pos`,
    )
    .raw()
  for (const row of rows.iterate()) {
    const [pos, chain, seq, running, received_at, receipt] = row as OrderRow
    const hashes = { running: hex(running), receipt: hex(receipt) }
    yield writeLine({ t: 'order', chain, pos, received_at, ...hashes, seq })
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

function headsOf(db: ReadDb, { anchor }: ExportGiven): ExportLine {
  const rows = db
    .prepare(
      `SELECT c.name, e.seq, e.hash FROM chain c JOIN event e ON e.chain = c.id
       AND e.seq = (SELECT max(seq) FROM event WHERE chain = c.id) ORDER BY c.name`,
    )
    .raw()
    .all() as [string, number, Buffer][]
  const heads = rows.map(([chain, seq, hash]) => ({ chain, hash: hex(hash), seq }))
  return { t: 'heads', anchor, heads }
}
