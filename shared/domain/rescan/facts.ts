import { z } from 'zod'
import { code, id, place } from '../words.ts'

/** How a box was read: a picture of it, a rack scanner or its file, or every tube by hand. */
export const RESCAN_SOURCES = ['picture', 'file', 'scanner', 'hand'] as const

/** More than the largest rack that is made, of 384 tubes. */
const MOST_POSITIONS = 1_000

/** One position that holds a tube; `code` null where it could not be read. Positions not named were empty. */
export const seenTube = z.object({ index: z.int().min(0).max(9999), code: code.nullable() })
export type SeenTube = z.infer<typeof seenTube>

/** A box was read whole, and this is what stood in it: the evidence that the facts beside it rest on. */
export const boxRescanned = z.object({
  container: id,
  /** Made where the rescan begins. */
  rescan: id,
  source: z.enum(RESCAN_SOURCES),
  /** The code on the box itself, where it was read with its tubes. */
  rack: code.nullable(),
  seen: z.array(seenTube).max(MOST_POSITIONS),
})
export type BoxRescanned = z.infer<typeof boxRescanned>

/** The tube was not at its position when its box was read, and nowhere else in it: nobody knows where it is. */
export const specimenMissed = z.object({ specimen: id, from: place, rescan: id })
