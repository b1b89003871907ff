import { z } from 'zod'
import { id } from '../words.ts'

const base64 = (bytes: number) => z.base64().max(Math.ceil(bytes / 3) * 4)
const key = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * Text that only the holder of a donor's private key can read: sealed to the public key `key` with the
 * one-time public key `once` (X25519), AES-256-GCM under `nonce`; the tag is the end of `text`.
 */
export const sealed = z.object({ key, once: key, nonce: base64(12), text: base64(8 * 1024) })
export type Sealed = z.infer<typeof sealed>

/** A remark about a specimen. */
export const specimenNoted = z.object({ specimen: id, note: sealed })
export type SpecimenNoted = z.infer<typeof specimenNoted>

export const MEDIA = ['image/jpeg', 'image/png', 'application/pdf'] as const

/**
 * A photograph or document of a specimen. `blob` is the SHA-256 of its encrypted bytes, which are kept
 * beside the ledger; `bytes` their number; `sealed` holds the key to them and the file's name.
 */
export const specimenAttached = z.object({
  specimen: id,
  file: id,
  blob: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(1),
  media: z.enum(MEDIA),
  sealed,
})
export type SpecimenAttached = z.infer<typeof specimenAttached>
