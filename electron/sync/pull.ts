import { ok } from '#shared/lib/result.ts'
import { checkOrder, type PageFault } from '#shared/sync/page.ts'
import type { Cursor } from '#shared/sync/protocol.ts'
import { sha256 } from '../sha256.ts'
import { type Desk, dispute, grown, PAGE, RUBBISH } from './contact.ts'
import { orderOf, type ReadPage, readSlice, type Slice } from './read-page.ts'
import { type Health, healthAfter } from './state.ts'
import type { Answer, CallFailure, RawPage } from './transport.ts'

/** So many entries are one transaction while somebody works here: no scan waits longer than for these. */
const SLICE = 200
/** And so many otherwise: each transaction costs a flush, and writes the pages that all have in common. */
const SLICE_AT_REST = PAGE
/** From so long after the last act nobody works here, in milliseconds. */
const REST = 60_000
/** So many are read at once: the screens do not wait longer than for these. */
const READ = 100
const LEAST = 10

/**
 * Receives one page. `busy` means that there is more. A page that does not follow the cursor never reaches
 * the store; one that does is taken in by slices, each with its cursor, up to what is not good in itself.
 */
export async function pullStep(desk: Desk): Promise<Health> {
  const { store, contact } = desk
  const era = contact.turns.era()
  const cursor = await store.cursor()
  const answer = await pageAfter(desk, era, cursor)
  if (!answer.ok) return refused(desk, answer.error)
  const { page, order } = answer.value
  if (!order.ok) return outOfOrder(desk, { type: 'WrongForm', at: order.error.at })
  const checked = checkOrder(sha256, cursor, order.value)
  if (!checked.ok) return outOfOrder(desk, checked.error)
  contact.disputed.delete('order')
  if (page.head.pos > page.cursor.pos) askAhead(desk, era, page.cursor)
  if (isLong(page)) await desk.breathe()
  const failed = await takeIn(desk, era, answer.value, checked.value)
  return failed ?? goOn(desk, cursor, page)
}

/** The next page comes, and is read, while this one is taken in: neither need wait for the other. */
function askAhead(desk: Desk, era: number, cursor: Cursor): void {
  desk.contact.ahead = { era, after: JSON.stringify(cursor), page: fetchPage(desk, cursor) }
}

/** The page that was asked for already, where it is the one that follows now. */
function pageAfter(desk: Desk, era: number, cursor: Cursor | null): Answer<ReadPage> {
  const { ahead } = desk.contact
  desk.contact.ahead = null
  return ahead?.era === era && ahead.after === JSON.stringify(cursor)
    ? ahead.page
    : fetchPage(desk, cursor)
}

async function fetchPage(desk: Desk, cursor: Cursor | null): Answer<ReadPage> {
  const { transport, stream, contact } = desk
  const answer = await transport.pull({ stream, cursor, limit: contact.pageSize })
  return answer.ok ? ok(await readGently(desk, answer.value)) : answer
}

const isLong = ({ entries }: RawPage): boolean => entries.length > READ

async function readGently({ stream, breathe }: Desk, page: RawPage): Promise<ReadPage> {
  const { entries } = page
  if (isLong(page)) await breathe()
  const order = orderOf(page)
  const good: Slice['good'] = []
  if (!order.ok) return { page, order, good, fault: null }
  for (let from = 0; from < entries.length; from += READ) {
    if (isLong(page)) await breathe()
    const part = readSlice(stream, entries.slice(from, from + READ))
    good.push(...part.good)
    if (part.fault) return { page, order, good, fault: part.fault }
  }
  return { page, order, good, fault: null }
}

/** Where a page is too much for the line, the next one is smaller. */
function refused({ contact }: Desk, failure: CallFailure): Health {
  const health = healthAfter(failure)
  if (failure.type === 'Slow' || failure.type === 'Rubbish')
    contact.pageSize = Math.max(LEAST, Math.ceil(contact.pageSize / 2))
  const isOfOrder = failure.type === 'Refused' && failure.error.type === 'DIVERGED'
  return isOfOrder ? dispute(contact, 'order', health) : health
}

/** The good beginning is asked for by itself, so that the service vouches for it. */
function outOfOrder(
  { contact }: Desk,
  fault: PageFault | { readonly type: 'WrongForm'; readonly at: number },
): Health {
  const stop: Health = { type: 'stopped', reason: 'BAD_PAGE', why: fault.type }
  if (fault.type === 'OtherEpoch') return dispute(contact, 'order', stop)
  if ('at' in fault && fault.at > 0) contact.pageSize = fault.at
  return stop
}

/** Answers why it ended before the page did, or null. */
async function takeIn(
  desk: Desk,
  era: number,
  { page: { epoch }, good, fault }: ReadPage,
  running: readonly string[],
): Promise<Health | null> {
  const { store, contact } = desk
  for (let from = 0; from < good.length; ) {
    const entries = good.slice(from, from + sliceOf(desk))
    from += entries.length
    const cursor: Cursor = { epoch, pos: entries.at(-1)!.pos, hash: running[from - 1]! }
    const applied = await contact.turns.within(era, () =>
      store.applyPage({ epoch, entries, cursor }),
    )
    if (applied === null) return { type: 'busy' }
    if (!applied.ok) return { type: 'stopped', reason: 'CONTRADICTION', why: applied.error.why }
  }
  return fault ? { type: 'stopped', reason: 'BAD_PAGE', why: fault } : null
}

/** A clock that was set back says nothing of how long ago that was. */
const sliceOf = ({ contact, now }: Desk): number =>
  contact.workedAt !== null && Math.abs(now() - contact.workedAt) < REST ? SLICE : SLICE_AT_REST

function goOn(
  { contact }: Desk,
  before: Cursor | null,
  { entries, cursor, head }: RawPage,
): Health {
  const isAll = head.pos <= cursor.pos
  // It says that there is more, and does not send it: asking on would never end.
  if (!isAll && entries.length === 0) return RUBBISH
  contact.pageSize = grown(contact.pageSize, PAGE)
  contact.atHead = isAll
  contact.received = cursor.pos
  const from = Math.min(contact.receivingFrom ?? before?.pos ?? 0, before?.pos ?? 0)
  contact.receivingFrom = isAll ? null : from
  if (isAll) return { type: 'well', news: entries.length > 0 }
  const receiving = { done: cursor.pos - from, of: head.pos - from }
  return receiving.of > PAGE ? { type: 'busy', receiving } : { type: 'busy' }
}
