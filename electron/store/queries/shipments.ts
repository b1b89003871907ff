import type { ShipmentList, ShownItems } from '#shared/contract/shipments.ts'
import type { ItemView, ShipmentItems, ShipmentView } from '#shared/contract/work.ts'
import { type ItemNow, itemNow } from '#shared/domain/shipment/items.ts'
import { loadWork } from '../batch/session.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { nameOf, studies } from './people.ts'
import { findingOfItem } from './shipment-findings.ts'
import { type ShipmentNow, shipmentNow } from './shipment-items.ts'

/** So many that are closed are shown; of those that are not, all. */
const MOST_CLOSED = 30

/** SHP-11: what never came is over as well, unless it came after all. */
const OVER = `coalesce(json_extract(heads, '$[0].claim.closed'),
  CASE WHEN json_extract(heads, '$[0].claim.arrived') IS NULL
    THEN json_extract(heads, '$[0].claim.ended') END)`

const OPEN = `
SELECT name FROM entity WHERE name >= 'shipment:' AND name < 'shipment;'
AND ${OVER} IS NULL ORDER BY id DESC`

const CLOSED = `
SELECT name FROM entity WHERE name >= 'shipment:' AND name < 'shipment;'
AND ${OVER} IS NOT NULL ORDER BY id DESC LIMIT ?`

/** Every consignment that is expected or open, and the last ones that were closed; newest first. */
export function shipmentList(db: ReadDb): ShipmentList {
  const names = [
    ...(statement(db, OPEN).pluck().all() as string[]),
    ...(statement(db, CLOSED).pluck().all(MOST_CLOSED) as string[]),
  ]
  const setup = loadWork(db, 'receiving')?.setup
  return {
    shipments: names.flatMap((name) => {
      const now = shipmentNow(db, name.slice('shipment:'.length))
      return now ? viewOf(db, now) : []
    }),
    openHere: setup?.kind === 'receiving' ? setup.shipment : null,
  }
}

export function shipmentCounts(db: ReadDb): { expected: number; open: number } {
  const arrived = statement(db, ARRIVED).pluck().all() as number[]
  const open = arrived.filter((one) => one === 1).length
  return { expected: arrived.length - open, open }
}

const ARRIVED = `
SELECT json_extract(heads, '$[0].claim.arrived') IS NOT NULL FROM entity
WHERE name >= 'shipment:' AND name < 'shipment;' AND ${OVER} IS NULL`

export function viewOf(db: ReadDb, { claim, manifest, counts }: ShipmentNow): ShipmentView {
  const { shipment, expected, arrived, ended } = claim
  const closed = claim.closed ?? ended
  const { sender = '', courier = null, reference = null } = arrived ?? expected ?? {}
  return {
    ...{ shipment, sender, courier, reference },
    expectedAt: expected?.expectedAt ?? null,
    arrivedAt: arrived?.at ?? null,
    arrivedBy: arrived && nameOf(db, arrived.by),
    closedAt: closed?.at ?? null,
    closedBy: closed && nameOf(db, closed.by),
    condition: arrived?.condition ?? null,
    celsius: arrived?.celsius ?? null,
    note: arrived?.note ?? null,
    ended: ended?.reason ?? null,
    announced: expected && expected.items.length > 0 ? manifest.codes.size : null,
    study: studies(db).find(({ study }) => study === expected?.study) ?? null,
    counts,
  }
}

/** One consignment with those tubes that are asked for; null where there is none. */
export function shipmentItems(
  db: ReadDb,
  { shipment, state, text, limit }: ShownItems,
): ShipmentItems | null {
  const now = shipmentNow(db, shipment)
  if (!now) return null
  const { manifest, inHand, claim } = now
  const said = new Map(claim.expected?.items.map((item) => [item.code, item.material]))
  const others = [...inHand.values()]
    .filter(({ code }) => !manifest.codes.has(code))
    .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
  const world = createWorld(db)
  const study = studyOf(db, now)
  const view = (item: ItemNow): ItemView => {
    const { code, tube, state, condition, at, by, others: rest, isLate } = item
    const record = tube === null ? null : world.specimen(tube)
    const material = record?.material ?? said.get(code) ?? null
    const name = by === null ? null : nameOf(db, by)
    const finding = findingOfItem(db, study, item)
    const shows = { state, condition, at, by: name, others: rest, isLate, finding }
    return { code, specimen: tube, material, ...shows }
  }
  const announced = [...manifest.codes].map(
    (code) => inHand.get(code) ?? itemNow(manifest, code, []),
  )
  const part = text.trim().toLowerCase()
  const fits = (item: ItemNow) =>
    (state === null || item.state === state) && item.code.toLowerCase().includes(part)
  const found = [...announced, ...others].filter(fits)
  return {
    shipment: viewOf(db, now),
    items: found.slice(0, limit).map(view),
    found: found.length,
  }
}

/** Of a consignment that was announced without one, the study of the batch that receives it here. */
function studyOf(db: ReadDb, { claim: { shipment, expected } }: ShipmentNow): string | null {
  const setup = loadWork(db, 'receiving')?.setup
  const isHere = setup?.kind === 'receiving' && setup.shipment === shipment
  return (isHere ? setup.study : null) ?? expected?.study ?? null
}
