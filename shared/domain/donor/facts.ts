import { z } from 'zod'
import { pseudonym } from '../specimen/facts.ts'
import { words } from '../words.ts'

const publicKey = z.string().regex(/^[0-9a-f]{64}$/)

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
export const donorKeyAdded = z.object({ donor: pseudonym, key: publicKey })
export type DonorKeyAdded = z.infer<typeof donorKeyAdded>

/** The private keys of these public ones are destroyed, wherever they were: what was sealed to them is gone. */
export const donorErased = z.object({ donor: pseudonym, keys: z.array(publicKey).max(64) })
export type DonorErased = z.infer<typeof donorErased>
