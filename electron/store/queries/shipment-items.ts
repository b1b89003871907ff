import { entity, readEntity } from '#shared/domain/entities.ts'
import { wholeShipment } from '#shared/domain/shipment/evolve.ts'
import type { ItemClaim, ShipmentClaim } from '#shared/domain/shipment/facts.ts'
import {
  type ItemCounts,
  type ItemNow,
  itemNow,
  type Manifest,
  manifestOf,
  NO_COUNTS,
} from '#shared/domain/shipment/items.ts'
import { headsOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'

/** A consignment as it stands. `inHand` has no tube that nobody has scanned. */
export interface ShipmentNow {
  readonly claim: ShipmentClaim
  readonly manifest: Manifest
  readonly inHand: ReadonlyMap<string, ItemNow>
  readonly counts: ItemCounts & { readonly late: number }
}

interface Kept {
  readonly claim: ShipmentClaim
  readonly manifest: Manifest
  readonly inHand: Map<string, ItemNow>
  counts: Record<ItemNow['state'] | 'late', number>
  /** Of the manifest, how many are in the hand. */
  came: number
  /** The last event that is counted in. */
  event: Last
}

interface Last {
  readonly id: number
  readonly uid: string
}

const kept = new WeakMap<ReadDb, Map<string, Kept>>()
/** More events than this since, and all is read again. */
const MOST_NEW = 500
/** So many consignments are kept in mind. */
const MOST_KEPT = 8

/**
 * What is known of a consignment and its tubes; null where there is none. What was read is kept in mind, so that
 * a scan reads only what has come since: with 5,000 tubes, two rows and not 5,000. An event that was counted in
 * and is no longer there, as after an act that failed, makes it be read again.
 */
export function shipmentNow(db: ReadDb, shipment: string): ShipmentNow | null {
  const mind = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, mind)
  const before = mind.get(shipment)
  const goesOn = before !== undefined && isThere(db, before.event)
  const now = goesOn ? catchUp(db, shipment, before) : readAll(db, shipment)
  mind.delete(shipment)
  if (now) mind.set(shipment, now)
  if (mind.size > MOST_KEPT) mind.delete(mind.keys().next().value!)
  return now && viewOf(now)
}

const lastEvent = (db: ReadDb): Last =>
  (statement(db, 'SELECT id, uid FROM event ORDER BY id DESC LIMIT 1').get() as Last) ?? {
    id: 0,
    uid: '',
  }

const isThere = (db: ReadDb, { id, uid }: Last): boolean =>
  statement(db, 'SELECT uid FROM event WHERE id = ?').pluck().get(id) === uid

function viewOf({ claim, manifest, inHand, counts, came }: Kept): ShipmentNow {
  const left = manifest.codes.size - came
  const open = manifest.closed ? { expected: 0, missing: left } : { expected: left, missing: 0 }
  return { claim, manifest, inHand, counts: { ...counts, ...open } }
}

function readAll(db: ReadDb, shipment: string): Kept | null {
  const event = lastEvent(db)
  const heads = headsOf(db, entity.shipment(shipment))
  const claim = wholeShipment(heads.flatMap(({ claim: said }) => (said as ShipmentClaim) ?? []))
  if (!claim) return null
  const none = { inHand: new Map(), counts: { ...NO_COUNTS, late: 0 }, came: 0 }
  const now: Kept = { claim, manifest: manifestOf(claim), event, ...none }
  const [from, to] = [entity.item(shipment, ''), `item:${shipment}0`]
  const rows = statement(db, 'SELECT name, heads FROM entity WHERE name >= ? AND name < ?').all(
    from,
    to,
  ) as { name: string; heads: string }[]
  for (const row of rows)
    put(now, row.name.slice(from.length), claimsIn(JSON.parse(row.heads) as Claimed[]))
  return now
}

type Claimed = { readonly claim: unknown }
const claimsIn = (heads: readonly Claimed[]) =>
  heads.flatMap(({ claim }) => (claim as ItemClaim) ?? [])

function catchUp(db: ReadDb, shipment: string, now: Kept): Kept | null {
  const event = lastEvent(db)
  if (event.id - now.event.id > MOST_NEW) return readAll(db, shipment)
  const names = statement(
    db,
    `SELECT j.value FROM event e, json_each(e.body, '$.ents') j WHERE e.id > ? AND e.id <= ?`,
  )
    .pluck()
    .all(now.event.id, event.id) as string[]
  if (names.includes(entity.shipment(shipment))) return readAll(db, shipment)
  const prefix = entity.item(shipment, '')
  for (const name of new Set(names)) {
    if (!name.startsWith(prefix)) continue
    put(now, codeIn(name), claimsIn(headsOf(db, name)))
  }
  now.event = event
  return now
}

const codeIn = (name: string): string => {
  const { id } = readEntity(name)
  return id.slice(id.indexOf('/') + 1)
}

function put(now: Kept, code: string, said: NonNullable<ItemClaim>[]): void {
  const { manifest, inHand } = now
  const before = inHand.get(code)
  if (before) count(now, before, -1)
  inHand.delete(code)
  const item = itemNow(manifest, code, said)
  if (item.at === null) return
  inHand.set(code, item)
  count(now, item, 1)
}

function count(now: Kept, { code, state, isLate }: ItemNow, by: 1 | -1): void {
  const { counts } = now
  now.counts = {
    ...counts,
    [state]: counts[state] + by,
    late: counts.late + (isLate ? by : 0),
  }
  if (now.manifest.codes.has(code)) now.came += by
}

/** Every announced code that nobody has in the hand, in the manifest's order. */
export const notCome = ({ manifest, inHand }: ShipmentNow): string[] =>
  [...manifest.codes].filter((code) => !inHand.has(code))
