import type { VisitLine, VisitTube, VisitView } from '#shared/contract/studies.ts'
import type { ClaimOf } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Head } from '#shared/domain/fold.ts'
import type { PlannedEvent } from '#shared/domain/study/facts.ts'
import { bodiesOf, factOf, headsOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'

/** The last visits of a study, newest first, each with how many of its planned tubes are there. STU-13 */
export function visitsOf(db: ReadDb, study: string, limit: number): VisitLine[] {
  const names = statement(
    db,
    // The plus keeps SQLite from going through all entities for want of enough visits.
    'SELECT heads FROM entity WHERE name >= ? AND name < ? ORDER BY +id DESC LIMIT ?',
  ).all(entity.visit(study, ''), `visit:${study}0`, limit) as { heads: string }[]
  return names.flatMap(({ heads }) => {
    const claim = claimIn(JSON.parse(heads) as Head[])
    return claim ? lineOf(viewOf(db, claim)) : []
  })
}

export interface VisitAsked {
  readonly study: string
  readonly event: string
  readonly donor: string
  /** The visit that is being asked about, where it is recorded already. */
  readonly except: string | null
}

/** ACC-6: the other visits of this donor at this event of the study, whichever bench recorded them. */
export function visitsAlike(db: ReadDb, { study, event, donor, except }: VisitAsked): VisitLine[] {
  const found = statement(
    db,
    'SELECT heads FROM entity WHERE name >= ? AND name < ? AND instr(heads, ?) > 0 ORDER BY +id DESC',
  ).all(entity.visit(study, ''), `visit:${study}0`, donor) as { heads: string }[]
  return found.flatMap(({ heads }) => {
    const claim = claimIn(JSON.parse(heads) as Head[])
    const isAlike = claim?.donor === donor && claim.event === event && claim.visit !== except
    return isAlike ? lineOf(viewOf(db, claim)) : []
  })
}

/** One visit with its tubes; null where nobody has recorded it. */
export function visitOf(db: ReadDb, study: string, visit: string): VisitView | null {
  const claim = claimIn(headsOf(db, entity.visit(study, visit)))
  return claim && viewOf(db, claim)
}

/** A tube that came before its visit was heard of says nothing of it. */
const claimIn = (heads: readonly Head[]): ClaimOf['visit'] | null =>
  (heads.findLast(({ claim }) => claim)?.claim as ClaimOf['visit'] | undefined) ?? null

const lineOf = ({ tubes: _, others: __, ...line }: VisitView): VisitLine => line

function viewOf(db: ReadDb, claim: ClaimOf['visit']): VisitView {
  const { study, visit, event, protocol, donor, visitedAt } = claim
  const planned = plannedEvent(db, claim)?.tubes ?? []
  const came = tubesOf(db, study, visit)
  const of = (key: string) => came.filter((tube) => tube.planned === key).map(plain)
  const tubes = planned.map((tube) => ({ ...tube, specimens: of(tube.key) }))
  const keys = new Set(planned.map(({ key }) => key))
  const others = came.filter((tube) => !keys.has(tube.planned ?? '')).map(plain)
  return {
    visit,
    event,
    protocol,
    donor,
    visitedAt,
    planned: tubes.reduce((sum, { count }) => sum + count, 0),
    // More of one kind than were planned do not make up for another one.
    there: tubes.reduce((sum, { count, specimens }) => sum + Math.min(count, specimens.length), 0),
    tubes,
    others,
  }
}

const plain = ({ specimen, code }: ClaimOf['specimen']): VisitTube => ({ specimen, code })

const plannedEvent = (
  db: ReadDb,
  { protocol, event }: ClaimOf['visit'],
): PlannedEvent | undefined =>
  createWorld(db)
    .protocol(protocol)
    ?.events.find(({ key }) => key === event)

/** Those that were registered with the visit and are still so. */
function tubesOf(db: ReadDb, study: string, visit: string): ClaimOf['specimen'][] {
  const world = createWorld(db)
  const named = bodiesOf(db, entity.visit(study, visit)).flatMap(({ body }) => {
    const fact = factOf(body)
    return fact?.type === 'specimen.accessioned' ? fact.data.specimen : []
  })
  return [...new Set(named)].flatMap((id) => {
    const record = world.specimen(id)
    return record && !record.undone && record.visit === visit ? record : []
  })
}
