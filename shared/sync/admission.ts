import type { ChainHead } from '../ledger/chain.ts'
import type { Envelope, Sha256 } from '../ledger/envelope.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { type Examined, type ExamineFault, examine, type QuarantineReason } from './examine.ts'
import type { PushOutcome } from './protocol.ts'

/** What admission asks of the stream's log. All answers must be of one moment. */
export interface Shelf {
  /** The last event that the service keeps of a chain, or null before its first. */
  chainHead(chain: string): ChainHead | null
  /** The event at a place of a chain, and where its fact stands in the log. */
  link(chain: string, seq: number): { readonly hash: string; readonly pos: number } | null
  /** Where the fact `uid` stands in the log, and its exact body. */
  fact(uid: string): { readonly pos: number; readonly body: string } | null
}

export type AdmissionRefusal =
  | { readonly type: 'GAP'; readonly expect: number }
  | { readonly type: 'FORK'; readonly seq: number }
  | { readonly type: 'MISSING_CAUSE'; readonly seq: number; readonly uid: string }
  | ExamineFault

/** What becomes of one event. `pos` is null while its place in the log is still to be given. */
export interface Decision {
  readonly examined: Examined
  readonly outcome: PushOutcome['outcome']
  readonly pos: number | null
  readonly reason: QuarantineReason | null
}

/**
 * Decides about a contiguous run of one chain (not empty) against the log.
 *
 * The run is taken up to its first event that does not fit, and the push is refused only when that is
 * the very first, so that one bad event never holds back those before it. A fact is told from another
 * by chain, seq **and hash**: the same seq with another hash is a fork, never a duplicate.
 */
export function admit(
  sha256: Sha256,
  shelf: Shelf,
  run: readonly Envelope[],
): Result<readonly Decision[], AdmissionRefusal> {
  const { good, fault } = examine(sha256, run)
  const decisions: Decision[] = []
  for (const examined of good) {
    const decision = decide(shelf, run[0]!, examined)
    if (decision.ok) decisions.push(decision.value)
    else if (decisions.length === 0) return decision
    else return ok(decisions)
  }
  return fault && decisions.length === 0 ? err(fault) : ok(decisions)
}

function decide(
  shelf: Shelf,
  first: Envelope,
  examined: Examined,
): Result<Decision, AdmissionRefusal> {
  const { chain, seq, prev, body } = examined.envelope
  const head = shelf.chainHead(chain)
  const expect = (head?.seq ?? 0) + 1
  if (first.seq > expect) return err({ type: 'GAP', expect })
  if (seq < expect) return decideKnown(shelf, examined)
  if (first.seq === expect && seq === expect && head && prev !== head.hash) {
    return err({ type: 'FORK', seq: head.seq })
  }
  const missing = examined.causes.find((uid) => shelf.fact(uid) === null)
  if (missing !== undefined) return err({ type: 'MISSING_CAUSE', seq, uid: missing })
  const fact = examined.uid === null ? null : shelf.fact(examined.uid)
  if (fact === null) return ok(isNew(examined, examined.quarantine))
  if (fact.body !== body) return ok(isNew(examined, 'UID_TAKEN'))
  return ok({ examined, outcome: 'ALIAS', pos: fact.pos, reason: null })
}

function decideKnown(shelf: Shelf, examined: Examined): Result<Decision, AdmissionRefusal> {
  const { chain, seq, hash } = examined.envelope
  const link = shelf.link(chain, seq)
  if (link?.hash !== hash) return err({ type: 'FORK', seq })
  return ok({ examined, outcome: 'DUPLICATE', pos: link.pos, reason: null })
}

const isNew = (examined: Examined, reason: QuarantineReason | null): Decision => ({
  examined,
  outcome: reason === null ? 'ACCEPTED' : 'QUARANTINED',
  pos: null,
  reason,
})
