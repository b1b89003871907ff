import type { HomeView } from '#shared/contract/views.ts'
import { load, viewOf } from '../intake/session.ts'
import type { ReadDb } from '../open.ts'
import { MISSING, SPECIMENS, tally } from '../projections/tally.ts'
import { statement } from '../sql.ts'
import { discrepancyCount } from './discrepancies.ts'
import { recent } from './recent.ts'
import { undone } from './search.ts'
import { shipmentCounts } from './shipments.ts'

/** What a person sees when the day begins. */
export function home(db: ReadDb): HomeView {
  const out = statement(
    db,
    "SELECT count(DISTINCT specimen) AS count, min(since) AS since FROM tube_claim WHERE state = 'out'",
  ).get() as { count: number; since: number | null }
  return {
    intake: intakeOf(db),
    recent: recent(db, 6),
    out: { count: out.count, longestSince: out.since },
    missing: tally(db, MISSING),
    discrepancies: discrepancyCount(db),
    specimens: tally(db, SPECIMENS) - undone(db),
    shipments: shipmentCounts(db),
  }
}

function intakeOf(db: ReadDb): HomeView['intake'] {
  const session = load(db)
  if (!session) return null
  const { box, stored, taken, total, parked } = viewOf(db, session)
  return { box: box.code, stored, taken, total, parked: parked.length }
}
