import { envelopeHash, fromHex, NO_HASH, runningHash, toHex } from '#shared/ledger/envelope.ts'
import { receiptHash } from '#shared/ledger/seal.ts'
import { sha256 } from '../../sha256.ts'
import { statement } from '../sql.ts'
import type { Chain } from './gather.ts'
import type { Scratch } from './scratch.ts'
import type { Trust } from './trust.ts'

/** How far an own chain is proven; `seq` is 0 where nothing of it is. */
export interface Proven extends Chain {
  readonly seq: number
  readonly hash: string
  /** It goes on, and not as somebody has said. */
  readonly isContradicted: boolean
}

/**
 * The longest run of an own chain from its first event, over all sources. Afterwards there is one event
 * in `found` at each place up to its end.
 */
export function proveChain(scratch: Scratch, chain: Chain, trust: Trust): Proven {
  let [seq, hash] = [0, NO_HASH]
  for (;;) {
    const next = nextOf(scratch, chain, trust, seq + 1, hash)
    if (!next) return believed(scratch, chain, trust, { seq, hash })
    seq++
    hash = next
  }
}

/**
 * A run in which another event stands than somebody has spoken for was written anew, hashes and all: it is
 * proven only as far as it agrees with what was said before.
 */
function believed(
  scratch: Scratch,
  chain: Chain,
  trust: Trust,
  end: { seq: number; hash: string },
): Proven {
  let last = { seq: 0, hash: NO_HASH }
  for (const seq of trust.places(chain.name)) {
    if (seq > end.seq) break
    const hash = hashAt(scratch, chain.id, seq)
    if (!trust.at(chain.name, seq).has(hash)) return { ...chain, ...last, isContradicted: true }
    last = { seq, hash }
  }
  return { ...chain, ...end, isContradicted: false }
}

const hashAt = (scratch: Scratch, chain: number, seq: number): string =>
  toHex(
    statement(scratch, 'SELECT hash FROM found WHERE chain = ? AND seq = ?')
      .pluck()
      .get(chain, seq) as Uint8Array,
  )

function nextOf(
  scratch: Scratch,
  chain: Chain,
  trust: Trust,
  seq: number,
  before: string,
): string | null {
  const rows = statement(scratch, 'SELECT hash, prev FROM found WHERE chain = ? AND seq = ?').all(
    chain.id,
    seq,
  ) as { hash: Uint8Array; prev: Uint8Array }[]
  const hashes = rows.filter(({ prev }) => toHex(prev) === before).map(({ hash }) => toHex(hash))
  if (rows.length === 1 && hashes.length === 1) return hashes[0]!
  const chosen = hashes.length > 1 ? trust.choose(scratch, chain, seq) : null
  const next =
    hashes.find((hash) => hash === chosen) ??
    hashes[0] ??
    mended(scratch, chain, trust, seq, before)
  if (next)
    statement(scratch, 'DELETE FROM found WHERE chain = ? AND seq = ? AND hash <> ?').run(
      ...[chain.id, seq, fromHex(next)],
    )
  return next
}

interface Doubt {
  readonly hash: Uint8Array
  readonly body: string
  readonly row: number
}

/**
 * An event of which a part beside the body is damaged: with its place and the event before it, which are
 * known, its body gives a hash that somebody has written down, and so it is what was recorded.
 */
function mended(
  scratch: Scratch,
  chain: Chain,
  trust: Trust,
  seq: number,
  before: string,
): string | null {
  const doubts = doubtsAt(scratch, chain, seq)
  const said = new Set([...trust.at(chain.name, seq), ...linksTo(scratch, chain.id, seq)])
  for (const hash of said)
    doubts.push(
      ...(statement(scratch, 'SELECT hash, body, row FROM doubt WHERE hash = ?').all(
        fromHex(hash),
      ) as Doubt[]),
    )
  for (const { hash: kept, body, row } of doubts) {
    const hash = envelopeHash(sha256, { chain: chain.name, seq, prev: before, body })
    if (hash !== toHex(kept) && !said.has(hash)) continue
    statement(scratch, 'INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?, ?, ?)').run(
      ...[chain.id, seq, fromHex(hash), fromHex(before), body, row],
    )
    return hash
  }
  return null
}

