import type { Envelope, Sha256 } from '../ledger/envelope.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { fits } from './chain-state.ts'
import type { Draft } from './draft.ts'
import { type Examined, type ExamineFault, examineRun, type Mark } from './examine.ts'
import type { PushOutcome } from './protocol.ts'
import type { Ask } from './shelf.ts'

export type AdmissionRefusal =
  | { readonly type: 'GAP'; readonly expect: number }
  | { readonly type: 'FORK'; readonly seq: number }
  | { readonly type: 'MISSING_CAUSE'; readonly seq: number; readonly uid: string }
  | ExamineFault

/** A run of one chain (not empty), with the causes that its bench has lost. */
export interface Run {
  readonly envelopes: readonly Envelope[]
  readonly lost: readonly string[]
}

/** The good beginning of a run, what is wrong with the first event after it, and what is to be asked for both. */
export interface ReadRun {
  readonly good: readonly Examined[]
  readonly fault: ExamineFault | null
  readonly lost: ReadonlySet<string>
}

export const readRun = (sha256: Sha256, { envelopes, lost }: Run): ReadRun => ({
  ...examineRun(sha256, envelopes),
  lost: new Set(lost),
})

/** What the log must say before examined events can be decided about. */
export function askFor(events: readonly Examined[]): Ask {
  return {
    chains: [...new Set(events.map(({ envelope }) => envelope.chain))],
    places: events.map(({ envelope: { chain, seq } }) => ({ chain, seq })),
    facts: [...new Set(events.flatMap(({ uid }) => uid ?? []))],
    causes: [...new Set(events.flatMap(({ causes, envelope }) => [...causes, ownUid(envelope)]))],
  }
}

/**
 * Decides about a contiguous run of one chain and adds it to the draft.
 *
 * The run is taken up to its first event that does not fit, and the push is refused only when that is
 * the very first, so that one bad event never holds back those before it. SYN-8
 */
export function admit(
  draft: Draft,
  { good, fault, lost }: ReadRun,
): Result<PushOutcome[], AdmissionRefusal> {
  const outcomes: PushOutcome[] = []
  for (const examined of good) {
    const refusal = refusalOf(draft, examined, lost)
    if (refusal) return outcomes.length > 0 ? ok(outcomes) : err(refusal)
    outcomes.push({ seq: examined.envelope.seq, ...take(draft, examined, false) })
  }
  return fault && outcomes.length === 0 ? err(fault) : ok(outcomes)
}

/** An event is told from another by chain, seq **and hash**: another hash is a fork, never a duplicate. SYN-1 SYN-3 */
function refusalOf(
  draft: Draft,
  examined: Examined,
  lost: ReadonlySet<string>,
): AdmissionRefusal | null {
  const { chain, seq, prev, hash } = examined.envelope
  const state = draft.chain(chain)
  if (seq > state.seq + 1) return { type: 'GAP', expect: state.seq + 1 }
  if (seq <= state.seq) {
    const isThere = draft.links(chain, seq).some((link) => !link.fork && link.hash === hash)
    return isThere ? null : { type: 'FORK', seq }
  }
  if (prev !== state.hash) return { type: 'FORK', seq: state.seq }
  if (!fits(state, examined.envelope)) return { type: 'FORK', seq }
  const uid = missingCause(draft, examined, lost)
  return uid === null ? null : { type: 'MISSING_CAUSE', seq, uid }
}

/** A cause that is neither in the log nor given up, unless the fact itself is in the log. SYN-7 */
export function missingCause(
  draft: Draft,
  examined: Examined,
  lost: ReadonlySet<string>,
): string | null {
  if (knownFact(draft, examined) !== null) return null
  return examined.causes.find((uid) => !lost.has(uid) && draft.fact(uid) === null) ?? null
}

export interface Taken {
  readonly outcome: PushOutcome['outcome']
  readonly pos: number
  readonly reason?: Mark
}

/** Takes in an event that may not be refused. `fork`: its place belongs to another event. */
export function take(draft: Draft, examined: Examined, fork: boolean): Taken {
  const { envelope } = examined
  const there = draft.links(envelope.chain, envelope.seq).find(({ hash }) => hash === envelope.hash)
  if (there) return { outcome: 'DUPLICATE', pos: there.pos }
  const known = knownFact(draft, examined)
  if (known !== null) {
    draft.addAlias(envelope, known, fork)
    return { outcome: 'ALIAS', pos: known }
  }
  const mark = markOf(draft, examined, fork)
  const pos = draft.addEvent(examined, identity(draft, examined), mark, fork)
  return mark === null
    ? { outcome: 'ACCEPTED', pos }
    : { outcome: 'QUARANTINED', pos, reason: mark }
}

/** Where the very fact stands, to the byte, or null. SYN-4 */
function knownFact(draft: Draft, { uid, envelope }: Examined): number | null {
  const fact = uid === null ? null : draft.fact(uid)
  return fact?.body === envelope.body ? fact.pos : null
}

/** Why an event is marked. It is ordered and sent on all the same. SYN-5 SYN-6 SYN-7 SYN-11 */
function markOf(draft: Draft, { uid, causes, mark }: Examined, fork: boolean): Mark | null {
  if (uid !== null && draft.fact(uid) !== null) return 'UID_TAKEN'
  if (mark !== null) return mark
  if (causes.some((cause) => draft.fact(cause) === null)) return 'CAUSE_LOST'
  return fork ? 'FORK' : null
}

/** What later events name this one by: as on the benches, its own uid or the beginning of its hash. SYN-5 */
function identity(draft: Draft, { uid, envelope }: Examined): string | null {
  if (uid !== null && draft.fact(uid) === null) return uid
  const own = ownUid(envelope)
  return draft.fact(own) === null ? own : null
}

const ownUid = ({ hash }: Envelope): string => hash.slice(0, 36)
