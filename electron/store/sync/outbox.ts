import { z } from 'zod'
import { type Envelope, toHex } from '#shared/ledger/envelope.ts'
import { bodyOf } from '../entities.ts'
import { headOfChain } from '../ledger.ts'
import { getMeta, setMeta } from '../meta.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { statement } from '../sql.ts'

interface Chain {
  readonly id: number
  readonly name: string
}

/** The chains of all lives of this bench, the first life first. */
const ownChains = (db: ReadDb): Chain[] =>
  statement(db, 'SELECT id, name FROM chain WHERE own = 1 ORDER BY id').all() as Chain[]

const perChain = z.record(z.string(), z.int().min(0))

/** How far the service has acknowledged each own chain. Before a bench could have several, it was a number. */
export function acknowledged(db: ReadDb): Readonly<Record<string, number>> {
  const text = getMeta(db, 'acknowledged')
  if (text === null) return {}
  const first = ownChains(db)[0]
  if (/^\d+$/.test(text)) return first ? { [first.name]: Number(text) } : {}
  return perChain.parse(JSON.parse(text))
}

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
  for (const chain of ownChains(db).filter(({ name }) => !except.includes(name))) {
    const run = runOf(db, chain, known[chain.name] ?? 0, limit)
    if (run.length > 0) return run
  }
  return []
}

function runOf(
  db: ReadDb,
  chain: Chain,
  after: number,
  limit: { events: number; bytes: number },
): Envelope[] {
  const rows = statement(
    db,
    'SELECT seq, prev, hash, body FROM event WHERE chain = ? AND seq > ? ORDER BY seq LIMIT ?',
  ).all(chain.id, after, limit.events) as Row[]
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
  const known = acknowledged(db)
  let count = 0
  let oldestAt: number | null = null
  for (const { id, name } of ownChains(db)) {
    const from = known[name] ?? 0
    const more = Math.max(0, (headOfChain(db, id)?.seq ?? 0) - from)
    if (more > 0) oldestAt ??= timeOf(db, id, from + 1)
    count += more
  }
  return { count, oldestAt }
}

function timeOf(db: ReadDb, chain: number, seq: number): number | null {
  const oldest = statement(db, 'SELECT body FROM event WHERE chain = ? AND seq = ?').get(chain, seq)
  return oldest ? bodyOf((oldest as { body: string }).body).at : null
}

/** The service has it: do not send again. It takes its place in the order when it comes back by pull. */
export function acknowledge(db: WriteDb, chain: string, seq: number): void {
  const known = acknowledged(db)
  if (seq > (known[chain] ?? 0))
    setMeta(db, 'acknowledged', JSON.stringify({ ...known, [chain]: seq }))
}
