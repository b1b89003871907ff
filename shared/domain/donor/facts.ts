import { z } from 'zod'
import { isId } from '../../lib/ids.ts'
import { pseudonym } from '../specimen/facts.ts'
import { id, words } from '../words.ts'

const publicKey = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Whose key it is: a donor's pseudonym, or the identifier of a specimen that names no donor. Nothing about
 * one donor can be read with the key of another.
 */
export const holder = z.union([pseudonym, id])

/** Whose key seals what is said of a specimen. An older ledger's donor that is no pseudonym of ours is none. */
export const keyHolder = (record: { readonly specimen: string; readonly donor: string | null }) =>
  record.donor !== null && pseudonym.safeParse(record.donor).success
    ? record.donor
    : record.specimen

/** Whether a key is a specimen's own, because nobody is named as its donor. */
export const isOwnKey = (name: string): boolean => isId(name)

/** A remark about a specimen, before it is sealed: text of several lines, in NFC. */
export const noteText = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine(
    (text) => text.isWellFormed() && !UNFIT_IN_NOTE.test(text.replaceAll('\n', '')),
    'plain text',
  )
  .transform((text) => text.normalize('NFC'))

/** Control characters and direction marks. */
const UNFIT_IN_NOTE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** Who has withdrawn a donor's consent. */
export const WITHDRAWERS = ['donor', 'next-of-kin', 'legal-representative'] as const

/** What shall become of the specimens: destroyed, kept without a link to anybody, kept as far as they are used already. */
export const WISHES = ['destroy', 'anonymise', 'keep-used'] as const

/** From here on the donor's specimens leave their places only to be destroyed or given back. */
export const donorWithdrawn = z.object({
  donor: pseudonym,
  by: z.enum(WITHDRAWERS),
  wish: z.enum(WISHES),
  reason: words(200).nullable(),
})
export type DonorWithdrawn = z.infer<typeof donorWithdrawn>

/** The public key (X25519, 64 hexadecimal digits) to which texts about a donor are sealed from here on. */
export const donorKeyAdded = z.object({ donor: holder, key: publicKey })
export type DonorKeyAdded = z.infer<typeof donorKeyAdded>

/** The private keys of these public ones are destroyed, wherever they were: what was sealed to them is gone. */
export const donorErased = z.object({ donor: holder, keys: z.array(publicKey).max(64) })
export type DonorErased = z.infer<typeof donorErased>
