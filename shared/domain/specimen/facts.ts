import { z } from 'zod'
import { code, id, material, tubeType, words } from '../words.ts'

/**
 * How a specimen came to be: from the donor, by processing, as a portion of the same material, or of several
 * specimens put together.
 * `unknown` where nobody said.
 */
export const origin = z.enum(['primary', 'derivative', 'aliquot', 'pool', 'unknown'])
export type Origin = z.infer<typeof origin>

/**
 * A donor's pseudonym: random, so that it says nothing about anybody. Only this form is taken; facts of
 * older ledgers may have another.
 */
export const pseudonym = z.string().regex(/^D-[A-Z0-9]{4}-[A-Z0-9]{4}$/)

/** A code that was not given out here, and who gave it out, by name. */
export const external = z.object({ issuer: words(200), code })
export type External = z.infer<typeof external>

/**
 * What was registered when a specimen was received. Times are UTC milliseconds, `nanolitres` an integer.
 * `donor` is a random pseudonym; no other word about a donor stands in the ledger. `parentCode` is the
 * barcode of a parent that was not known when this one was registered. `parents` are those of a pool, whose
 * `parent` is null; `processing` the batch that it was made in, `visit` the collection event, `planned` which
 * of its planned tubes this is, `shipment` the consignment that it came in. `external` stands where its code is of
 * another issuer.
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
  parentCode: code.optional(),
  nanolitres: z.int().min(0).nullable(),
  parents: z.array(id).min(2).max(60).optional(),
  processing: id.optional(),
  visit: id.optional(),
  planned: z.string().max(40).optional(),
  shipment: id.optional(),
  external: external.optional(),
})

/** The accession was a mistake that was seen at once; the code stays bound and may be scanned again. */
export const accessionUndone = z.object({ specimen: id, code, undoes: id })

/** Its tube has a new label. The code before stays bound to whatever else has it, or to this specimen. */
export const specimenRelabelled = z.object({
  specimen: id,
  code,
  before: code,
  reason: words(200).optional(),
})

export type SpecimenAccessioned = z.infer<typeof specimenAccessioned>
