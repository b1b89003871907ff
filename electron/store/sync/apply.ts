import { type EventBody, keptBody, readKept } from '#shared/ledger/body.ts'
import { type Envelope, fromHex, NO_HASH } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import { countAccession } from '../accessions.ts'
import type { StoreContext } from '../context.ts'
import { headsOf } from '../entities.ts'
import { remembering } from '../heads.ts'
import { beginLife, type Life } from '../incarnate.ts'
import { insert, insertAlias, type OwnChain, ownChain, position } from '../ledger.ts'
import { transact, type WriteDb } from '../open.ts'
import { projectClock } from '../projections/clocks.ts'
import { project, projectAgain, projectForksAgain } from '../projections/project.ts'
import { statement } from '../sql.ts'
import { mustHold, PageContradicts } from './contradiction.ts'
import { getCursor, setCursor } from './cursor.ts'
import { hashOfEnvelope, hashOfOrder, hashOfReceipt, toDigits } from './hashes.ts'
import { createLines, type Line, type Lines } from './lines.ts'
import { goOnIn, type LifeReason } from './lives.ts'
import { everLost, receiptAt } from './order.ts'
import { takeSeal } from './pulled-seal.ts'

export { PageContradicts }

/** One page of the common order, or a part of one, as the service sent it. */
export interface PulledPage {
  readonly epoch: string
  readonly entries: readonly PulledEntry[]
  readonly cursor: Cursor
}

interface PulledEntry {
  readonly pos: number
  readonly envelope: Envelope
  readonly receivedAt: number
  readonly seal?: Seal | undefined
  readonly quarantined?: string | undefined
}

export interface Applied {
  readonly position: number
  /** Empty where anything may have changed. */
  readonly touched: readonly string[]
  /** The chain that the bench goes on with, where the page has shown that its ledger was an older one. */
  readonly newChain: string | null
}

/**
 * Takes a page in as one transaction: rows, seals, derived tables, cursor. Whatever its envelopes say, each
 * is kept: one of a fact that is here as an alias of it, one at a place that is taken in a branch, a seal
 * that does not hold as evidence. Where the bench's present chain has links that it did not write, its
 * ledger is an older one: it goes on in a new life, in the same transaction. KEE-3, KEE-5
 *
 * Throws `PageContradicts` where positions, hashes or the epoch do not fit; then nothing of the page is kept.
 */
export function applyPage(store: StoreContext, page: PulledPage): Applied {
  const { db } = store
  return transact(db, () => remembering(db, () => applyWithin(store, page), 'later'))
}

function applyWithin(store: StoreContext, page: PulledPage): Applied {
  const { db } = store
  const before = getCursor(db)
  mustHold(!before || before.epoch === page.epoch, 'one epoch of the service')
  // At the first contact: what is derived asks whose order this is.
  if (!before) setCursor(db, { epoch: page.epoch, pos: 0, hash: NO_HASH })
  const taking = begin(store, before)
  for (const entry of page.entries) takeIn(taking, entry)
  const { pos, running, again, touched, left } = taking
  const agrees = pos === page.cursor.pos && toDigits(running) === page.cursor.hash
  mustHold(agrees, 'the running hash agrees')
  setCursor(db, page.cursor)
  for (const name of again) projectAgain(db, name)
  projectForksAgain(db)
  if (left) goOnIn(store, left.life, left.reason)
  return {
    position: position(db),
    touched: left ? [] : [...touched],
    newChain: left?.life.chain ?? null,
  }
}

/** A page as far as it has been taken in. */
interface Taking {
  readonly store: StoreContext
  readonly lines: Lines
  readonly present: OwnChain | null
  readonly touched: Set<string>
  /** What has to be folded again: its events have come into another order. */
  readonly again: Set<string>
  readonly everLost: boolean
  pos: number
  running: Uint8Array
  receipt: Uint8Array
  /** The life that has begun because the present chain has links that this bench did not write. */
  left: { readonly life: Life; readonly reason: LifeReason } | null
}

function begin(store: StoreContext, cursor: Cursor | null): Taking {
  const { db } = store
  const { pos, hash } = cursor ?? { pos: 0, hash: NO_HASH }
  return {
    store,
    lines: createLines(db),
    present: ownChain(db),
    touched: new Set(),
    again: new Set(),
    everLost: everLost(db),
    pos,
    running: fromHex(hash),
    receipt: fromHex(receiptAt(db, pos)),
    left: null,
  }
}

