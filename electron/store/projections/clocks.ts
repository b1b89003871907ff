import { clockFault } from '#shared/domain/discrepancy/clocks.ts'
import { type EventBody, readKept } from '#shared/ledger/body.ts'
import { withoutBranch } from '#shared/ledger/chain.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { getCursor } from '../sync/cursor.ts'
import { discrepancy, gatherEvidence } from './discrepancies.ts'
import { evidenceOf } from './notice.ts'

const PLACED = `
SELECT o.pos, o.received_at AS received, (SELECT received_at FROM stream_order WHERE pos = ?) AS heard
FROM stream_order o WHERE o.event = ?`

interface Placed {
  readonly pos: number
  readonly received: number
  readonly heard: number | null
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
  const [epoch, pos] = seen
  const placed = statement(db, PLACED).get(pos, event) as Placed | undefined
  if (!placed || mono[0] === '') return null
  // A position of another epoch may be another event's by now.
  const isHeard = placed.heard !== null && pos < placed.pos && epoch === getCursor(db)?.epoch
  return clockFault(at, placed.received, isHeard ? placed.heard : null)
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
