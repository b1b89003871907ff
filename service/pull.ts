import { NO_HASH } from '#shared/ledger/envelope.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import type { Cursor, PullAnswer, PullRequest } from '#shared/sync/protocol.ts'
import type { Shelf } from '#shared/sync/shelf.ts'
import type { Caller, Context } from './context.ts'
import type { Refused } from './refused.ts'

/** The page after the bench's cursor, or `DIVERGED` when the cursor is of no order kept here. SYN-14 */
export async function pull(
  { log }: Context,
  bench: Caller,
  { stream, cursor, limit }: PullRequest,
): Promise<Result<PullAnswer, Refused>> {
  if (stream !== bench.stream) return err({ type: 'OTHER_SITE' })
  const shelf = await log.look(stream, { positions: cursor ? [cursor.pos] : [] })
  if (!shelf) return err({ type: 'OTHER_SITE' })
  const { head } = shelf
  const from = cursor ?? { epoch: head.epoch, pos: 0, hash: NO_HASH }
  if (!isKept(shelf, from)) return err({ type: 'DIVERGED', head })
  const page = await log.entriesAfter(stream, from.pos, limit ?? LIMITS.pullEntries)
  const entries = page.map(({ entry }) => entry)
  const last = page.at(-1)
  const after = last ? { ...from, pos: last.entry.pos, hash: last.running } : from
  return ok({ epoch: head.epoch, entries, cursor: after, head: later(head, after) })
}

/** Whether a cursor lies in the order that is kept here. SYN-14 */
export const isKept = ({ head, running }: Shelf, cursor: Cursor): boolean =>
  cursor.epoch === head.epoch && cursor.hash === (cursor.pos === 0 ? NO_HASH : running(cursor.pos))

/** Events may have come in between the reading of the head and of the page. */
const later = (one: Cursor, other: Cursor): Cursor => (other.pos > one.pos ? other : one)
