import { readChainName } from '../ledger/chain.ts'
import type { Envelope, Sha256 } from '../ledger/envelope.ts'
import { missingCause, take } from './admission.ts'
import { fits, isTaken } from './chain-state.ts'
import type { Draft } from './draft.ts'
import { type Examined, examineEnvelope } from './examine.ts'
import type { ReturnOutcome } from './protocol.ts'

/** What is returned, each looked at by itself: an event, or why it is none. */
export type ReadReturned = readonly (
  | { readonly envelope: Envelope; readonly examined: Examined }
  | { readonly envelope: Envelope; readonly refused: string }
)[]

/** Looks at returned envelopes of any chains of one stream. SYN-10 SYN-15 */
export function readReturned(
  sha256: Sha256,
  stream: string,
  envelopes: readonly Envelope[],
): ReadReturned {
  return envelopes.map((envelope) => {
    if (readChainName(envelope.chain)?.stream !== stream) return { envelope, refused: 'OTHER_SITE' }
    const examined = examineEnvelope(sha256, envelope)
    return examined.ok
      ? { envelope, examined: examined.value }
      : { envelope, refused: examined.error.type }
  })
}

/**
 * Takes in what a bench once received and the service has lost, one by one: chains may have holes, and
 * what is refused holds nothing else. An event whose place belongs to another one is kept too. SYN-10 SYN-11
 */
export function admitReturned(
  draft: Draft,
  read: ReadReturned,
  lost: ReadonlySet<string>,
): ReturnOutcome[] {
  return read.map((one) => {
    const { chain, seq } = one.envelope
    if ('refused' in one) return { chain, seq, outcome: 'REFUSED', pos: null, reason: one.refused }
    const uid = missingCause(draft, one.examined, lost)
    const isThere = draft.links(chain, seq).some(({ hash }) => hash === one.envelope.hash)
    if (uid !== null && !isThere) {
      return { chain, seq, outcome: 'REFUSED', pos: null, reason: 'MISSING_CAUSE', uid }
    }
    return { chain, seq, ...take(draft, one.examined, isFork(draft, one.envelope)) }
  })
}

function isFork(draft: Draft, envelope: Envelope): boolean {
  const state = draft.chain(envelope.chain)
  return isTaken(state, envelope.seq) || !fits(state, envelope)
}
