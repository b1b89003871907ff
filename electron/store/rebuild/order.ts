import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'

/** How much of a ledger is meant: what comes in later is not. */
export interface Extent {
  /** The last event that had come in. */
  readonly event: number
  /** The last position of the common order that was known. */
  readonly pos: number
  /** The last of the positions that services had lost. */
  readonly past: number
}

export interface StoredEvent {
  readonly id: number
  readonly body: string
  readonly uid: string
}

export const extentOf = (db: ReadDb): Extent =>
  statement(
    db,
    `SELECT (SELECT coalesce(max(id), 0) FROM event) AS event,
       (SELECT coalesce(max(pos), 0) FROM stream_order) AS pos,
       (SELECT coalesce(max(id), 0) FROM past_order) AS past`,
  ).get() as Extent

/** Events that are in memory at once. */
const PAGE = 1_000

const ORDERED = `
SELECT e.id, e.body, e.uid, o.pos FROM stream_order o JOIN event e ON e.id = o.event
WHERE o.pos > ? AND o.pos <= ? ORDER BY o.pos LIMIT ${PAGE}`

const NOT_ORDERED = `
SELECT e.id, e.body, e.uid FROM event e LEFT JOIN stream_order o ON o.event = e.id
WHERE e.id > ? AND e.id <= ? AND (o.pos IS NULL OR o.pos > ?) ORDER BY e.id LIMIT ${PAGE}`

const ARRIVED = `
SELECT e.id, e.body, e.uid FROM event e WHERE e.id > ? ORDER BY e.id LIMIT ${PAGE}`

/**
 * The events in the common order, and then this bench's own that have no place in it. No statement is left
 * open between two events, so that whoever reads may write.
 */
export function* inOrder(db: ReadDb, { event, pos }: Omit<Extent, 'past'>): Generator<StoredEvent> {
  yield* pages(
    ({ last }) => statement(db, ORDERED).all(last, pos),
    (row) => row.pos!,
  )
  yield* pages(
    ({ last }) => statement(db, NOT_ORDERED).all(last, event, pos),
    (row) => row.id,
  )
}

/** The events that came in after one, as they came. */
export function* arrivedAfter(db: ReadDb, event: number): Generator<StoredEvent> {
  yield* pages(
    ({ last }) => statement(db, ARRIVED).all(last),
    (row) => row.id,
    event,
  )
}

function* pages(
  read: (at: { last: number }) => unknown[],
  keyOf: (row: StoredEvent & { readonly pos?: number }) => number,
  from = 0,
): Generator<StoredEvent> {
  let last = from
  for (;;) {
    const rows = read({ last }) as (StoredEvent & { readonly pos?: number })[]
    yield* rows
    if (rows.length < PAGE) return
    last = keyOf(rows.at(-1)!)
  }
}
