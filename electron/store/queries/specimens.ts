import type { LineageView, PlaceView, SpecimenState, SpecimenView } from '#shared/contract/views.ts'
import type { TubeClaim } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import { agree } from '#shared/domain/tube/rules.ts'
import type { Material, TubeType } from '#shared/domain/words.ts'
import { headsOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { first, q, statement } from '../sql.ts'
import type { Tables } from '../tables.ts'
import { createWorld } from '../world.ts'
import { consentOf } from './consent.ts'
import { custodyOf } from './custody.ts'
import { nameOf, studies } from './people.ts'
import { placeView } from './places.ts'
import { sprecView } from './sprec.ts'

export type Row = Tables['specimen']

export function specimenView(db: ReadDb, id: string): SpecimenView | null {
  const row = first(db, q.selectFrom('specimen').selectAll().where('id', '=', id))
  if (!row) return null
  const world = createWorld(db)
  const claims = world.tube(id)
  const shown = claims.at(-1)
  return {
    specimen: row.id,
    code: row.code,
    accession: row.accession,
    study: studies(db).find(({ study }) => study === row.study) ?? {
      study: row.study,
      code: '?',
      name: '?',
    },
    material: row.material as Material,
    tubeType: row.tube_type as TubeType,
    collectedAt: row.collected_at,
    receivedAt: row.received_at,
    receivedBy: nameOf(db, row.received_by),
    donor: row.donor,
    origin: row.origin as SpecimenView['origin'],
    parentCode: world.specimen(id)?.parentCode ?? null,
    nanolitres: row.nanolitres,
    state: stateOf(row, claims),
    places: placesOf(db, claims),
    holder: shown?.holder ? nameOf(db, shown.holder) : null,
    since: shown?.since ?? row.received_at,
    unread: [entity.specimen(id), entity.tube(id)].some((name) =>
      headsOf(db, name).some(({ unread }) => unread),
    ),
    consent: consentOf(world, id),
    custody: custodyOf(db, id),
    lineage: lineage(db, row),
    sprec: sprecView(db, world, id),
  }
}

export function stateOf(
  row: Row,
  claims: readonly Pick<TubeClaim, 'state' | 'at'>[],
): SpecimenState {
  if (row.undone && claims.every(({ at }) => !at)) return 'undone'
  if (!agree(claims)) return 'disputed'
  return claims.at(-1)?.state ?? 'unplaced'
}

function placesOf(db: ReadDb, claims: readonly Pick<TubeClaim, 'at'>[]): PlaceView[] {
  const places = new Map(claims.flatMap(({ at }) => (at ? [[entity.position(at), at]] : [])))
  return [...places.values()].map((at) => placeView(db, at))
}

const FAMILY = `
WITH RECURSIVE
  up(id, parent, depth) AS (
    SELECT id, parent, 0 FROM specimen WHERE id = ?
    UNION ALL SELECT s.id, s.parent, depth + 1 FROM specimen s JOIN up ON s.id = up.parent WHERE depth < 32
  ),
  down(id, depth) AS (
    SELECT * FROM (SELECT id, 0 FROM up ORDER BY depth DESC LIMIT 1)
    UNION SELECT s.id, depth + 1 FROM specimen s JOIN down ON s.parent = down.id WHERE depth < 32
  )
SELECT s.* FROM (SELECT id, min(depth) AS depth FROM down GROUP BY id) found
JOIN specimen s ON s.id = found.id ORDER BY found.depth, s.code LIMIT 200`

/**
 * The whole family of a specimen, from the primary on, each member once: benches that work apart can make
 * a circle, and a circle has no end.
 */
function lineage(db: ReadDb, row: Row): LineageView[] {
  const world = createWorld(db)
  return (statement(db, FAMILY).all(row.id) as Row[]).map((member) => ({
    specimen: member.id,
    code: member.code,
    material: member.material as Material,
    nanolitres: member.nanolitres,
    parent: member.parent,
    state: stateOf(member, world.tube(member.id)),
  }))
}
