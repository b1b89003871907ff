import type {
  HeldBackView,
  LineageView,
  PlaceView,
  SpecimenState,
  SpecimenView,
} from '#shared/contract/views.ts'
import type { ClaimOf, TubeClaim } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import { agree } from '#shared/domain/tube/rules.ts'
import type { Material, TubeType } from '#shared/domain/words.ts'
import type { World } from '#shared/domain/world.ts'
import { bodiesOf, factOf, headsOf } from '../entities.ts'
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
    ...amountsOf(db, row, world),
    ...heldBack(world, id),
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
    external: externalOf(db, id, world.specimen(id)),
  }
}

/** Under which codes it is known to whoever gave them out: that of its registration, and those of its arrival. */
function externalOf(
  db: ReadDb,
  specimen: string,
  record: ClaimOf['specimen'] | null,
): SpecimenView['external'] {
  const arrivals = bodiesOf(db, entity.tube(specimen)).flatMap(({ body }) => {
    const fact = factOf(body)
    return fact?.type === 'specimen.arrived' && fact.data.codes ? [fact.data] : []
  })
  const issuer = record?.external?.issuer ?? arrivals.at(-1)?.siteName
  if (issuer === undefined) return null
  const codes = [record?.external?.code ?? [], ...arrivals.map((one) => one.codes ?? [])].flat()
  return { issuer, codes: [...new Set(codes)] }
}

function amountsOf(db: ReadDb, { id, study }: Row, world: World) {
  const row = statement(db, 'SELECT used, thaws FROM amount WHERE specimen = ?').get(id) as
    | { used: number; thaws: number }
    | undefined
  return { used: row?.used ?? 0, thaws: row?.thaws ?? 0, thawLimit: world.thawLimit(study) }
}

export function heldBack(world: Pick<World, 'status'>, specimen: string): HeldBackView {
  const { quarantined, closed } = world.status(specimen)
  return { quarantined, closed }
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

/**
 * All that a specimen was made from, by whichever way of a pool, all that was made of those, and what else went
 * into a pool of them; its own line first, should there be more than can be shown. Depths count from a specimen that was made from nothing.
 */
const FAMILY = `
WITH RECURSIVE
  up(id, depth) AS (
    SELECT :id, 0
    UNION SELECT s.parent, depth + 1 FROM up JOIN specimen s ON s.id = up.id
      WHERE s.parent IS NOT NULL AND depth < 32
    UNION SELECT p.parent, depth + 1 FROM up JOIN parentage p ON p.child = up.id WHERE depth < 32
  ),
  root(id) AS (
    SELECT * FROM (SELECT id FROM up ORDER BY depth DESC LIMIT 1)
    UNION SELECT up.id FROM up JOIN specimen s ON s.id = up.id WHERE s.parent IS NULL
      AND NOT EXISTS (SELECT 1 FROM parentage p WHERE p.child = up.id)
  ),
  down(id, depth) AS (
    SELECT id, 0 FROM root
    UNION SELECT s.id, depth + 1 FROM down JOIN specimen s ON s.parent = down.id WHERE depth < 32
    UNION SELECT p.child, depth + 1 FROM down JOIN parentage p ON p.parent = down.id WHERE depth < 32
  ),
  beside(id, depth) AS (
    SELECT p.parent, depth - 1 FROM down JOIN parentage p ON p.child = down.id
    WHERE p.parent NOT IN (SELECT id FROM down)
  )
SELECT s.*, found.depth FROM (SELECT id, min(depth) AS depth 
  FROM (SELECT * FROM down UNION ALL SELECT * FROM beside) GROUP BY id) found
JOIN specimen s ON s.id = found.id
ORDER BY s.id NOT IN (SELECT id FROM up), found.depth, s.code LIMIT 200`

/**
 * The whole family of a specimen, from the primary on, each member once: benches that work apart can make
 * a circle, and a circle has no end.
 */
function lineage(db: ReadDb, { id }: Row): LineageView[] {
  const world = createWorld(db)
  const family = statement(db, FAMILY).all({ id }) as (Row & { depth: number })[]
  return family
    .toSorted((a, b) => a.depth - b.depth || (a.code < b.code ? -1 : 1))
    .map((member) => ({
      specimen: member.id,
      code: member.code,
      material: member.material as Material,
      nanolitres: member.nanolitres,
      parents: parentsOf(db, member),
      state: stateOf(member, world.tube(member.id)),
    }))
}

function parentsOf(db: ReadDb, { id, parent }: Row): string[] {
  if (parent !== null) return [parent]
  const sql = 'SELECT parent FROM parentage WHERE child = ? ORDER BY parent'
  return statement(db, sql).pluck().all(id) as string[]
}
