import { assert } from '../../lib/assert.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Act, CommandOf } from '../commands.ts'
import { entity } from '../entities.ts'
import type { Draft, Fact } from '../facts.ts'
import type { Refusal } from '../refusals.ts'
import { register } from '../specimen/rules.ts'
import type { PastFact, World } from '../world.ts'
import type { ShipmentClaim } from './facts.ts'

export function decideExpected(
  world: World,
  c: CommandOf<'expectShipment'>,
): Result<Draft[], Refusal> {
  const { shipment, sender, courier, reference, expectedAt, study, items } = c
  const no = refuseOpened(world, shipment)
  if (no) return err(no)
  if (study !== null && !world.study(study))
    return err({ type: 'NotFound', what: 'study', id: study })
  const codes = new Set<string>()
  for (const { code } of items) {
    if (codes.has(code)) return err({ type: 'CodeTwice', code })
    codes.add(code)
  }
  const data = { shipment, sender, courier, reference, expectedAt, study, items }
  return ok([{ type: 'shipment.expected', ents: [entity.shipment(shipment)], data }])
}

/** SHP-3: how it came is said once, and what it should bring before that. */
function refuseOpened(world: World, shipment: string): Refusal | null {
  const { arrived, closed } = world.shipment(shipment) ?? {}
  if (!arrived) return null
  return { type: closed ? 'ShipmentClosed' : 'ShipmentOpened', sender: arrived.sender }
}

/** SHP-3: it is opened once; an unannounced one is first heard of by that. */
export function decideArrival(
  world: World,
  c: CommandOf<'openShipment'>,
): Result<Draft[], Refusal> {
  const no = refuseOpened(world, c.shipment)
  if (no) return err(no)
  const { shipment, sender, courier, reference, condition, celsius, note } = c
  const data = { shipment, sender, courier, reference, condition, celsius, note }
  return ok([{ type: 'shipment.arrived', ents: [entity.shipment(shipment)], data }])
}

/** SHP-11: what never came is ended with a reason, and all that was announced of it is missing. */
export function decideEnd(
  world: World,
  { shipment, reason }: CommandOf<'endShipment'>,
): Result<Draft[], Refusal> {
  const known = world.shipment(shipment)
  if (!known?.expected) return err({ type: 'NotFound', what: 'shipment', id: shipment })
  if (known.ended) return err({ type: 'ShipmentClosed', sender: known.expected.sender })
  const no = refuseOpened(world, shipment)
  if (no) return err(no)
  const missing = known.expected.items.map(({ code }) => code)
  const data = { shipment, missing, reason }
  return ok([{ type: 'shipment.ended', ents: [entity.shipment(shipment)], data }])
}

/**
 * SHP-4: one tube of it is in the hand, in whatever state. What was read is written down as an item, whether it
 * was announced or not; where the study is known it is registered in the same act. SHP-7: a damaged one is held
 * back in the same act, where there is a record of it.
 */
export function decideItem(
  world: World,
  act: Act,
  c: CommandOf<'receiveItem'>,
): Result<Draft[], Refusal> {
  const { shipment, code, outcome, condition, specimen: given } = c
  const open = openShipment(world, shipment)
  if (!open.ok) return open
  const registered = given && register(world, act, { ...given, code, shipment })
  if (registered && !registered.ok) return registered
  const tube = registered ? registered.value.data.specimen : c.tube
  const item: Draft = {
    type: 'shipment.item_received',
    ents: [entity.item(shipment, code)],
    data: { shipment, code, tube, outcome, condition },
  }
  return ok([
    ...(registered ? [registered.value] : []),
    item,
    ...(outcome === 'damaged' && tube !== null ? holdBack(world, tube, c.reason) : []),
  ])
}

/** What is held back already keeps its own reason. */
function holdBack(world: World, specimen: string, reason: string | null = null): Draft[] {
  if (reason === null || world.status(specimen).quarantined !== null) return []
  const ents = [entity.status(specimen)]
  return [{ type: 'specimen.quarantined', ents, data: { specimen, reason } }]
}

function openShipment(world: World, shipment: string): Result<ShipmentClaim, Refusal> {
  const known = world.shipment(shipment)
  if (!known?.arrived) return err({ type: 'NotFound', what: 'shipment', id: shipment })
  if (known.closed) return err({ type: 'ShipmentClosed', sender: known.arrived.sender })
  return ok(known)
}

/** SHP-5: closing names what is missing; nothing is missing before. */
export function decideClosing(
  world: World,
  c: CommandOf<'closeShipment'>,
): Result<Draft[], Refusal> {
  const { shipment, missing, note } = c
  const open = openShipment(world, shipment)
  if (!open.ok) return open
  return ok([
    {
      type: 'shipment.closed',
      ents: [entity.shipment(shipment)],
      data: { shipment, missing, note },
    },
  ])
}

/**
 * The scan of an item taken back; what was registered with it goes by its own fact. SHP-2. Where it was said over
 * an earlier scan, that one stands again. SHP-8
 */
export function compensateItem(world: World, fact: PastFact): Draft | null {
  if (fact.type !== 'shipment.item_received') return null
  const { shipment, code } = fact.data
  const seen = fact.base[entity.item(shipment, code)] ?? []
  const before = seen.length === 1 ? world.fact(seen[0]!) : null
  if (before?.type === 'shipment.item_received')
    return {
      type: 'shipment.item_received',
      ents: fact.ents,
      data: { ...before.data, again: before.data.again ?? before.uid, undoes: fact.uid },
    }
  return {
    type: 'shipment.item_undone',
    ents: fact.ents,
    data: { shipment, code, undoes: fact.uid },
  }
}

/** UND-4: a consignment that is closed, and a tube of which something else was said since, stay as they are. */
export function refuseItem(
  world: World,
  { data, uid }: Fact & { type: 'shipment.item_received' },
): Refusal | null {
  const { shipment, code } = data
  const { closed, arrived } = world.shipment(shipment) ?? {}
  if (closed) return { type: 'ShipmentClosed', sender: arrived?.sender ?? '' }
  const [said, other] = world.item(shipment, code)
  return said?.uid === uid && !other ? null : { type: 'ChangedSince', code }
}

/** SHP-6: a photograph of a consignment is sealed to a key of its own; its bytes are on the disk already. */
export function decidePhotograph(
  world: World,
  c: CommandOf<'photograph'>,
): Result<Draft[], Refusal> {
  const { shipment, file, blob, bytes, media, sealed, newKey } = c
  const of = world.shipment(shipment)
  if (!of) return err({ type: 'NotFound', what: 'shipment', id: shipment })
  const { sender } = of.arrived ?? of.expected ?? { sender: '' }
  if (world.donor(shipment).erased) return err({ type: 'DonorErased', donor: sender })
  const known = world.donorKeys(shipment)
  assert(sealed.key === newKey || known.includes(sealed.key), 'a picture sealed to its own key')
  const data = { shipment, file, blob, bytes, media, sealed }
  const photograph: Draft = {
    type: 'shipment.photographed',
    ents: [entity.files(shipment)],
    data,
  }
  if (newKey === null || known.includes(newKey)) return ok([photograph])
  const key = { donor: shipment, key: newKey }
  return ok([{ type: 'donor.key_added', ents: [entity.donorkey(shipment)], data: key }, photograph])
}
