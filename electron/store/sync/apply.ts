import { type EventBody, readKept, readUid } from '#shared/ledger/body.ts'
import { readChainName } from '#shared/ledger/chain.ts'
import {
  type Envelope,
  envelopeHash,
  fromHex,
  NO_HASH,
  runningHash,
  toHex,
} from '#shared/ledger/envelope.ts'
import { receiptHash } from '#shared/ledger/seal.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import { sha256 } from '../../sha256.ts'
import { countAccession } from '../accessions.ts'
import { headOfChain, insert, position } from '../ledger.ts'
import { transact, type WriteDb } from '../open.ts'
import { project } from '../projections/project.ts'
import { statement } from '../sql.ts'
import { getCursor, setCursor } from './cursor.ts'

/** One page of the common order as the service sent it. */
export interface PulledPage {
  readonly epoch: string
  readonly entries: readonly {
    readonly pos: number
    readonly envelope: Envelope
    readonly receivedAt: number
  }[]
  readonly cursor: Cursor
}

export interface Applied {
  readonly position: number
  readonly touched: readonly string[]
}

/** The page is not what the service's order, or this bench's ledger, says it must be. */
export class PageContradicts extends Error {
  override readonly name = 'PageContradicts'
}

function mustHold(condition: unknown, what: string): asserts condition {
  if (!condition) throw new PageContradicts(what)
}

/**
 * Takes a page in as one transaction: rows, derived tables, cursor. Everything is checked before it is
 * written: positions are dense, the running hash is the service's, every chain goes on after its end.
 * Throws `PageContradicts` when the order is not what it says it is; then nothing of the page is kept.
 */
export function applyPage(db: WriteDb, page: PulledPage): Applied {
  return transact(db, () => {
    const touched = new Set<string>()
    const before = getCursor(db)
    mustHold(!before || before.epoch === page.epoch, 'one epoch of the service')
    let at = { pos: before?.pos ?? 0, hash: before?.hash ?? NO_HASH }
    let receipt = receiptAt(db, at.pos)
    for (const { pos, envelope, receivedAt } of page.entries) {
      mustHold(pos === at.pos + 1, `position ${pos} after ${at.pos}`)
      at = { pos, hash: runningHash(sha256, at.hash, pos, envelope.hash) }
      receipt = receiptHash(sha256, receipt, pos, receivedAt)
      const { event, news } = takeIn(db, envelope)
      statement(
        db,
        'INSERT INTO stream_order(pos, event, running, received_at, receipt) VALUES (?, ?, ?, ?, ?)',
      ).run(pos, event, fromHex(at.hash), receivedAt, fromHex(receipt))
      // Only now: it must be folded at its place, before own events that have none yet.
      if (news) project(db, event, news)
      for (const name of news?.ents ?? []) touched.add(name)
    }
    mustHold(at.pos === page.cursor.pos && at.hash === page.cursor.hash, 'the running hash agrees')
    setCursor(db, page.cursor)
    return { position: position(db), touched: [...touched] }
  })
}

function receiptAt(db: WriteDb, pos: number): string {
  const receipt = statement(db, 'SELECT receipt FROM stream_order WHERE pos = ?').pluck().get(pos)
  return receipt ? toHex(receipt as Uint8Array) : NO_HASH
}

/** Own events are here already; another bench's come after the end of its chain, with something to tell. */
function takeIn(db: WriteDb, envelope: Envelope): { event: number; news: EventBody | null } {
  const chain = chainRow(db, envelope.chain)
  const known = statement(db, 'SELECT id, hash FROM event WHERE chain = ? AND seq = ?').get(
    chain.id,
    envelope.seq,
  ) as { id: number; hash: Uint8Array } | undefined
  if (known) {
    mustHold(toHex(known.hash) === envelope.hash, `one event at ${envelope.chain} ${envelope.seq}`)
    return { event: known.id, news: null }
  }
  mustHold(goesOn(db, chain, envelope), `the chain ${envelope.chain} goes on at ${envelope.seq}`)
  const body = readKept(envelope.body, uidOf(db, envelope))
  if (chain.own) countAccession(db, body)
  return { event: insert(db, chain.id, envelope, body.uid), news: body }
}

/**
 * The identity of another bench's event: its own, or its hash where its body names none or one that is
 * taken. The service marks such events; they hinder nobody.
 */
function uidOf(db: WriteDb, envelope: Envelope): string {
  const named = readUid(envelope.body)
  const taken = named && statement(db, 'SELECT 1 FROM event WHERE uid = ?').get(named)
  return named && !taken ? named : envelope.hash.slice(0, 36)
}

/**
 * Whether an event comes after all that is known of its chain. Where the service has told a fact under
 * another envelope there is a gap: then its hash covers the event, and no link can be checked. Own events
 * have none, since this bench has them all.
 */
function goesOn(db: WriteDb, chain: Chain, envelope: Envelope): boolean {
  const head = headOfChain(db, chain.id)
  const expected = (head?.seq ?? 0) + 1
  const isNext = envelope.seq === expected && envelope.prev === (head?.hash ?? NO_HASH)
  const isAfterGap = envelope.seq > expected && !chain.own
  return (isNext || isAfterGap) && envelopeHash(sha256, envelope) === envelope.hash
}

interface Chain {
  readonly id: number
  readonly own: boolean
}

function chainRow(db: WriteDb, name: string): Chain {
  mustHold(readChainName(name), `${name} names a chain`)
  const row = statement(db, 'SELECT id, own FROM chain WHERE name = ?').get(name) as
    | { id: number; own: number }
    | undefined
  if (row) return { id: row.id, own: row.own === 1 }
  const made = statement(db, 'INSERT INTO chain(name, own) VALUES (?, 0)').run(name)
  return { id: Number(made.lastInsertRowid), own: false }
}