const doubtsAt = (scratch: Scratch, chain: Chain, seq: number): Doubt[] =>
  statement(scratch, 'SELECT hash, body, row FROM doubt WHERE chain = ? AND seq = ?').all(
    chain.id,
    seq,
  ) as Doubt[]

/** What the events after a place name as the one before them. */
function linksTo(scratch: Scratch, chain: number, seq: number): string[] {
  const links = (table: 'found' | 'doubt') =>
    statement(scratch, `SELECT prev FROM ${table} WHERE chain = ? AND seq = ?`).all(
      chain,
      seq + 1,
    ) as { prev: Uint8Array }[]
  return [...links('found'), ...links('doubt')].map(({ prev }) => toHex(prev))
}

/** How far the common order is proven. */
export interface ProvenOrder {
  readonly pos: number
  readonly running: string
}

/**
 * The longest run of the common order whose hashes hold, over all sources, into `ordered`. Events of other
 * benches are kept as far as they stand in it: the service gives all later ones again.
 */
export function proveOrder(scratch: Scratch, own: readonly Proven[]): ProvenOrder {
  let at = { pos: 0, running: NO_HASH, receipt: NO_HASH }
  const ends = new Map(own.map(({ id, seq }) => [id, { own: true, seq, hash: '' }]))
  for (;;) {
    const next = positionAfter(scratch, at, ends)
    if (!next) return { pos: at.pos, running: at.running }
    const { event, receivedAt } = next
    statement(scratch, 'INSERT OR REPLACE INTO ordered VALUES (?, ?, ?, ?, ?)').run(
      ...[next.pos, event.chain, event.seq, fromHex(next.running), receivedAt],
    )
    if (!ends.get(event.chain)?.own)
      ends.set(event.chain, { own: false, seq: event.seq, hash: toHex(event.hash) })
    at = next
  }
}

interface Placed {
  readonly chain: number
  readonly seq: number
  readonly hash: Uint8Array
}

interface End {
  readonly own: boolean
  readonly seq: number
  readonly hash: string
}

interface PositionRow {
  readonly source: number
  readonly event: number
  readonly running: Uint8Array
  readonly received_at: number
  readonly receipt: Uint8Array | null
}

function positionAfter(
  scratch: Scratch,
  before: { pos: number; running: string; receipt: string },
  ends: ReadonlyMap<number, End>,
) {
  const pos = before.pos + 1
  const rows = statement(
    scratch,
    'SELECT source, event, running, received_at, receipt FROM position WHERE pos = ?',
  ).all(pos) as PositionRow[]
  for (const { source, event: row, running, received_at: receivedAt, receipt: kept } of rows) {
    const receipt = receiptHash(sha256, before.receipt, pos, receivedAt)
    if (kept && receipt !== toHex(kept)) continue
    for (const event of placedAt(scratch, source, row)) {
      const hash = runningHash(sha256, before.running, pos, toHex(event.hash))
      if (hash === toHex(running) && goesOn(scratch, event, ends.get(event.chain)))
        return { pos, running: hash, receipt, receivedAt, event }
    }
  }
  return null
}

/**
 * What stood in a row of a source, as far as it is proven; where that row is lost, what stands there in
 * another, for sources are copies of one ledger at several times.
 */
function placedAt(scratch: Scratch, source: number, row: number): Placed[] {
  const sql = `
    SELECT f.chain, f.seq, f.hash FROM place p JOIN found f ON f.chain = p.chain AND f.seq = p.seq
    WHERE p.row = ? AND p.source`
  const here = statement(scratch, `${sql} = ?`).all(row, source) as Placed[]
  if (here.length > 0) return here
  return statement(scratch, `${sql} IN (SELECT id FROM source)`).all(row) as Placed[]
}

/** An own event that is proven, or one of another bench's that comes after the last of its chain. */
function goesOn(scratch: Scratch, { chain, seq, hash }: Placed, end: End | undefined): boolean {
  const row = statement(
    scratch,
    'SELECT prev FROM found WHERE chain = ? AND seq = ? AND hash = ?',
  ).get(chain, seq, hash) as { prev: Uint8Array } | undefined
  if (!row) return false
  if (end?.own) return seq <= end.seq
  if (!end) return seq > 1 || toHex(row.prev) === NO_HASH
  return seq > end.seq && (seq > end.seq + 1 || toHex(row.prev) === end.hash)
}
