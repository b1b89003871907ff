import { z } from 'zod'
import { sealed } from '../files/facts.ts'
import { id } from '../words.ts'

/**
 * What a study's own fields say of a specimen: a sealed JSON object from a field's key to its value, for it may
 * tell of the donor. `filled` names the keys that have one. The last one counts.
 */
export const specimenDescribed = z.object({
  specimen: id,
  fields: sealed,
  filled: z.array(z.string().max(40)).max(40),
})
export type SpecimenDescribed = z.infer<typeof specimenDescribed>
