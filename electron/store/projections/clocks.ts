import { clockFault } from '#shared/domain/discrepancy/clocks.ts'
import { type EventBody, readKept } from '#shared/ledger/body.ts'
import { withoutBranch } from '#shared/ledger/chain.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { epochOf } from '../sync/cursor.ts'
import { discrepancy, gatherEvidence } from './discrepancies.ts'
import { evidenceOf } from './notice.ts'

const PLACED = 'SELECT pos, received_at AS received FROM stream_order WHERE event = ?'

interface Placed {
  readonly pos: number
  readonly received: number
}

/**
 * DIS-14: an event that has its position in the common order says when its bench believed it was. One clock
 * is suspect once for each start of a program, by the first such act: one that is dated too late, and one
 * too early.
 */
export function projectClock(db: WriteDb, event: number, body: EventBody): void {
  const wrong = wrongness(db, event, body)
  if (wrong === null) return
  const id = discrepancy('clock-suspect', `clock:${chainAt(db, event)}/${body.mono[0]}`)
  const known = evidenceOf(db, id)
  const isNew = known.every((uid) => wrongOfUid(db, uid) !== wrong)
  if (isNew) gatherEvidence(db, id, [...known, body.uid].sort())
}

/** After positions were lost, or others count: what was suspect by them need not be so any more. */
export function projectClocksAgain(db: WriteDb): void {
  const ids = statement(db, "SELECT id FROM discrepancy WHERE kind = 'clock-suspect'")
    .pluck()
    .all() as string[]
  for (const id of ids) {
    const known = evidenceOf(db, id)
    const left = known.filter((uid) => wrongOfUid(db, uid) !== null)
    if (left.length < known.length) gatherEvidence(db, id, left)
  }
}

type Wrong = 'late' | 'early' | null

function wrongness(db: WriteDb, event: number, { at, seen, mono }: EventBody): Wrong {
  const placed = statement(db, PLACED).get(event) as Placed | undefined
  if (!placed || mono[0] === '') return null
  return clockFault(at, placed.received, heardBefore(db, seen, placed.pos))
}

/** When the service had received what the writer had heard of; null where that cannot be said. */
function heardBefore(db: WriteDb, [epoch, pos]: EventBody['seen'], placed: number): number | null {
  // A position of another epoch may be another event's by now.
  if (pos === 0 || pos >= placed || epoch !== epochOf(db)) return null
  const sql = 'SELECT received_at FROM stream_order WHERE pos = ?'
  return (statement(db, sql).pluck().get(pos) as number | undefined) ?? null
}

function wrongOfUid(db: WriteDb, uid: string): Wrong {
  const row = statement(db, 'SELECT id, body FROM event WHERE uid = ?').get(uid) as
    | { id: number; body: string }
    | undefined
  return row ? wrongness(db, row.id, readKept(row.body, uid)) : null
}

/** The chain of the envelope that stands in the order, so that every bench says the same. */
function chainAt(db: WriteDb, event: number): string {
  const name = statement(
    db,
    `SELECT c.name FROM stream_order o JOIN event e ON e.id = o.event LEFT JOIN alias a ON a.id = o.alias
     JOIN chain c ON c.id = coalesce(a.chain, e.chain) WHERE o.event = ?`,
  )
    .pluck()
    .get(event)
  return withoutBranch(name as string)
}
