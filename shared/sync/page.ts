import {
  type Envelope,
  envelopeHash,
  NO_HASH,
  runningHash,
  type Sha256,
} from '../ledger/envelope.ts'
import { err, ok, type Result } from '../lib/result.ts'
import type { Cursor, PullAnswer } from './protocol.ts'

export type PageFault =
  | { readonly type: 'OtherEpoch' }
  | { readonly type: 'WrongPosition'; readonly pos: number }
  | { readonly type: 'WrongHash'; readonly pos: number }
  | { readonly type: 'WrongRunningHash'; readonly pos: number }
  | { readonly type: 'BehindItself' }

/**
 * Checks that a page follows the cursor that it was asked with: the same epoch, dense positions,
 * every envelope's hash, and the running hash after the last entry. `before` is null for a bench
 * that has received nothing.
 */
export function checkPage(
  sha256: Sha256,
  before: Cursor | null,
  page: PullAnswer,
): Result<Cursor, PageFault> {
  const epoch = before?.epoch ?? page.epoch
  if ([page.epoch, page.cursor.epoch, page.head.epoch].some((e) => e !== epoch)) {
    return err({ type: 'OtherEpoch' })
  }
  let { pos, hash } = before ?? { pos: 0, hash: NO_HASH }
  for (const entry of page.entries) {
    pos += 1
    if (entry.pos !== pos) return err({ type: 'WrongPosition', pos: entry.pos })
    if (!hashFits(sha256, entry.envelope)) return err({ type: 'WrongHash', pos })
    hash = runningHash(sha256, hash, pos, entry.envelope.hash)
  }
  if (page.cursor.pos !== pos) return err({ type: 'WrongPosition', pos: page.cursor.pos })
  if (page.cursor.hash !== hash) return err({ type: 'WrongRunningHash', pos })
  if (page.head.pos < pos) return err({ type: 'BehindItself' })
  return ok({ epoch, pos, hash })
}

const hashFits = (sha256: Sha256, e: Envelope): boolean => envelopeHash(sha256, e) === e.hash
