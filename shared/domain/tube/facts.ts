import { z } from 'zod'
import { id, place, words } from '../words.ts'

/** First placement, or placement of a tube that had none. */
export const tubeStored = z.object({ specimen: id, at: place })

/** `undoes` names the event that this one compensates, where it is an undo. */
export const tubeMoved = z.object({ specimen: id, from: place, at: place, undoes: id.optional() })

/**
 * The tube left its position and means to come back: the position `at` stays held. Where a return was
 * undone, `holder` and `since` say who had it out before, and since when (UTC milliseconds).
 */
export const tubeCheckedOut = z.object({
  specimen: id,
  at: place,
  reason: words(200).nullable(),
  holder: z.string().max(64).optional(),
  since: z.int().optional(),
  undoes: id.optional(),
})

/** Back from a check-out, to the held position or another. */
export const tubeReturned = z.object({
  specimen: id,
  from: place,
  at: place,
  undoes: id.optional(),
})

/** A placement was a mistake that was seen at once: the tube is in the hand again. */
export const placementUndone = z.object({ specimen: id, from: place, undoes: id })
