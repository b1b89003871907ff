import { utf8 } from '#shared/ledger/bytes.ts'
import { sealCrypto } from '../../seal-crypto.ts'

const NONCE = 12

/** What a private key is bound to where it lies: to its holder and to its public key. */
const boundTo = (holder: string, publicKey: string): Uint8Array =>
  utf8(`frostkeep donor key 1\0${holder}\0${publicKey}`)

/** A private key as it lies on the disk: encrypted with the bench's own key for this. */
export function wrapKey(
  wrap: Uint8Array,
  holder: string,
  publicKey: string,
  privateKey: Uint8Array,
): Uint8Array {
  const nonce = sealCrypto.random(NONCE)
  const text = sealCrypto.encrypt(wrap, nonce, boundTo(holder, publicKey), privateKey)
  return Buffer.concat([nonce, text])
}

/** Null where it was wrapped with another key, or was changed. */
export const unwrapKey = (
  wrap: Uint8Array,
  holder: string,
  publicKey: string,
  wrapped: Uint8Array,
): Uint8Array | null =>
  sealCrypto.decrypt(
    wrap,
    wrapped.subarray(0, NONCE),
    boundTo(holder, publicKey),
    wrapped.subarray(NONCE),
  )
