import { envelopeHash, fromHex, NO_HASH, runningHash, toHex } from '#shared/ledger/envelope.ts'
import { receiptHash } from '#shared/ledger/seal.ts'
import { sha256 } from '../../sha256.ts'
import { statement } from '../sql.ts'
import { type Chain, ownCells, putFound } from './gather.ts'
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
 * The longest run of an own chain from its first event, over all sources. Afterwards there is one link
 * in `found` at each place up to its end that is no other.
 */
export function proveChain(scratch: Scratch, chain: Chain, trust: Trust): Proven {
  statement(scratch, 'UPDATE found SET other = 0 WHERE chain = ? AND other = 1').run(chain.id)
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
    statement(scratch, 'SELECT hash FROM found WHERE chain = ? AND seq = ? AND other = 0')
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
  // What this bench wrote itself comes before what somebody else has put into a branch.
  const rows = statement(
    scratch,
    'SELECT hash, prev FROM found WHERE chain = ? AND seq = ? ORDER BY branch',
  ).all(chain.id, seq) as { hash: Uint8Array; prev: Uint8Array }[]
  const hashes = rows.filter(({ prev }) => toHex(prev) === before).map(({ hash }) => toHex(hash))
  if (rows.length === 1 && hashes.length === 1) return hashes[0]!
  const chosen = hashes.length > 1 ? trust.choose(scratch, chain, seq) : null
  const next =
    hashes.find((hash) => hash === chosen) ??
    hashes[0] ??
    mended(scratch, chain, trust, seq, before)
  if (next)
    statement(scratch, 'UPDATE found SET other = 1 WHERE chain = ? AND seq = ? AND hash <> ?').run(
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
    const link = { chain: chain.id, seq, hash: fromHex(hash), prev: fromHex(before), body, row }
    putFound(scratch, { ...link, isBranch: false })
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
  const ends = new Map(own.map(({ id, seq }) => [id, seq]))
  for (;;) {
    const next = positionAfter(scratch, at, ends)
    if (!next) return { pos: at.pos, running: at.running }
    const { event, receivedAt, quarantine } = next
    statement(scratch, 'INSERT OR REPLACE INTO ordered VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      ...[next.pos, event.chain, event.seq, event.hash, fromHex(next.running)],
      ...[receivedAt, quarantine],
    )
    at = next
  }
}

type Ends = ReadonlyMap<number, number>

interface Placed {
  readonly chain: number
  readonly seq: number
  readonly hash: Uint8Array
}

interface PositionRow {
  readonly source: number
  readonly event: number
  readonly running: Uint8Array
  readonly received_at: number
  readonly receipt: Uint8Array | null
  readonly alias: number | null
  readonly quarantine: string | null
}

function positionAfter(
  scratch: Scratch,
  before: { pos: number; running: string; receipt: string },
  ends: Ends,
) {
  const pos = before.pos + 1
  const rows = statement(scratch, 'SELECT * FROM position WHERE pos = ?').all(pos) as PositionRow[]
  for (const { source, event: row, alias, running, receipt: kept, ...rest } of rows) {
    const { received_at: receivedAt, quarantine } = rest
    const receipt = receiptHash(sha256, before.receipt, pos, receivedAt, quarantine)
    if (kept && receipt !== toHex(kept)) continue
    for (const event of placedAt(scratch, source, alias === null ? row : -alias)) {
      const hash = runningHash(sha256, before.running, pos, toHex(event.hash))
      if (hash === toHex(running) && isKept(scratch, event, ends.get(event.chain)))
        return { pos, running: hash, receipt, receivedAt, quarantine, event }
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

/** An own link that is proven, or stands beside those that are; any of another bench proves itself. */
function isKept(scratch: Scratch, { chain, seq, hash }: Placed, end: number | undefined): boolean {
  if (end === undefined || seq <= end) return true
  const sql = 'SELECT branch FROM found WHERE chain = ? AND seq = ? AND hash = ?'
  return statement(scratch, sql).pluck().get(chain, seq, hash) === 1
}

/**
 * The positions that restored services have lost, over all sources, into `lost`: each row proves itself with
 * the envelope that it names.
 */
export function proveLost(scratch: Scratch, own: readonly Proven[]): void {
  const ends = new Map(own.map(({ id, seq }) => [id, seq]))
  const rows = scratch
    .prepare("SELECT source, cells FROM own WHERE name = 'past_order' ORDER BY id")
    .all() as { source: number; cells: string }[]
  for (const { source, cells } of rows) {
    const [, epoch, pos, event, alias, hash, before, running] = ownCells(cells)
    const row = alias === null ? Number(event) : -Number(alias)
    const wanted = toHex(hash as Uint8Array)
    const placed = placedAt(scratch, source, row).find((one) => toHex(one.hash) === wanted)
    if (!placed || !isKept(scratch, placed, ends.get(placed.chain))) continue
    const given = runningHash(sha256, toHex(before as Uint8Array), Number(pos), wanted)
    if (given !== toHex(running as Uint8Array)) continue
    statement(
      scratch,
      'INSERT OR IGNORE INTO lost(epoch, pos, hash, running, cells) VALUES (?, ?, ?, ?, ?)',
    ).run(epoch, pos, hash, running, cells)
  }
}
