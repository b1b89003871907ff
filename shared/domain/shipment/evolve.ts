import type { Fact } from '../facts.ts'
import type { ItemClaim, ShipmentClaim } from './facts.ts'

/** What was said before is kept beside what is said now, whichever head said it. SHP-1 */
export function shipmentClaim(fact: Fact, prior: readonly ShipmentClaim[]): ShipmentClaim | null {
  const before = {
    expected: prior.find((one) => one?.expected)?.expected ?? null,
    arrived: prior.find((one) => one?.arrived)?.arrived ?? null,
    closed: prior.find((one) => one?.closed)?.closed ?? null,
    ended: prior.find((one) => one?.ended)?.ended ?? null,
  }
  const told = { at: fact.at, by: fact.actor }
  switch (fact.type) {
    case 'shipment.expected':
      // SHP-11: announced anew, it is on its way again.
      return { ...before, shipment: fact.data.shipment, expected: fact.data, ended: null }
    case 'shipment.arrived':
      return { ...before, shipment: fact.data.shipment, arrived: { ...fact.data, ...told } }
    case 'shipment.closed':
      return { ...before, shipment: fact.data.shipment, closed: { ...fact.data, ...told } }
    case 'shipment.ended':
      return { ...before, shipment: fact.data.shipment, ended: { ...fact.data, ...told } }
    default:
      return null
  }
}

/** One tube as a head says it: in the hand, or taken back. SHP-2 */
export function itemClaim(fact: Fact): ItemClaim {
  const { uid, at, actor: by } = fact
  switch (fact.type) {
    case 'shipment.item_received': {
      const { again, undoes: _, ...item } = fact.data
      return { ...item, uid: again ?? uid, at, by, undone: false }
    }
    case 'shipment.item_undone': {
      const { shipment, code } = fact.data
      const nothing = { tube: null, outcome: 'received', condition: 'unknown' } as const
      return { shipment, code, ...nothing, uid, at, by, undone: true }
    }
    default:
      return null
  }
}

/**
 * All heads of a consignment taken together: what any of them says stands. SHP-1. That it never came is over as soon
 * as one says how it came. SHP-11
 */
export function wholeShipment(heads: readonly ShipmentClaim[]): ShipmentClaim | null {
  const first = heads[0]
  if (!first) return null
  const arrived = heads.find((one) => one.arrived)?.arrived ?? null
  return {
    shipment: first.shipment,
    expected: heads.find(({ expected }) => expected)?.expected ?? null,
    arrived,
    ended: arrived ? null : (heads.find(({ ended }) => ended)?.ended ?? null),
    closed: heads.find(({ closed }) => closed)?.closed ?? null,
  }
}
