import { z } from 'zod'
import { code, id, place, words } from '../words.ts'

/** So many thaws of another site are taken over at most. */
export const MOST_THAWS = 100

/** So many other codes of a tube are taken over at most. */
export const MOST_CODES = 40

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** The tube has left this site with a bundle; it is in nobody's position here. `from` is where it stood. */
export const specimenDispatched = z.object({
  specimen: id,
  bundle: id,
  to: words(120),
  from: place.nullable(),
})
export type SpecimenDispatched = z.infer<typeof specimenDispatched>

/**
 * The specimen came from another site with a bundle: `site` is that site's stream, `external` its
 * identifier there, `head` the event (`uid`) that its history there ends with, `bundleHash` the SHA-256 of
 * the bundle that proves it. `heldBy` is the person of the other site who had it last, `dispatchedAt`
 * when it left, in UTC milliseconds. `codes` are those that it was known by there beside the one it carries.
 */
export const specimenArrived = z.object({
  specimen: id,
  bundle: id,
  bundleHash: hash,
  site: id,
  siteName: words(120),
  external: id,
  head: id,
  heldBy: words(120),
  dispatchedAt: z.int(),
  codes: z.array(code).max(MOST_CODES).optional(),
})
export type SpecimenArrived = z.infer<typeof specimenArrived>
