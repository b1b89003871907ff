import { readUid } from './body.ts'
import { toHex } from './envelope.ts'
import {
  type ChainReport,
  type Dependent,
  type EventFault,
  type EventFinding,
  type EventRef,
  type Finding,
  MOST_DEPENDENTS,
} from './findings.ts'
import { RowSet } from './row-set.ts'
import type { VerifySignature } from './seal.ts'
import {
  type ChainState,
  chainReport,
  checkPlace,
  createChain,
  type Hashes,
  isOwn,
  isSigned,
  type KeptAlias,
  type KeptEvent,
  plainUid,
  resumeChain,
  type Said,
  said,
  strangers,
  unbegun,
} from './verify-chain.ts'
import {
  checkPosition,
  createOrder,
  type KeptPosition,
  type OrderStart,
  type OrderState,
} from './verify-order.ts'
import { type KeptLost, lostFault } from './verify-past.ts'
import { checkSeal, type KeptSeal } from './verify-seal.ts'

export interface VerifyGiven extends Hashes {
  readonly verifySignature: VerifySignature
  /** The installation whose ledger this is. Null where it is not known. */
  readonly install: string | null
  /** The chain of its present life, which alone has no gaps; where it is left out, no own chain has any. */
  readonly present?: string | null
  /** Whether an event has that identity. Asked only about an event that keeps another than its body names. */
  readonly isTaken?: (uid: string) => boolean
  /** Reads an event again. Asked only about one that has no place in the common order and should have. */
  readonly again?: (row: number) => KeptEvent | null
  /** Whether an event has, or had, a place in the common order, where not every position is fed. */
  readonly isPlaced?: (row: number) => boolean
  /** Take every key that signs for one that its chain has named: where only a ledger's end is looked at. */
  readonly anyKey?: boolean
}

/** Where a check that does not begin with the first event takes a chain up. */
export interface ChainStart {
  readonly seq: number
  readonly hash: Uint8Array
}

export interface Verified {
  readonly events: number
  readonly order: number
  readonly seals: number
  readonly acts: number
  readonly chains: readonly ChainReport[]
  readonly findings: readonly Finding[]
}

/**
 * Takes in a ledger: events in the order of arrival, other envelopes after their event, positions in theirs
 * and those that were lost before them, seals when their event is in.
 */
export interface Verifier {
  /** Before the next event of a chain that is fed: it goes on after an earlier one. */
  resume(chain: string, start: ChainStart): void
  event(e: KeptEvent): void
  alias(alias: KeptAlias): void
  lost(row: KeptLost): void
  position(row: KeptPosition): void
  seal(seal: KeptSeal): void
  end(): Verified
}

type Bad = { -readonly [K in keyof EventFinding]: EventFinding[K] } & { dependents: Dependent[] }

interface Check extends VerifyGiven {
  row: number | null
  events: number
  seals: number
  acts: number
  readonly order: OrderState
  readonly chains: Map<string, ChainState>
  /** The rows of other benches' events, and those that a position has named. */
  readonly others: RowSet
  readonly placed: RowSet
  /** The rows of events that had a position which a service has lost. */
  readonly lost: RowSet
  /** The first bad event of each chain, by the chain's name. */
  readonly bad: Map<string, Bad>
  readonly badByUid: Map<string, Bad>
  readonly findings: Finding[]
}

/**
 * Checks what it is fed in one pass, in memory that does not grow with the ledger. Of each chain the
 * first bad event is named, with what depends on it. `row` is the row before the first event that is fed;
 * null where not every row is fed.
 */
export function createVerifier(
  given: VerifyGiven,
  row: number | null = 0,
  order?: OrderStart,
): Verifier {
  const check: Check = {
    ...given,
    row,
    events: 0,
    seals: 0,
    acts: 0,
    order: createOrder(order),
    chains: new Map(),
    others: new RowSet(),
    placed: new RowSet(),
    lost: new RowSet(),
    bad: new Map(),
    badByUid: new Map(),
    findings: [],
  }
  return {
    resume: (name, start) => resume(check, name, start),
    event: (e) => checkEvent(check, e),
    alias: (alias) => checkAlias(check, alias),
    lost: (row) => takeLost(check, row),
    position: (position) => takePosition(check, position),
    seal: (seal) => takeSeal(check, seal),
    end: () => end(check),
  }
}

