import { assert } from '../lib/assert.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { type Envelope, envelopeHash, NO_HASH, type Sha256 } from './envelope.ts'

/** Which installation, which of its incarnations, and which site's ledger a chain belongs to. */
export interface ChainName {
  readonly install: string
  readonly incarnation: number
  readonly stream: string
}

export const chainName = (c: ChainName): string => `${c.install}~${c.incarnation}:${c.stream}`

const CHAIN = /^([0-9a-f-]{36})~([1-9][0-9]{0,8}):([0-9a-f-]{36})$/

/** The parts of `install~incarnation:stream`, or null when the text is no such name. */
export function readChainName(text: string): ChainName | null {
  const match = CHAIN.exec(text)
  if (!match) return null
  return { install: match[1]!, incarnation: Number(match[2]), stream: match[3]! }
}

/**
 * The chain's own name in the name of a branch: where two envelopes claim one place of a chain, the second
 * and what follows it are kept apart, as `<chain>#2`, `#3` … Hashes are over the chain's own name.
 */
export const withoutBranch = (name: string): string => name.replace(/#[0-9]+$/, '')

/** The name under which the `n`-th branch of a chain stands; the first is the chain itself. */
export const branchName = (chain: string, n: number): string => (n === 1 ? chain : `${chain}#${n}`)

export type ChainFault =
  | { readonly type: 'WrongSeq'; readonly seq: number; readonly expected: number }
  | { readonly type: 'WrongPrev'; readonly seq: number }
  | { readonly type: 'WrongHash'; readonly seq: number }

/** The last event of a chain that is known good, or null before its first. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

/** Checks that an envelope is the next of its chain and that its hash covers it. */
export function checkNext(
  sha256: Sha256,
  head: ChainHead | null,
  e: Envelope,
): Result<ChainHead, ChainFault> {
  const expected = (head?.seq ?? 0) + 1
  if (e.seq !== expected) return err({ type: 'WrongSeq', seq: e.seq, expected })
  if (e.prev !== (head?.hash ?? NO_HASH)) return err({ type: 'WrongPrev', seq: e.seq })
  if (envelopeHash(sha256, e) !== e.hash) return err({ type: 'WrongHash', seq: e.seq })
  return ok({ seq: e.seq, hash: e.hash })
}

/** Checks a contiguous run of one chain and names the first event that does not fit. */
export function checkRun(
  sha256: Sha256,
  head: ChainHead | null,
  run: readonly Envelope[],
): Result<ChainHead | null, ChainFault> {
  let last = head
  for (const envelope of run) {
    assert(envelope.chain === run[0]!.chain, 'one chain in a run')
    const next = checkNext(sha256, last, envelope)
    if (!next.ok) return next
    last = next.value
  }
  return ok(last)
}
