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
import { receiptHash, type Seal } from '#shared/ledger/seal.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import { sealFault } from '#shared/sync/seals.ts'
import { verifySignature } from '../../ed25519.ts'
import { sha256 } from '../../sha256.ts'
import { countAccession } from '../accessions.ts'
import type { StoreContext } from '../context.ts'
import { type Incident, incarnate } from '../incarnate.ts'
import { headOfChain, insert, ownChain, position } from '../ledger.ts'
import { getMeta } from '../meta.ts'
import { transact, type WriteDb } from '../open.ts'
import { project } from '../projections/project.ts'
import { hasSeal, insertSeal, mayHaveNamed } from '../seals.ts'
import { statement } from '../sql.ts'
import { getCursor, setCursor } from './cursor.ts'
import { acknowledge } from './outbox.ts'

/** One page of the common order as the service sent it. */
export interface PulledPage {
  readonly epoch: string
  readonly entries: readonly {
    readonly pos: number
    readonly envelope: Envelope
    readonly receivedAt: number
    readonly seal?: Seal | undefined
  }[]
  readonly cursor: Cursor
}

export interface Applied {
  readonly position: number
  /** Empty where anything may have changed. */
  readonly touched: readonly string[]
  /** The chain that the bench goes on with, where the page has shown that its ledger was an older one. */
  readonly newChain: string | null
}

/** The page is not what the service's order, or this bench's ledger, says it must be. */
export class PageContradicts extends Error {
  override readonly name = 'PageContradicts'
}

/** The service has other events of this bench than its ledger: an older copy of that was written on. */
export class RolledBack extends Error {
  override readonly name = 'RolledBack'
}

function mustHold(condition: unknown, what: string): asserts condition {
  if (!condition) throw new PageContradicts(what)
}

/**
 * Takes a page in as one transaction: rows, seals, derived tables, cursor. Everything is checked before it
 * is written: positions are dense, the running hash is the service's, every chain goes on after its end,
 * every seal holds. Where events of this bench's present life come back that it does not have, its ledger
 * is an older one: it takes them in, and goes on in a new life. KEE-3
 *
 * Throws `PageContradicts` when the order is not what it says it is, and `RolledBack` when this bench has
 * written other events than it had handed over; then nothing of the page is kept.
 */
export function applyPage(store: StoreContext, page: PulledPage): Applied {
  const { db } = store
  return transact(db, () => {
    const touched = new Set<string>()
    const cameBack = new Map<string, number>()
    const before = getCursor(db)
    mustHold(!before || before.epoch === page.epoch, 'one epoch of the service')
    let at = { pos: before?.pos ?? 0, hash: before?.hash ?? NO_HASH }
    let receipt = receiptAt(db, at.pos)
    for (const { pos, envelope, receivedAt, seal } of page.entries) {
      mustHold(pos === at.pos + 1, `position ${pos} after ${at.pos}`)
      at = { pos, hash: runningHash(sha256, at.hash, pos, envelope.hash) }
      receipt = receiptHash(sha256, receipt, pos, receivedAt)
      const { event, chain, news } = takeIn(db, envelope)
      statement(
        db,
        'INSERT INTO stream_order(pos, event, running, received_at, receipt) VALUES (?, ?, ?, ?, ?)',
      ).run(pos, event, fromHex(at.hash), receivedAt, fromHex(receipt))
      // Only now: it must be folded at its place, before own events that have none yet.
      if (news) project(db, event, news)
      if (news && chain.own) cameBack.set(envelope.chain, envelope.seq)
      for (const name of news?.ents ?? []) touched.add(name)
      if (seal) takeSeal(db, chain, envelope, seal)
    }
    mustHold(at.pos === page.cursor.pos && at.hash === page.cursor.hash, 'the running hash agrees')
    setCursor(db, page.cursor)
    for (const [chain, seq] of cameBack) acknowledge(db, chain, seq)
    const newChain = goOnAfter(store, cameBack)
    return { position: position(db), touched: newChain === null ? [...touched] : [], newChain }
  })
}

/** Events of earlier lives come back after every restore; those of the present one only to an older ledger. */
function goOnAfter(store: StoreContext, cameBack: ReadonlyMap<string, number>): string | null {
  const present = ownChain(store.db)
  if (!present?.head || !cameBack.has(present.name)) return null
  const incident: Incident = {
    kind: 'rolled-back',
    found: ['service: OwnEventsMissing'],
    aside: null,
    sources: ['service'],
    proven: [{ chain: present.name, ...present.head }],
    lost: [],
  }
  return incarnate(store, 'rolled-back', incident)
}

function receiptAt(db: WriteDb, pos: number): string {
  const receipt = statement(db, 'SELECT receipt FROM stream_order WHERE pos = ?').pluck().get(pos)
  return receipt ? toHex(receipt as Uint8Array) : NO_HASH
}

interface TakenIn {
  readonly event: number
  readonly chain: Chain
  /** What it says, where it was not here before. */
  readonly news: EventBody | null
}

/** Own events are here already; another bench's come after the end of its chain, with something to tell. */
function takeIn(db: WriteDb, envelope: Envelope): TakenIn {
  const chain = chainRow(db, envelope.chain)
  const known = statement(db, 'SELECT id, hash FROM event WHERE chain = ? AND seq = ?').get(
    chain.id,
    envelope.seq,
  ) as { id: number; hash: Uint8Array } | undefined
  if (known) {
    mustBeSame(toHex(known.hash) === envelope.hash, chain, envelope)
    return { event: known.id, chain, news: null }
  }
  mustHold(goesOn(db, chain, envelope), `the chain ${envelope.chain} goes on at ${envelope.seq}`)
  const body = readKept(envelope.body, uidOf(db, envelope))
  if (chain.own) countAccession(db, body)
  return { event: insert(db, chain.id, envelope, body.uid), chain, news: body }
}

function mustBeSame(isSame: boolean, { own }: Chain, { chain, seq }: Envelope): void {
  const what = `one event at ${chain} ${seq}`
  if (!isSame && own) throw new RolledBack(what)
  mustHold(isSame, what)
}

/** A seal that is known is not asked for again: an event may be sealed twice by one that was restored. */
function takeSeal(db: WriteDb, chain: Chain, envelope: Envelope, seal: Seal): void {
  const what = `the seal over ${envelope.chain} ${envelope.seq} holds`
  const fault = sealFault(verifySignature, [envelope], seal)
  mustHold(fault === null, `${what}: ${fault}`)
  if (hasSeal(db, chain.id, seal.seq)) return
  mustHold(mayHaveNamed(db, chain.id, seal.key), `${what}: key`)
  insertSeal(db, chain.id, seal)
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

/** A life of this bench that it does not know of is its own as well, and not the one that it goes on with. */
function chainRow(db: WriteDb, name: string): Chain {
  const read = readChainName(name)
  mustHold(read, `${name} names a chain`)
  const row = statement(db, 'SELECT id, own FROM chain WHERE name = ?').get(name) as
    | { id: number; own: number }
    | undefined
  if (row) return { id: row.id, own: row.own === 1 }
  const own = read.install === getMeta(db, 'install')
  const made = statement(db, 'INSERT INTO chain(name, own) VALUES (?, ?)').run(name, own ? 1 : 0)
  return { id: Number(made.lastInsertRowid), own }
}
