import { z } from 'zod'
import { id, place, words } from '../words.ts'

export const DISCREPANCY_KINDS = [
  'tube-in-two-places',
  'position-contested',
  'code-twice',
  'out-after-withdrawal',
  'quantity-negative',
  'thaw-limit',
  'chain-fork',
  'clock-suspect',
  'unknown-event',
  'cause-lost',
  'bad-seal',
  'resolutions-differ',
] as const
export const discrepancyKind = z.enum(DISCREPANCY_KINDS)
export type DiscrepancyKind = z.infer<typeof discrepancyKind>

/** `<kind>/<entity>`: the same on every bench. */
export const discrepancyId = z.string().min(3).max(290)

/** What was found to be true, in the world and not by a rule. */
export const outcome = z.discriminatedUnion('type', [
  /** The tube is in this place; whoever said otherwise was mistaken. */
  z.object({ type: z.literal('tube-at'), specimen: id, at: place }),
  /** The tube is in nobody's place: in hand, or not to be found. */
  z.object({ type: z.literal('tube-elsewhere'), specimen: id }),
  /** Two tubes carry one code; this specimen keeps it. */
  z.object({ type: z.literal('code-of'), specimen: id }),
  /** Two records are one tube: this is the one to go on with. */
  z.object({ type: z.literal('same-tube'), specimen: id }),
  /** It is as recorded, and is to stay so. */
  z.object({ type: z.literal('accepted') }),
  /** A record was mistaken; the world is in order. */
  z.object({ type: z.literal('mis-recorded') }),
])
export type Outcome = z.infer<typeof outcome>

/**
 * A person has settled a discrepancy. `basis` are the events (`uid`s) that it rested on then: whatever
 * comes later opens it again.
 */
export const discrepancyResolved = z.object({
  discrepancy: discrepancyId,
  kind: discrepancyKind,
  outcome,
  reason: words(200),
  basis: z.array(id).max(64),
})
export type DiscrepancyResolved = z.infer<typeof discrepancyResolved>

/** Some of a specimen was used up. Uses that two benches record apart add up. */
export const specimenUsed = z.object({
  specimen: id,
  nanolitres: z.int().min(1),
  reason: words(200).nullable(),
  undoes: id.optional(),
})
export type SpecimenUsed = z.infer<typeof specimenUsed>

/** A specimen was thawed and frozen again. */
export const specimenThawed = z.object({ specimen: id, undoes: id.optional() })
export type SpecimenThawed = z.infer<typeof specimenThawed>

/** How often specimens of a study may be thawed; null: as often as one likes. */
export const thawLimitSet = z.object({ study: id, thaws: z.int().min(0).max(100).nullable() })
export type ThawLimitSet = z.infer<typeof thawLimitSet>
