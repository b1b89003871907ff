import type { DiscrepancyView, ResolutionView } from '#shared/contract/discrepancies.ts'
import type { DiscrepancyKind } from '#shared/domain/discrepancy/facts.ts'
import { MANAGED } from '#shared/domain/discrepancy/rules.ts'
import type { DiscrepancyState } from '#shared/domain/discrepancy/state.ts'
import { badSeals, type DiscrepancyRow } from '../bad-seals.ts'
import type { ReadDb } from '../open.ts'
import { type Resolution, resolutionsOf } from '../resolutions.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { claimsOf } from './claims.ts'
import { linesOf } from './custody.ts'
import { aboutOf, titleOf } from './discrepancy-titles.ts'
import { placeView } from './places.ts'

/** As many as a list can show; the rest come when these are settled. */
const MOST = 200

const ASKING = `SELECT * FROM discrepancy WHERE state <> 'resolved' ORDER BY since, id LIMIT ${MOST}`
const SETTLED = `SELECT * FROM discrepancy WHERE state = 'resolved' ORDER BY since DESC, id LIMIT ${MOST}`
const COUNT = "SELECT count(*) FROM discrepancy WHERE state <> 'resolved'"

/** What a person is asked for, oldest first, each with everything that every side rests on. */
export function discrepancies(db: ReadDb): DiscrepancyView[] {
  const rows = statement(db, ASKING).all() as DiscrepancyRow[]
  const seals = badSeals(db).filter(({ state }) => state !== 'resolved')
  return [...rows, ...seals].map((row) => viewOf(db, row))
}

/** What was settled, newest first. */
export function settled(db: ReadDb): DiscrepancyView[] {
  const rows = statement(db, SETTLED).all() as DiscrepancyRow[]
  const seals = badSeals(db).filter(({ state }) => state === 'resolved')
  return [...seals, ...rows].map((row) => viewOf(db, row))
}

export function discrepancyCount(db: ReadDb): number {
  const seals = badSeals(db).filter(({ state }) => state !== 'resolved')
  return (statement(db, COUNT).pluck().get() as number) + seals.length
}

function viewOf(db: ReadDb, row: DiscrepancyRow): DiscrepancyView {
  const { id, since } = row
  const kind = row.kind as DiscrepancyKind
  const basis = JSON.parse(row.evidence) as string[]
  const resolutions = resolutionsOf(db, id)
  const seen = new Set(resolutions.flatMap(({ data }) => data.basis))
  const shown = basis.length > 0 ? basis : (resolutions.at(-1)?.data.basis ?? [])
  const about = aboutOf(db, kind, row.entity)
  return {
    id,
    kind,
    state: row.state as DiscrepancyState,
    holds: row.holds === 1,
    basis,
    since,
    ...titleOf(db, kind, row.entity),
    about,
    claims: claimsOf(db, { kind, entity: row.entity, holds: row.holds === 1 }, shown).map(
      (claim) => ({ ...claim, isNew: seen.size > 0 && !seen.has(claim.uid) }),
    ),
    resolutions: (about.of ? resolutionsOf(db, about.of.id) : resolutions)
      .map((one) => resolutionView(db, one))
      .reverse(),
    managed: MANAGED.has(kind) || (about.of !== null && MANAGED.has(about.of.kind)),
  }
}

function resolutionView(db: ReadDb, { uid, event, body, data }: Resolution): ResolutionView {
  const { outcome, reason } = data
  const [line] = linesOf(db, [{ event, body }])
  const specimen = 'specimen' in outcome ? outcome.specimen : null
  return {
    uid,
    outcome,
    code: specimen === null ? null : (createWorld(db).specimen(specimen)?.code ?? '?'),
    place: 'at' in outcome ? placeView(db, outcome.at) : null,
    reason,
    person: line!.actor,
    bench: line!.bench,
    at: body.at,
    off: body.off,
  }
}
