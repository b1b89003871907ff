import { z } from 'zod'
import { code, id, material, tubeType, words } from '../words.ts'

/** How a specimen came to be: from the donor, by processing, or as a portion of the same material. */
export const origin = z.enum(['primary', 'derivative', 'aliquot'])

/**
 * What was registered when a specimen was received. Times are UTC milliseconds, `nanolitres` an integer.
 * `donor` is a random pseudonym; no other word about a donor stands in the ledger.
 */
export const specimenAccessioned = z.object({
  specimen: id,
  code,
  accession: words(40),
  study: id,
  material,
  tubeType,
  collectedAt: z.int().nullable(),
  donor: words(40).nullable(),
  origin,
  parent: id.nullable(),
  nanolitres: z.int().min(0).nullable(),
})

/** The accession was a mistake that was seen at once; the code stays bound and may be scanned again. */
export const accessionUndone = z.object({ specimen: id, code, undoes: id })

export type SpecimenAccessioned = z.infer<typeof specimenAccessioned>
