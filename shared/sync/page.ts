import { readChainName } from '../ledger/chain.ts'
import { envelopeHash, NO_HASH, runningHash, type Sha256 } from '../ledger/envelope.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { Cursor, PulledEntry } from './protocol.ts'

/** `at` counts the entries before the first that does not fit: as far as that the page may be good. */
export type PageFault =
  | { readonly type: 'OtherEpoch' }
  | { readonly type: 'WrongPosition'; readonly at: number }
  | { readonly type: 'WrongRunningHash' }
  | { readonly type: 'BehindItself' }

/** What of a page makes its order: where each entry stands, and the hash that it says it has. */
export interface PageOrder {
  readonly epoch: string
  readonly entries: readonly { readonly pos: number; readonly hash: string }[]
  readonly cursor: Cursor
  readonly head: Cursor
}

/**
 * Checks that a page follows the cursor that it was asked with: the same epoch, dense positions, and the
 * running hash after the last entry, which vouches for every entry's hash and place. Answers the running
 * hash after each entry. `before` is null for a bench that has received nothing.
 */
export function checkOrder(
  sha256: Sha256,
  before: Cursor | null,
  { epoch, entries, cursor, head }: PageOrder,
): Result<readonly string[], PageFault> {
  const expected = before?.epoch ?? epoch
  if ([epoch, cursor.epoch, head.epoch].some((e) => e !== expected))
    return err({ type: 'OtherEpoch' })
  const start = before?.pos ?? 0
  const wrong = entries.findIndex(({ pos }, i) => pos !== start + i + 1)
  if (wrong >= 0) return err({ type: 'WrongPosition', at: wrong })
  const end = start + entries.length
  if (cursor.pos !== end) return err({ type: 'WrongPosition', at: entries.length })
  let hash = before?.hash ?? NO_HASH
  const running = entries.map((entry) => {
    hash = runningHash(sha256, hash, entry.pos, entry.hash)
    return hash
  })
  if (cursor.hash !== hash) return err({ type: 'WrongRunningHash' })
  return head.pos < end ? err({ type: 'BehindItself' }) : ok(running)
}

/** What is wrong with an entry itself, or null: its hash covers something else, or it is of another site. */
export function entryFault(
  sha256: Sha256,
  stream: string,
  { envelope }: PulledEntry,
): 'WrongHash' | 'OtherStream' | null {
  if (readChainName(envelope.chain)?.stream !== stream) return 'OtherStream'
  return envelopeHash(sha256, envelope) === envelope.hash ? null : 'WrongHash'
}
