import type { DiscrepancyClaim } from '#shared/contract/discrepancies.ts'
import type { DiscrepancyKind } from '#shared/domain/discrepancy/facts.ts'
import { entity, readEntity, readPlace } from '#shared/domain/entities.ts'
import type { Fact } from '#shared/domain/facts.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import type { Place } from '#shared/domain/words.ts'
import { type EventBody, readKept } from '#shared/ledger/body.ts'
import { bodiesOf, factOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { custodyOf, linesOf } from './custody.ts'
import { studies } from './people.ts'
import { placeView } from './places.ts'

type Claim = Omit<DiscrepancyClaim, 'isNew'>

interface About {
  readonly kind: DiscrepancyKind
  readonly entity: string
  readonly holds: boolean
}

/** Both sides of a discrepancy, and more where there are; `uids` are the events that it rests on. */
export function claimsOf(
  db: ReadDb,
  { kind, entity: name, holds }: About,
  uids: readonly string[],
): Claim[] {
  const of = readEntity(name).id
  switch (kind) {
    case 'position-contested':
      return holds ? claimsOnPlace(db, readPlace(of)) : claimsByEvents(db, uids)
    case 'tube-in-two-places':
      return holds ? claimsOfTube(db, of) : claimsByEvents(db, uids)
    case 'code-twice':
      return holds ? claimsOnCode(db, of) : claimsByEvents(db, uids)
    case 'quantity-negative':
    case 'thaw-limit':
      return amountsByBench(db, of, kind === 'thaw-limit' ? 'specimen.thawed' : 'specimen.used')
    case 'out-after-withdrawal':
      return claimsByEvents(db, uids)
    default:
      return storedEvents(db, uids).map((event) => bareClaim(db, event))
  }
}

interface StoredEvent {
  readonly event: number
  readonly body: EventBody
  readonly fact: Fact | null
}

function storedEvents(db: ReadDb, uids: readonly string[]): StoredEvent[] {
  const found = uids.flatMap((uid) => {
    const row = statement(db, 'SELECT id, body FROM event WHERE uid = ?').get(uid) as
      | { id: number; body: string }
      | undefined
    if (!row) return []
    const body = readKept(row.body, uid)
    return [{ event: row.id, body, fact: factOf(body) }]
  })
  return found.sort((a, b) => a.body.at - b.body.at || (a.body.uid < b.body.uid ? -1 : 1))
}

/** An event about a specimen with that specimen's history; any other by itself. */
function claimsByEvents(db: ReadDb, uids: readonly string[]): Claim[] {
  return storedEvents(db, uids).map((stored) => {
    const data = stored.fact?.data
    if (!data || !('specimen' in data)) return bareClaim(db, stored)
    const at = 'at' in data ? data.at : null
    return claimView(db, data.specimen, stored.body.uid, at)
  })
}

function bareClaim(db: ReadDb, { event, body }: StoredEvent): Claim {
  const custody = linesOf(db, [{ event, body }])
  return { uid: body.uid, ...NO_SPECIMEN, bench: custody[0]!.bench, custody }
}

const NO_SPECIMEN = { specimen: null, code: null, material: null, study: null, place: null }

/** What each bench has recorded of a specimen's uses or thaws. */
function amountsByBench(
  db: ReadDb,
  specimen: string,
  type: 'specimen.used' | 'specimen.thawed',
): Claim[] {
  const all = bodiesOf(db, entity.amount(specimen))
  const undone = new Set(all.flatMap(({ body }) => (body.data.undoes as string | undefined) ?? []))
  const counting = all.filter(
    ({ body }) => body.type === type && !body.data.undoes && !undone.has(body.uid),
  )
  const byBench = Map.groupBy(linesOf(db, counting), ({ bench }) => bench)
  const benches = [...byBench].toSorted(([a], [b]) => a.localeCompare(b))
  return benches.map(([bench, custody]) => ({
    ...aboutSpecimen(db, specimen),
    uid: custody[0]!.uid,
    bench,
    place: null,
    custody,
  }))
}

function claimsOnPlace(db: ReadDb, at: Place): Claim[] {
  const rows = statement(
    db,
    'SELECT specimen, uid FROM tube_claim WHERE container = ? AND idx = ? ORDER BY uid',
  ).all(at.container, at.index) as { specimen: string; uid: string }[]
  return rows.map(({ specimen, uid }) => claimView(db, specimen, uid, at))
}

function claimsOfTube(db: ReadDb, specimen: string): Claim[] {
  return createWorld(db)
    .tube(specimen)
    .map(({ uid, at }) => claimView(db, specimen, uid, at))
}

function claimsOnCode(db: ReadDb, code: string): Claim[] {
  const world = createWorld(db)
  const specimens = inUse(world, code).flatMap(({ of, id }) => (of === 'specimen' ? [id] : []))
  return [...new Set(specimens)].map((id) =>
    claimView(db, id, null, world.tube(id).find(({ at }) => at)?.at ?? null),
  )
}

/** `uid` names the event that the claim rests on; null: the specimen's first. */
function claimView(db: ReadDb, specimen: string, uid: string | null, at: Place | null): Claim {
  const custody = custodyOf(db, specimen)
  const known = uid === null ? custody.at(-1) : custody.find((line) => line.uid === uid)
  const event = known ?? (uid === null ? undefined : storedLine(db, uid))
  return {
    ...aboutSpecimen(db, specimen),
    uid: event?.uid ?? entity.specimen(specimen),
    bench: event?.bench ?? '?',
    place: at && placeView(db, at),
    custody: known || !event ? custody : [event, ...custody],
  }
}

/** A use is no event of the tube, and yet what the claim rests on. */
function storedLine(db: ReadDb, uid: string) {
  return linesOf(db, storedEvents(db, [uid]))[0]
}

function aboutSpecimen(db: ReadDb, specimen: string) {
  const record = createWorld(db).specimen(specimen)
  return {
    specimen,
    code: record?.code ?? '?',
    material: record?.material ?? null,
    study: studies(db).find(({ study }) => study === record?.study)?.code ?? null,
  }
}