function takeIn(taking: Taking, entry: PulledEntry): void {
  const { store } = taking
  const { pos, envelope, quarantined = null } = entry
  mustHold(pos === taking.pos + 1, `position ${pos} after ${taking.pos}`)
  const link: TakenIn = taking.lines.find(envelope) ?? enter(taking, envelope)
  place(taking, entry, link)
  // Only now: it must be folded at its place, before what has none yet.
  if (link.news) {
    project(store.db, link.event, link.news)
    for (const name of link.news.ents) taking.touched.add(name)
    if (quarantined !== null) for (const name of link.news.ents) taking.again.add(name)
  } else moved(taking, envelope, link.event, quarantined !== null)
  if (entry.seal) takeSeal(store.db, link.line, envelope, entry.seal)
}

interface TakenIn {
  readonly event: number
  readonly alias: number | null
  readonly line: Line
  /** What it says, where it was not here under any envelope. */
  readonly news?: EventBody
}

/** An envelope that is not here: of a fact that is, or of one that is not. */
function enter(taking: Taking, envelope: Envelope): TakenIn {
  const { db } = taking.store
  mustHold(
    hashOfEnvelope(envelope) === envelope.hash,
    `the hash of ${envelope.chain} ${envelope.seq} covers it`,
  )
  if (envelope.chain === taking.present?.name) leave(taking, envelope)
  const line = taking.lines.placeFor(envelope)
  const body = keptBody(envelope.body)
  const { named } = body
  const same = named === null ? undefined : eventOf(db, named)
  if (same?.body === envelope.body)
    return { event: same.id, alias: insertAlias(db, line.id, envelope, same.id), line }
  // The identity of one whose body names none, or one that is taken; the service marks it as well.
  const uid = named === null || same ? envelope.hash.slice(0, 36) : named
  const news = body.as(uid)
  if (line.own) countAccession(db, news)
  return { event: insert(db, line.id, envelope, uid), alias: null, line, news }
}

const eventOf = (db: WriteDb, uid: string): { id: number; body: string } | undefined =>
  statement(db, 'SELECT id, body FROM event WHERE uid = ?').get(uid) as
    | { id: number; body: string }
    | undefined

/** From the first link on that this bench did not write, its chain is somebody else's as well. */
function leave(taking: Taking, { seq }: Envelope): void {
  const isTaken = seq <= (taking.present?.head?.seq ?? 0)
  if (!taking.left)
    taking.left = { life: beginLife(taking.store), reason: isTaken ? 'forked' : 'rolled-back' }
  else if (isTaken) taking.left = { ...taking.left, reason: 'forked' }
}

function place(taking: Taking, entry: PulledEntry, { event, alias, news }: TakenIn): void {
  const { pos, envelope, receivedAt, quarantined = null } = entry
  const { db } = taking.store
  mustHold(news || !isPlaced(db, event), `one position of ${envelope.chain} ${envelope.seq}`)
  taking.pos = pos
  taking.running = hashOfOrder(taking.running, pos, envelope.hash)
  taking.receipt = hashOfReceipt(taking.receipt, pos, receivedAt, quarantined)
  statement(
    db,
    `INSERT INTO stream_order(pos, event, running, received_at, receipt, alias, quarantine)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(pos, event, taking.running, receivedAt, taking.receipt, alias, quarantined)
}

const isPlaced = (db: WriteDb, event: number): boolean =>
  statement(db, 'SELECT 1 FROM stream_order WHERE event = ?').get(event) !== undefined

/**
 * A fact that was here has got its position: it comes before those that have none now. What a single head
 * claims does not depend on that, as long as causes come first; where a service has lost some, they may not.
 */
function moved(taking: Taking, envelope: Envelope, event: number, isMarked: boolean): void {
  const { db } = taking.store
  const uid = statement(db, 'SELECT uid FROM event WHERE id = ?').pluck().get(event) as string
  const body = readKept(envelope.body, uid)
  projectClock(db, event, body)
  for (const name of body.ents)
    if (isMarked || taking.everLost || headsOf(db, name).length > 1) taking.again.add(name)
}
