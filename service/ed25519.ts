import { createPublicKey, verify } from 'node:crypto'
import type { VerifySignature } from '#shared/ledger/seal.ts'

/** What comes before the 32 bytes of an Ed25519 public key in its SubjectPublicKeyInfo (RFC 8410). */
const BEFORE_KEY = Buffer.from('302a300506032b6570032100', 'hex')

/** Whether a signature is by this key. A key or signature of another length is none. */
export const verifySignature: VerifySignature = (key, message, sig) => {
  if (key.length !== 32 || sig.length !== 64) return false
  const der = Buffer.concat([BEFORE_KEY, key])
  return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), sig)
}
