import { err, ok, type Result } from '#shared/lib/result.ts'
import { checkOrder } from '#shared/sync/page.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import { orderOf, readSlice } from '../../../electron/sync/read-page.ts'
import type { RawPage } from '../../../electron/sync/transport.ts'
import { STREAM, sha256 } from './events.ts'

/** Checks a page as a bench does, all at once; answers the cursor after it, or what is wrong. */
export function checkPage(before: Cursor | null, page: RawPage): Result<Cursor, string> {
  const order = orderOf(page)
  if (!order.ok) return err('WrongForm')
  const checked = checkOrder(sha256, before, order.value)
  if (!checked.ok) return err(checked.error.type)
  const { fault } = readSlice(STREAM, page.entries)
  return fault ? err(fault) : ok(page.cursor)
}
