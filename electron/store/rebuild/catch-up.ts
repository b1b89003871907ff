import { readKept } from '#shared/ledger/body.ts'
import { headsOf } from '../entities.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { projectClock, projectClocksAgain } from '../projections/clocks.ts'
import { project, projectAgain } from '../projections/project.ts'
import { statement } from '../sql.ts'
import { everLost } from '../sync/order.ts'
import { arrivedAfter, type Extent, extentOf, type StoredEvent } from './order.ts'

/** An event that was there and has come to another place of the order, or lost its place. */
interface Moved extends StoredEvent {
  readonly marked: number
}

/**
 * Brings tables that were derived of a part of the ledger up to all of it: what came in since, and what has
 * come into another order. Answers how far they are now.
 */
export function catchUp(db: WriteDb, since: Extent): Extent {
  const to = extentOf(db)
  for (const { id, body, uid } of arrivedAfter(db, since.event))
    project(db, id, readKept(body, uid))
  const again = new Set<string>()
  const isLost = everLost(db)
  for (const { id, body: text, uid, marked } of movedSince(db, since)) {
    const body = readKept(text, uid)
    projectClock(db, id, body)
    for (const name of body.ents)
      if (marked || isLost || headsOf(db, name).length > 1) again.add(name)
  }
  for (const name of again) projectAgain(db, name)
  if (to.past > since.past) projectClocksAgain(db)
  return to
}

/** How many events came in, or came to another place, since then. */
export const newsSince = (db: ReadDb, since: Extent): number =>
  extentOf(db).event - since.event + movedSince(db, since).length

/** Positions are given again from where a service has lost them. */
function movedSince(db: ReadDb, { pos, past }: Extent): Moved[] {
  const from = statement(
    db,
    'SELECT min(?, coalesce(min(pos) - 1, ?)) FROM past_order WHERE id > ?',
  )
    .pluck()
    .get(pos, pos, past) as number
  return statement(db, MOVED).all({ from, past }) as Moved[]
}

const MOVED = `
  SELECT e.id, e.body, e.uid, o.quarantine IS NOT NULL AS marked
  FROM stream_order o JOIN event e ON e.id = o.event WHERE o.pos > :from
  UNION
  SELECT e.id, e.body, e.uid, p.quarantine IS NOT NULL
  FROM past_order p JOIN event e ON e.id = p.event WHERE p.id > :past
  ORDER BY 1`
