import { CLOCK_MAY_DIFFER, clockFault } from '#shared/domain/discrepancy/clocks.ts'
import { type EventBody, readKept } from '#shared/ledger/body.ts'
import { withoutBranch } from '#shared/ledger/chain.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { discrepancy, gatherEvidence } from './discrepancies.ts'
import { evidenceOf } from './notice.ts'
import { rememberedTime, rememberTime } from './times.ts'

const PLACED = 'SELECT received_at AS received FROM stream_order WHERE event = ?'

interface Placed {
  readonly received: number
}

/**
 * DIS-14: an event that has its position in the common order says when its bench believed it was. One clock
 * is suspect once for each start of a program, by the first such act: one that is dated too late, and one
 * too early.
 */
export function projectClock(db: WriteDb, event: number, body: EventBody): void {
  rememberTime(db, body.uid, body.at)
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

function wrongness(db: WriteDb, event: number, { at, base, mono }: EventBody): Wrong {
  const placed = statement(db, PLACED).get(event) as Placed | undefined
  if (!placed || mono[0] === '') return null
  // Nothing that it rests on was received later than it was itself.
  const mayBeEarly = at < placed.received - CLOCK_MAY_DIFFER
  return clockFault(at, placed.received, mayBeEarly ? heardBefore(db, at, base) : null)
}

/**
 * When the service had received what the writer rested on, as far as that may make an act of this time too
 * early; else null. Only what was received soon after it was written counts: anything else may have come
 * again to a service that was restored.
 */
function heardBefore(db: WriteDb, at: number, base: EventBody['base']): number | null {
  let heard: number | null = null
  for (const uid of new Set(Object.values(base).flat())) {
    // What was not written later cannot have been received too late for it, and soon after that.
    if ((rememberedTime(db, uid) ?? Number.MAX_SAFE_INTEGER) <= at) continue
    const cause = statement(db, RECEIVED).get(uid) as { body: string; received: number } | undefined
    if (!cause) continue
    const told = readKept(cause.body, uid).at
    rememberTime(db, uid, told)
    if (Math.abs(told - cause.received) <= CLOCK_MAY_DIFFER)
      heard = Math.max(heard ?? 0, cause.received)
  }
  return heard
}

const RECEIVED = `
SELECT e.body, o.received_at AS received FROM event e JOIN stream_order o ON o.event = e.id WHERE e.uid = ?`

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
