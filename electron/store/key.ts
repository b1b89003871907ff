import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { toHex } from '#shared/ledger/envelope.ts'
import type { Protection } from '#shared/ledger/seal.ts'

/** The key with which a bench signs. `public` is 32 bytes as hexadecimal; a signature has 64 bytes. */
export interface BenchKey {
  readonly public: string
  readonly protection: Protection
  sign(message: Uint8Array): string
}

/** A key as it goes between threads: the private one in PKCS #8, DER. */
export interface KeyMaterial {
  readonly pkcs8: Uint8Array
  readonly protection: Protection
}

export function newKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ format: 'der', type: 'pkcs8' })
}

/** Throws where the bytes are no private key. */
export function benchKey({ pkcs8, protection }: KeyMaterial): BenchKey {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  return {
    public: publicOf(key),
    protection,
    sign: (message) => toHex(sign(null, message, key)),
  }
}

const publicOf = (key: KeyObject): string =>
  toHex(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32))
