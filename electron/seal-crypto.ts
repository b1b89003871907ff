import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import type { SealCrypto } from '#shared/privacy/seal-text.ts'

/** What comes before the 32 bytes of an X25519 key in its PKCS #8 and its SubjectPublicKeyInfo (RFC 8410). */
const BEFORE_PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex')
const BEFORE_PUBLIC = Buffer.from('302a300506032b656e032100', 'hex')
const TAG = 16

const privateOf = (raw: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([BEFORE_PRIVATE, raw]), format: 'der', type: 'pkcs8' })

const publicOf = (raw: Uint8Array) =>
  createPublicKey({ key: Buffer.concat([BEFORE_PUBLIC, raw]), format: 'der', type: 'spki' })

export const sealCrypto: SealCrypto = {
  random: (bytes) => randomBytes(bytes),
  publicOf: (raw) =>
    createPublicKey(privateOf(raw)).export({ format: 'der', type: 'spki' }).subarray(-32),
  agree: (own, other) => {
    try {
      return diffieHellman({ privateKey: privateOf(own), publicKey: publicOf(other) })
    } catch {
      // A point of small order, which would give everybody the same secret.
      return null
    }
  },
  hkdf: (secret, salt, info, bytes) =>
    new Uint8Array(hkdfSync('sha256', secret, salt, info, bytes)),
  encrypt: (key, nonce, bound, text) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(bound)
    return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()])
  },
  decrypt: (key, nonce, bound, text) => {
    if (text.length < TAG || nonce.length !== 12) return null
    const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
    cipher.setAAD(bound)
    cipher.setAuthTag(text.subarray(-TAG))
    try {
      return Buffer.concat([cipher.update(text.subarray(0, -TAG)), cipher.final()])
    } catch {
      return null
    }
  },
}
