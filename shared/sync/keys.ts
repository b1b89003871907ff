import { z } from 'zod'
import { holder } from '../domain/donor/facts.ts'

/**
 * `POST /v1/keys`: a bench hands over the donors' keys that it made, says which donors it knows to be
 * erased, and is lent the keys of its site. The service keeps them for good; see docs/ledger-format.md.
 */
export const KEYS_LIMITS = { put: 500, erased: 1000, lease: 500 } as const

const key = z.string().regex(/^[0-9a-f]{64}$/)
const stream = z.string().regex(/^[0-9a-f-]{36}$/)
const privateKey = z.base64().length(44)

/** A key pair: public, and private (32 bytes, base64), with whose texts it opens. */
export const donorKey = z.object({ key, holder, private: privateKey })
export type DonorKey = z.infer<typeof donorKey>

/** Names the time in which a restored service lends nothing. */
const hold = z.string().regex(/^[0-9a-f]{32}$/)

/**
 * `told`: in the hold of this name the bench has told, with this message, of every erased donor that it knows.
 * `lease`: the keys after this public one, in their order, null from the first; left out where none are asked for.
 */
export const keysRequest = z.object({
  stream,
  put: z.array(donorKey).max(KEYS_LIMITS.put),
  erased: z.array(holder).max(KEYS_LIMITS.erased),
  told: hold.optional(),
  lease: z.object({ after: key.nullable() }).optional(),
})
export type KeysRequest = z.infer<typeof keysRequest>

/**
 * `time` is the service's clock. `kept` are the public keys of `put` that are safe there now; of a donor who
 * was erased none is, and `erased` names whom. What is lent is for `until` (UTC milliseconds) at the latest; `next` is
 * where to ask on, null at the end. `held`: nothing is lent, for the service's data were restored and may be older
 * than an erasure; it names the hold.
 */
export const keysAnswer = z.object({
  time: z.int(),
  kept: z.array(key).max(KEYS_LIMITS.put),
  erased: z.array(holder).max(KEYS_LIMITS.put + KEYS_LIMITS.erased),
  lent: z.array(donorKey).max(KEYS_LIMITS.lease),
  until: z.int(),
  next: key.nullable(),
  held: hold.optional(),
})
export type KeysAnswer = z.infer<typeof keysAnswer>
