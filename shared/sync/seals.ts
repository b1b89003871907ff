import { z } from 'zod'
import type { Json } from '../ledger/canonical.ts'
import { type Envelope, fromHex, type Sha256 } from '../ledger/envelope.ts'
import { actBytes, type Seal, sealBytes, type VerifySignature } from '../ledger/seal.ts'

/** `place`: it speaks for none of these events; `hash`: for another one at that place. */
export type SealFault = 'place' | 'hash' | 'signature'

/** What does not hold of a seal that came with some events, or null. Whose key it is: `keyNamed`. */
export function sealFault(
  verifySignature: VerifySignature,
  events: readonly Pick<Envelope, 'chain' | 'seq' | 'hash'>[],
  seal: Seal,
): SealFault | null {
  const sealed = events.find(({ chain, seq }) => chain === seal.chain && seq === seal.seq)
  if (!sealed) return 'place'
  if (sealed.hash !== seal.hash) return 'hash'
  return verifySignature(fromHex(seal.key), sealBytes(seal), fromHex(seal.sig)) ? null : 'signature'
}

/** How a canonical body that names a key says so: only such a text is read at all. */
export const NAMES_KEY = '"type":"bench.key_added"'

const key = z.string().regex(/^[0-9a-f]{64}$/)
const naming = z.object({
  type: z.literal('bench.key_added'),
  data: z.object({ key }),
  sig: z.object({ key, sig: z.string().regex(/^[0-9a-f]{128}$/) }),
})

/**
 * The public key that an event names as its chain's own, in a body which that key has signed; null for
 * any other event. A seal by a key that its chain has not named proves nothing. KEE-2
 */
export function keyNamed(
  given: { readonly sha256: Sha256; readonly verifySignature: VerifySignature },
  text: string,
): string | null {
  if (!text.includes(NAMES_KEY)) return null
  try {
    const body = JSON.parse(text) as { [member: string]: Json }
    const { data, sig: act } = naming.parse(body)
    const message = actBytes(given.sha256, body)
    const isOwn = data.key === act.key
    return isOwn && given.verifySignature(fromHex(act.key), message, fromHex(act.sig))
      ? act.key
      : null
  } catch {
    return null
  }
}