const resume = (check: Check, name: string, { seq, hash }: ChainStart): void =>
  resumeChain(chainOf(check, name), seq, hash)

function chainOf(check: Check, name: string): ChainState {
  const known = check.chains.get(name)
  if (known) return known
  const own = isOwn(name, check.install)
  const isDense = check.present === undefined ? own : name === check.present
  const made = createChain(name, own, isDense)
  check.chains.set(name, made)
  return made
}

const NO_NAME = '?'

function checkEvent(check: Check, e: KeptEvent): void {
  const missing = check.row === null ? e.row : check.row + 1
  if (check.row !== null) check.row = Math.max(check.row, e.row)
  check.events++
  if (!isWellFormed(e)) blame(check, refOf(e, null), 'form', null, null)
  else if (e.chain === null) blame(check, refOf(e, said(e.body)), 'chain', null, said(e.body))
  else checkInChain(check, chainOf(check, e.chain), e, missing)
}

function checkInChain(check: Check, chain: ChainState, e: KeptEvent, missing: number): void {
  const bad = check.bad.get(chain.name)
  const place = checkPlace(check, chain, e, e.row)
  // A branch of a chain of this bench has come from somebody else.
  if (!chain.own || chain.isBranch) check.others.add(e.row)
  if (bad && !chain.isWhole) bad.unproven++
  // Nearly every event is of our form and in its place; reading its body would take as long as all else.
  const uid = plainUid(e.body)
  const isPlain = uid !== null && (e.uid === null || e.uid === uid)
  if (isPlain && !place && e.row === missing && check.badByUid.size === 0) return
  const body = said(e.body)
  const ref = refOf(e, body)
  const fault = place?.fault ?? rest(check, chain, e, body, ref, missing)
  const from = fault === 'row' ? missing : (place?.from ?? null)
  if (fault) blame(check, ref, fault, from, body)
  if (check.badByUid.size > 0) noteDependence(check, ref, body)
}

/** Its fact is checked as an event: of another envelope only the place and the hash are its own. */
function checkAlias(check: Check, alias: KeptAlias): void {
  const { chain, seq, event, body } = alias
  const ref = { chain: chain ?? NO_NAME, seq, event, uid: NO_NAME, isAlias: true }
  const { fault, from } = aliasFault(check, alias) ?? {}
  if (fault) blame(check, ref, fault, from ?? null, body === null ? null : said(body))
}

function aliasFault(
  check: Check,
  { body, ...alias }: KeptAlias,
): { fault: EventFault; from?: number | null } | null {
  if (body === null) return { fault: 'fact' }
  const link = { ...alias, body, row: alias.event, uid: null }
  if (!isWellFormed(link)) return { fault: 'form' }
  if (alias.chain === null) return { fault: 'chain' }
  const chain = chainOf(check, alias.chain)
  const bad = check.bad.get(alias.chain)
  const place = checkPlace(check, chain, link, alias.event, true)
  if (bad && !chain.isWhole) bad.unproven++
  return place
}

const refOf = (e: KeptEvent, body: Said | null): EventRef => ({
  chain: e.chain ?? NO_NAME,
  seq: e.seq,
  event: e.row,
  uid: e.uid ?? (isHash(e.hash) ? uidOf(body, e) : NO_NAME),
})

const isWellFormed = ({ seq, prev, hash, body, uid }: KeptEvent): boolean =>
  Number.isSafeInteger(seq) &&
  seq > 0 &&
  isHash(prev) &&
  isHash(hash) &&
  typeof body === 'string' &&
  (uid === null || typeof uid === 'string')

const isHash = (bytes: unknown): boolean => bytes instanceof Uint8Array && bytes.length === 32

/** What is left to be right of an event whose place and hash are. */
function rest(
  check: Check,
  chain: ChainState,
  e: KeptEvent,
  body: Said | null,
  ref: EventRef,
  missing: number,
): EventFault | null {
  if (e.row !== missing) return 'row'
  if (e.uid !== null && e.uid !== body?.uid && e.uid !== identity(check, e)) return 'uid'
  if (body?.sig === undefined) return null
  check.acts++
  return isSigned(check, chain, body, ref) ? null : 'act'
}

/** An event's identity: the one that its body names, or its hash where it names none or one that is taken. */
function identity(check: Check, e: KeptEvent): string {
  const named = readUid(e.body)
  return named !== null && !check.isTaken?.(named) ? named : byHash(e)
}

