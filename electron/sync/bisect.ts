import { NO_HASH } from '#shared/ledger/envelope.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { ChainAnswer, Cursor } from '#shared/sync/protocol.ts'

/** A position, with the running hash after it, up to which two orders are the same. */
export interface Common {
  readonly pos: number
  readonly hash: string
}

/** The running hash after each of some positions; null beyond the end. */
export type HashesAt<Failure> = (
  positions: readonly number[],
) => Promise<Result<Pick<ChainAnswer, 'epoch' | 'hashes'>, Failure>>

/** As many positions as one question may hold. */
const AT_ONCE = 64

/**
 * Finds how far this bench's order, which ends at `mine`, and the service's, which ends at `theirs`, are the
 * same. From the end down in doubling steps first, since most often little is lost; then each question leaves
 * a 65th of what is in doubt. An answer that contradicts itself is `NoSense`.
 */
export async function commonPrefix<Failure>(
  mine: Cursor,
  theirs: Cursor,
  here: (positions: readonly number[]) => Promise<readonly (string | null)[]>,
  there: HashesAt<Failure>,
): Promise<Result<Common, Failure | { readonly type: 'NoSense'; readonly why: string }>> {
  const end = Math.min(mine.pos, theirs.pos)
  let common: Common = { pos: 0, hash: NO_HASH }
  let other = end + 1
  for (let ask = downFrom(end); ask.length > 0; ask = between(common.pos, other)) {
    const [own, answer] = [await here(ask), await there(ask)]
    if (!answer.ok) return answer
    const { epoch, hashes } = answer.value
    if (epoch !== theirs.epoch) return noSense('another epoch than a moment ago')
    if (hashes.length !== ask.length) return noSense('another number of hashes than was asked for')
    if (ask.some((pos, i) => pos === theirs.pos && hashes[i] !== theirs.hash))
      return noSense('another hash at its end than a moment ago')
    for (const [i, pos] of ask.entries()) {
      const same = own[i] !== null && own[i] === hashes[i]
      if (same && pos > common.pos) common = { pos, hash: own[i]! }
      if (!same) other = Math.min(other, pos)
    }
    if (common.pos >= other) return noSense('the same order again after another one')
  }
  return ok(common)
}

const noSense = (why: string) => err({ type: 'NoSense', why } as const)

/** The end, and what lies 1, 3, 7, 15 ... before it. */
function downFrom(end: number): number[] {
  const positions: number[] = []
  for (let pos = end, step = 1; pos > 0; pos -= step, step *= 2) positions.push(pos)
  return positions
}

/** Up to 64 positions, evenly, of those that lie between two. */
function between(from: number, to: number): number[] {
  const room = to - from - 1
  const count = Math.min(room, AT_ONCE)
  return Array.from({ length: count }, (_, i) => from + Math.ceil(((i + 1) * room) / count))
}
