import { type Envelope, toHex } from '#shared/ledger/envelope.ts'
import { bodyOf } from '../entities.ts'
import { ownChain } from '../ledger.ts'
import { getMeta, setMeta } from '../meta.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

const acknowledged = (db: ReadDb): number => Number(getMeta(db, 'acknowledged') ?? '0')

/**
 * This bench's own events that the service has not acknowledged, in order: a contiguous run of its chain.
 * There is no second table to keep true: they are the ledger's own rows.
 */
export function outbox(db: ReadDb, limit: { events: number; bytes: number }): Envelope[] {
  const chain = ownChain(db)
  if (!chain) return []
  const rows = statement(
    db,
    'SELECT seq, prev, hash, body FROM event WHERE chain = ? AND seq > ? ORDER BY seq LIMIT ?',
  ).all(chain.id, acknowledged(db), limit.events) as Row[]
  const run: Envelope[] = []
  let bytes = 0
  for (const row of rows) {
    bytes += Buffer.byteLength(row.body) + ENVELOPE_BYTES
    if (run.length > 0 && bytes > limit.bytes) break
    run.push({
      chain: chain.name,
      seq: row.seq,
      prev: toHex(row.prev),
      hash: toHex(row.hash),
      body: row.body,
    })
  }
  return run
}

interface Row {
  readonly seq: number
  readonly prev: Uint8Array
  readonly hash: Uint8Array
  readonly body: string
}

/** What an envelope adds to its body on the wire, at most: two hashes, the chain's name, quotes. */
const ENVELOPE_BYTES = 400

export function waiting(db: ReadDb): { count: number; oldestAt: number | null } {
  const chain = ownChain(db)
  const count = (chain?.head?.seq ?? 0) - acknowledged(db)
  if (!chain || count <= 0) return { count: 0, oldestAt: null }
  const oldest = statement(db, 'SELECT body FROM event WHERE chain = ? AND seq = ?').get(
    chain.id,
    acknowledged(db) + 1,
  ) as { body: string } | undefined
  return { count, oldestAt: oldest ? bodyOf(oldest.body).at : null }
}

/** The service has it: do not send again. It takes its place in the order when it comes back by pull. */
export function acknowledge(db: WriteDb, seq: number): void {
  if (seq > acknowledged(db)) setMeta(db, 'acknowledged', String(seq))
}
