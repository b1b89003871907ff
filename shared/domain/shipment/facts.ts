import { z } from 'zod'
import { specimenAttached } from '../files/facts.ts'
import { code, id, material, tubeType, words } from '../words.ts'

/** One tube that a supplier says is in the consignment. No word about a donor ever comes from a manifest. */
export const manifestItem = z.object({
  code,
  material: material.nullable(),
  tubeType: tubeType.nullable(),
  collectedAt: z.int().nullable(),
  nanolitres: z.int().min(0).nullable(),
})
export type ManifestItem = z.infer<typeof manifestItem>

/** A consignment that is on its way here, with its manifest. `expectedAt`: UTC milliseconds. */
export const shipmentExpected = z.object({
  shipment: id,
  sender: words(120),
  courier: words(120).nullable(),
  reference: words(80).nullable(),
  expectedAt: z.int().nullable(),
  study: id.nullable(),
  items: z.array(manifestItem).max(5000),
})
export type ShipmentExpected = z.infer<typeof shipmentExpected>

export const CONDITIONS = ['good', 'thawing', 'thawed', 'leaking', 'broken', 'unknown'] as const
export const condition = z.enum(CONDITIONS)
export type Condition = z.infer<typeof condition>

/** It was opened here. An unannounced one is first heard of by this. `celsius`: tenths of a degree, as measured. */
export const shipmentArrived = z.object({
  shipment: id,
  sender: words(120),
  courier: words(120).nullable(),
  reference: words(80).nullable(),
  condition,
  celsius: z.int().min(-3000).max(1000).nullable(),
  note: words(200).nullable(),
})
export type ShipmentArrived = z.infer<typeof shipmentArrived>

export const ITEM_OUTCOMES = ['received', 'extra', 'damaged'] as const
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number]

/** One tube of it was in the hand. `tube`: the specimen that it was registered as, where it was. */
export const itemInHand = z.object({
  shipment: id,
  code,
  tube: id.nullable(),
  outcome: z.enum(ITEM_OUTCOMES),
  condition,
})

/** `undoes`: what was said over an earlier fact is taken back, and that one, `again`, stands as before. */
export const itemReceived = itemInHand.extend({ again: id.optional(), undoes: id.optional() })
export type ItemReceived = z.infer<typeof itemReceived>

/** The scan of an item was a mistake that was seen at once. */
export const itemUndone = z.object({ shipment: id, code, undoes: id })

export const shipmentClosed = z.object({
  shipment: id,
  missing: z.array(code).max(5000),
  note: words(200).nullable(),
})
export type ShipmentClosed = z.infer<typeof shipmentClosed>

/** It never came: all that was announced of it is missing. SHP-11 */
export const shipmentEnded = z.object({
  shipment: id,
  missing: z.array(code).max(5000),
  reason: words(200),
})
export type ShipmentEnded = z.infer<typeof shipmentEnded>

/** What the heads of a shipment say of it. `ended` counts only as long as nobody says that it came. */
export interface ShipmentClaim {
  readonly shipment: string
  readonly expected: ShipmentExpected | null
  readonly arrived: (ShipmentArrived & { readonly at: number; readonly by: string }) | null
  readonly closed: (ShipmentClosed & { readonly at: number; readonly by: string }) | null
  readonly ended: (ShipmentEnded & { readonly at: number; readonly by: string }) | null
}

/** What a head says of one tube of a shipment. `uid`: the fact that says it; `undone`: it was taken back. */
export type ItemClaim =
  | (z.infer<typeof itemInHand> & {
      readonly uid: string
      readonly at: number
      readonly by: string
      readonly undone: boolean
    })
  | null

/** A photograph of the consignment, as `specimenAttached`; sealed to a key of the shipment's own. */
export const shipmentPhotographed = specimenAttached
  .omit({ specimen: true })
  .extend({ shipment: id })
export type ShipmentPhotographed = z.infer<typeof shipmentPhotographed>
