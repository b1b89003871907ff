import { z } from 'zod'
import { id, words } from '../words.ts'

/** Held and not to be used until somebody has decided; it stays where it is. */
export const specimenQuarantined = z.object({ specimen: id, reason: words(200) })

/** The quarantine is over; `undoes` names it where it is an undo. */
export const specimenReleased = z.object({
  specimen: id,
  reason: words(200),
  undoes: id.optional(),
})

export const CLOSINGS = ['used-up', 'all-aliquoted', 'pooled', 'damaged', 'other'] as const
export type Closing = (typeof CLOSINGS)[number]

/** Nothing is left of it, or it cannot be used any more: no act takes it up but taking this back. */
export const specimenClosed = z.object({
  specimen: id,
  why: z.enum(CLOSINGS),
  reason: words(200).nullable(),
})

/** The closing was a mistake; `undoes` names it where it is an undo. */
export const specimenReopened = z.object({
  specimen: id,
  reason: words(200).nullable(),
  undoes: id.optional(),
})

/** Why a specimen is not to be used, as one head says it. */
export interface StatusClaim {
  readonly specimen: string
  readonly quarantined: string | null
  readonly closed: (typeof CLOSINGS)[number] | null
}
