import type { DiscrepancyClaim, DiscrepancyView } from '#shared/contract/views.ts'
import { entity, readEntity, readPlace } from '#shared/domain/entities.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import type { Place } from '#shared/domain/words.ts'
import type { ReadDb } from '../open.ts'
import { all, first, q, statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { custodyOf } from './custody.ts'
import { studies } from './people.ts'
import { placeView } from './places.ts'

/** What disagrees, oldest first, each with everything that every side rests on. */
export function discrepancies(db: ReadDb): DiscrepancyView[] {
  const rows = all(db, q.selectFrom('discrepancy').selectAll().orderBy('since').orderBy('id'))
  return rows.map((row) => viewOf(db, row as Row))
}

export const discrepancyCount = (db: ReadDb): number =>
  first(
    db,
    q.selectFrom('discrepancy').select((eb) => eb.fn.countAll<number>().as('n')),
  )!.n

interface Row {
  readonly id: string
  readonly kind: DiscrepancyView['kind']
  readonly entity: string
  readonly since: number
}

function viewOf(db: ReadDb, { id, kind, entity: name, since }: Row): DiscrepancyView {
  const of = readEntity(name).id
  switch (kind) {
    case 'position-contested': {
      const at = readPlace(of)
      const { position, path } = placeView(db, at)
      const claims = claimsOnPlace(db, at)
      return { id, kind, since, title: `${path}/${position}`, path, claims }
    }
    case 'tube-in-two-places': {
      const code = createWorld(db).specimen(of)?.code ?? of
      return { id, kind, since, title: code, path: '', claims: claimsOfTube(db, of) }
    }
    case 'code-twice':
      return { id, kind, since, title: of, path: '', claims: claimsOnCode(db, of) }
  }
}

function claimsOnPlace(db: ReadDb, at: Place): DiscrepancyClaim[] {
  const rows = statement(
    db,
    'SELECT specimen, uid FROM tube_claim WHERE container = ? AND idx = ? ORDER BY uid',
  ).all(at.container, at.index) as { specimen: string; uid: string }[]
  return rows.map(({ specimen, uid }) => claimView(db, specimen, uid, at))
}

function claimsOfTube(db: ReadDb, specimen: string): DiscrepancyClaim[] {
  return createWorld(db)
    .tube(specimen)
    .map(({ uid, at }) => claimView(db, specimen, uid, at))
}

function claimsOnCode(db: ReadDb, code: string): DiscrepancyClaim[] {
  const world = createWorld(db)
  return inUse(world, code)
    .filter(({ of }) => of === 'specimen')
    .map(({ id }) => claimView(db, id, null, world.tube(id).find(({ at }) => at)?.at ?? null))
}

/** `uid` names the event that the claim rests on; null: the specimen's first. */
function claimView(
  db: ReadDb,
  specimen: string,
  uid: string | null,
  at: Place | null,
): DiscrepancyClaim {
  const record = createWorld(db).specimen(specimen)
  const custody = custodyOf(db, specimen)
  const event = uid === null ? custody.at(-1) : custody.find((line) => line.uid === uid)
  return {
    uid: event?.uid ?? entity.specimen(specimen),
    specimen,
    code: record?.code ?? '?',
    material: record?.material ?? null,
    study: studies(db).find(({ study }) => study === record?.study)?.code ?? null,
    bench: event?.bench ?? '?',
    place: at && placeView(db, at),
    custody,
  }
}
