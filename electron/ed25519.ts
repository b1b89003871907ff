import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { VerifySignature } from '#shared/ledger/seal.ts'

/** What comes before the 32 bytes of an Ed25519 public key in its SubjectPublicKeyInfo (RFC 8410). */
const BEFORE_KEY = Buffer.from('302a300506032b6570032100', 'hex')

/** Whether a signature is by this key. A key or signature of another length is none. */
export const verifySignature: VerifySignature = (key, message, sig) =>
  key.length === 32 && sig.length === 64 && verify(null, message, publicKey(key), sig)

/** The last key that was asked for: a ledger has thousands of seals by one. */
let last: { readonly raw: Uint8Array; readonly key: KeyObject } | undefined

function publicKey(raw: Uint8Array): KeyObject {
  if (last && Buffer.compare(last.raw, raw) === 0) return last.key
  const der = Buffer.concat([BEFORE_KEY, raw])
  last = { raw: raw.slice(), key: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
  return last.key
}
