import { NO_HASH } from '#shared/ledger/envelope.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import type { Cursor, PullAnswer, PullRequest } from '#shared/sync/protocol.ts'
import type { Context } from './context.ts'
import type { Refused } from './refused.ts'
import type { Queries } from './store/database.ts'
import { entriesAfter, runningAt, streamHead } from './store/ledger.ts'

/** The page after the bench's cursor, or `DIVERGED` when the cursor is of no order kept here. */
export async function pull(
  { database }: Context,
  { stream, cursor, limit }: PullRequest,
): Promise<Result<PullAnswer, Refused>> {
  const head = await streamHead(database, stream)
  if (!head) return err({ type: 'OTHER_SITE' })
  const from = cursor ?? { epoch: head.epoch, pos: 0, hash: NO_HASH }
  if (!(await isKept(database, stream, head, from))) return err({ type: 'DIVERGED', head })
  const page = await entriesAfter(database, stream, from.pos, limit ?? LIMITS.pullEntries)
  const entries = page.map(({ entry }) => entry)
  const last = page.at(-1)
  const after = last ? { ...from, pos: last.entry.pos, hash: last.running } : from
  return ok({ epoch: head.epoch, entries, cursor: after, head: later(head, after) })
}

/** Whether a cursor lies in the order that is kept here. */
export async function isKept(
  queries: Queries,
  stream: string,
  head: Cursor,
  cursor: Cursor,
): Promise<boolean> {
  if (cursor.epoch !== head.epoch) return false
  if (cursor.pos === 0) return cursor.hash === NO_HASH
  return (await runningAt(queries, stream, cursor.pos)) === cursor.hash
}

/** Events may have come in between the reading of the head and of the page. */
const later = (one: Cursor, other: Cursor): Cursor => (other.pos > one.pos ? other : one)
