import { readKept } from '#shared/ledger/body.ts'
import { type Envelope, toHex } from '#shared/ledger/envelope.ts'
import { headOfChain, ownChain } from '../ledger.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { acknowledged, type OwnLife, ownLives } from './own-lives.ts'

/**
 * This bench's own events that the service has not acknowledged, in order: a contiguous run of one of its
 * chains, the oldest life first, of none that is excepted. There is no second table to keep true: they are
 * the ledger's own rows.
 */
export function outbox(
  db: ReadDb,
  limit: { events: number; bytes: number },
  except: readonly string[] = [],
): Envelope[] {
  const known = acknowledged(db)
  for (const life of ownLives(db).filter(({ name }) => !except.includes(name))) {
    const run = runOf(db, life, known[life.name] ?? 0, limit)
    if (run.length > 0) return run
  }
  return []
}

/** The links of a chain after a place: its events, and other envelopes of facts. */
const LINKS = `
  SELECT seq, prev, hash, body FROM event WHERE chain = :chain AND seq > :after
  UNION ALL
  SELECT a.seq, a.prev, a.hash, e.body FROM alias a JOIN event e ON e.id = a.event
  WHERE a.chain = :chain AND a.seq > :after`

function runOf(
  db: ReadDb,
  life: OwnLife,
  after: number,
  limit: { events: number; bytes: number },
): Envelope[] {
  const rows = statement(db, `${LINKS} ORDER BY seq LIMIT :most`).all({
    chain: life.id,
    after,
    most: limit.events,
  }) as Row[]
  const run: Envelope[] = []
  let bytes = 0
  for (const row of rows) {
    bytes += Buffer.byteLength(row.body) + ENVELOPE_BYTES
    if (run.length > 0 && bytes > limit.bytes) break
    // What comes after a gap in an earlier life has come from the service.
    if (row.seq !== after + run.length + 1) break
    const { seq, body } = row
    run.push({ chain: life.name, seq, prev: toHex(row.prev), hash: toHex(row.hash), body })
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

/** What is to be sent; `oldestAt` is when the oldest of it happened, UTC milliseconds. */
export function waiting(db: ReadDb): { count: number; oldestAt: number | null } {
  const known = acknowledged(db)
  const present = ownChain(db)
  let count = 0
  const times: number[] = []
  for (const { id, name } of ownLives(db)) {
    const from = known[name] ?? 0
    const more = id === present?.id ? (present.head?.seq ?? 0) - from : runAfter(db, id, from)
    if (more > 0) times.push(...timesAfter(db, id, from))
    count += Math.max(0, more)
  }
  return { count, oldestAt: times.length > 0 ? Math.min(...times) : null }
}

/** How many links of a chain follow a place without a gap. */
function runAfter(db: ReadDb, chain: number, after: number): number {
  const more = (headOfChain(db, chain)?.seq ?? 0) - after
  if (more <= 0 || linksBetween(db, chain, after, after + more) === more) return Math.max(0, more)
  let [some, most] = [0, more]
  // Halving, since a run of n places has n links only where none is missing.
  while (most - some > 1) {
    const half = Math.floor((some + most) / 2)
    if (linksBetween(db, chain, after, after + half) === half) some = half
    else most = half
  }
  return some
}

const linksBetween = (db: ReadDb, chain: number, after: number, to: number): number =>
  statement(
    db,
    `SELECT (SELECT count(*) FROM event WHERE chain = :chain AND seq > :after AND seq <= :to)
       + (SELECT count(*) FROM alias WHERE chain = :chain AND seq > :after AND seq <= :to)`,
  )
    .pluck()
    .get({ chain, after, to }) as number

/** A new life begins with events of its own, and goes on with what had been recorded before. */
function timesAfter(db: ReadDb, chain: number, seq: number): number[] {
  const bodies = [FIRST_EVENT, FIRST_ALIAS].map((sql) =>
    statement(db, sql).pluck().get(chain, seq),
  ) as (string | undefined)[]
  return bodies.flatMap((body) => (body === undefined ? [] : readKept(body, '').at))
}

const FIRST_EVENT = 'SELECT body FROM event WHERE chain = ? AND seq > ? ORDER BY seq LIMIT 1'
const FIRST_ALIAS = `
  SELECT e.body FROM alias a JOIN event e ON e.id = a.event
  WHERE a.chain = ? AND a.seq > ? ORDER BY a.seq LIMIT 1`
