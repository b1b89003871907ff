import { withoutBranch } from '#shared/ledger/chain.ts'
import { type Envelope, toHex } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import type { ReadDb } from '../open.ts'
import { sealWithin } from '../seals.ts'
import { statement } from '../sql.ts'
import { acknowledged, ownLives } from './own-lives.ts'

/** An event as it is handed back to a service that lost it. */
export interface ReturnedEvent {
  readonly envelope: Envelope
  readonly seal?: Seal | undefined
}

interface Row {
  readonly chain: string
  readonly seq: number
  readonly prev: Uint8Array
  readonly hash: Uint8Array
  readonly body: string
}

/** An event under the envelope that stood, or stands, in the order; under its own where none does. */
const ENVELOPE = `
  SELECT c.name AS chain, coalesce(a.seq, e.seq) AS seq, coalesce(a.prev, e.prev) AS prev,
    coalesce(a.hash, e.hash) AS hash, e.body
  FROM event e
  LEFT JOIN alias a ON a.id = coalesce(
    (SELECT o.alias FROM stream_order o WHERE o.event = e.id),
    (SELECT p.alias FROM past_order p WHERE p.event = e.id ORDER BY p.id DESC LIMIT 1))
  JOIN chain c ON c.id = coalesce(a.chain, e.chain)`

/**
 * Events that had a position once and have none now, and that are not own ones still to be sent: as they
 * came to this bench, so causes first.
 */
export function limbo(
  db: ReadDb,
  skip: number,
  limit: { events: number; bytes: number },
): ReturnedEvent[] {
  const waits = waitingSql(db)
  const rows = statement(
    db,
    `${ENVELOPE}
     WHERE e.id IN (
       SELECT p.event FROM past_order p
       WHERE NOT EXISTS (SELECT 1 FROM stream_order o WHERE o.event = p.event))
       AND NOT (${waits.sql})
     ORDER BY e.id LIMIT ? OFFSET ?`,
  ).all(...waits.given, limit.events, skip) as Row[]
  const events: ReturnedEvent[] = []
  let bytes = 0
  for (const row of rows) {
    bytes += Buffer.byteLength(row.body) + ENVELOPE_BYTES
    if (events.length > 0 && bytes > limit.bytes) break
    events.push(returned(db, row))
  }
  return events
}

/** An envelope and its seal add to the body on the wire, at most. */
const ENVELOPE_BYTES = 1_000

/** Whether the event `e` has an envelope in an own chain after what is acknowledged of it. */
function waitingSql(db: ReadDb): { sql: string; given: number[] } {
  const known = acknowledged(db)
  const lives = ownLives(db)
  const sql = lives.map(
    () => `(e.chain = ? AND e.seq > ?) OR EXISTS (
      SELECT 1 FROM alias w WHERE w.event = e.id AND w.chain = ? AND w.seq > ?)`,
  )
  return {
    sql: sql.join(' OR ') || '0',
    given: lives.flatMap(({ id, name }) => [id, known[name] ?? 0, id, known[name] ?? 0]),
  }
}

/** The envelope of a fact by its `uid`, or null where this bench does not have it. */
export function fact(db: ReadDb, uid: string): ReturnedEvent | null {
  const row = statement(db, `${ENVELOPE} WHERE e.uid = ?`).get(uid) as Row | undefined
  return row ? returned(db, row) : null
}

function returned(db: ReadDb, { chain: line, seq, prev, hash, body }: Row): ReturnedEvent {
  const envelope = { chain: withoutBranch(line), seq, prev: toHex(prev), hash: toHex(hash), body }
  const seal = sealWithin(db, line, seq, seq)
  return seal ? { envelope, seal: { ...seal, chain: envelope.chain } } : { envelope }
}