const byHash = ({ hash }: KeptEvent): string => toHex(hash).slice(0, 36)

const uidOf = (body: Said | null, e: KeptEvent): string =>
  typeof body?.uid === 'string' ? body.uid : byHash(e)

function blame(
  check: Check,
  ref: EventRef,
  fault: EventFault,
  missingFrom: number | null,
  body: Said | null,
): void {
  const before = check.bad.get(ref.chain)
  if (before) {
    before.alsoBad++
    return
  }
  const bad: Bad = {
    type: 'event',
    fault,
    ...ref,
    says: saysOf(body),
    from: missingFrom,
    unproven: 0,
    alsoBad: 0,
    dependents: [],
    dependentCount: 0,
  }
  check.bad.set(ref.chain, bad)
  check.badByUid.set(ref.uid, bad)
  check.findings.push(bad)
}

function saysOf(body: Said | null): EventFinding['says'] {
  if (!body) return null
  const { type, at, actor } = body
  return {
    type: typeof type === 'string' ? type : NO_NAME,
    at: typeof at === 'number' ? at : 0,
    actor: typeof actor === 'string' ? actor : NO_NAME,
    entities: entitiesOf(body),
  }
}

const entitiesOf = ({ ents }: Said): string[] =>
  Array.isArray(ents) ? ents.filter((name) => typeof name === 'string').slice(0, 64) : []

function noteDependence(check: Check, ref: EventRef, body: Said | null): void {
  if (!body || typeof body.base !== 'object' || body.base === null) return
  const seen = new Set(Object.values(body.base).flat())
  for (const uid of seen) {
    const bad = typeof uid === 'string' ? check.badByUid.get(uid) : undefined
    if (!bad || bad.event === ref.event) continue
    bad.dependentCount++
    if (bad.dependents.length < MOST_DEPENDENTS)
      bad.dependents.push({ ...ref, type: saysOf(body)!.type, entities: entitiesOf(body) })
  }
}

function takePosition(check: Check, row: KeptPosition): void {
  const isFirst = row.event === null || check.placed.add(row.event.ref.event)
  checkPosition(check.sha256, check.order, row, isFirst)
}

/** An event may have no place any more only where it is told which one it had. */
function takeLost(check: Check, row: KeptLost): void {
  const fault = lostFault(check.sha256, row)
  const { epoch, pos, event } = row
  if (!fault && event) check.lost.add(event.ref.event)
  else if (fault)
    check.findings.push({
      type: 'lost',
      fault,
      epoch: String(epoch),
      pos,
      event: event?.ref ?? null,
    })
}

function takeSeal(check: Check, seal: KeptSeal): void {
  check.seals++
  const chain = seal.chain === null ? undefined : check.chains.get(seal.chain)
  const fault = checkSeal(check, chain, seal)
  if (fault) check.findings.push(fault)
}

/** Events of other benches come with their place in the common order, and in no other way; a service may lose it. */
function checkPlaced(check: Check): void {
  // Of a ledger that nobody's is, which is a finding by itself, no chain is known to be another's.
  if (check.install === null) return
  for (const row of check.others.without(check.placed)) {
    if (check.lost.has(row)) continue
    const e = check.isPlaced?.(row) ? null : check.again?.(row)
    if (!e) continue
    const body = said(e.body)
    blame(check, refOf(e, body), 'place', null, body)
  }
}

/** What stands in a gap of a chain that has none, and no event after it has shown. */
function checkBegun(check: Check, chain: ChainState): void {
  for (const { seq, row, from } of unbegun(chain)) {
    const ref = { chain: chain.name, seq, event: row, uid: NO_NAME, isAlias: true }
    blame(check, ref, 'missing', from, null)
  }
}

function end(check: Check): Verified {
  for (const chain of check.chains.values()) checkBegun(check, chain)
  checkPlaced(check)
  for (const chain of check.anyKey ? [] : check.chains.values())
    for (const ref of strangers(chain)) blame(check, ref, 'act', null, null)
  const { events, seals, acts, order, chains, findings } = check
  return {
    events,
    order: order.checked,
    seals,
    acts,
    chains: [...chains.values()].map(chainReport),
    findings: order.finding ? [...findings, order.finding] : findings,
  }
}
