import type { Sealed } from '../domain/files/facts.ts'
import { joined, measured, utf8 } from '../ledger/bytes.ts'
import { fromHex, toHex } from '../ledger/envelope.ts'
import { fromBase64, toBase64 } from './base64.ts'

/** What sealing needs of cryptography. Keys are X25519, 32 bytes; injected, since `shared` has none. */
export interface SealCrypto {
  random(bytes: number): Uint8Array
  publicOf(privateKey: Uint8Array): Uint8Array
  /** The shared secret, 32 bytes; null where the other's key is none that gives one. */
  agree(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null
  /** HKDF-SHA-256 (RFC 5869). */
  hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, bytes: number): Uint8Array
  /** AES-256-GCM; the tag (16 bytes) is the end of what it answers. */
  encrypt(key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, text: Uint8Array): Uint8Array
  /** Null where key, nonce, bound bytes or text are not those that were encrypted. */
  decrypt(
    key: Uint8Array,
    nonce: Uint8Array,
    bound: Uint8Array,
    text: Uint8Array,
  ): Uint8Array | null
}

/**
 * What a sealed text is about, and so where alone it opens: the donor (or the specimen itself, where it
 * names none: `keyHolder`), the specimen, and whether it is a note, the key to a file, or what a study's fields say.
 */
export interface SealedAbout {
  readonly donor: string
  readonly specimen: string
  readonly what: 'note' | 'file' | 'fields'
}

export interface KeyPair {
  /** 64 hexadecimal digits. */
  readonly public: string
  readonly private: Uint8Array
}

const NONCE = 12
const KEY = 32
const INFO = utf8('frostkeep sealed text 1')
const BOUND = utf8('sld1')

/** A new key for texts about a donor. Any 32 random bytes are a private key of X25519. */
export function newKeyPair(crypto: SealCrypto): KeyPair {
  const privateKey = crypto.random(KEY)
  return { private: privateKey, public: toHex(crypto.publicOf(privateKey)) }
}

/** Seals a text to a public key (64 hexadecimal digits); throws where that is no key. */
export function sealText(
  crypto: SealCrypto,
  about: SealedAbout,
  key: string,
  text: string | Uint8Array,
): Sealed {
  const once = newKeyPair(crypto)
  const secret = crypto.agree(once.private, fromHex(key))
  if (!secret) throw new Error('The key of a donor is no key that a text can be sealed to')
  const nonce = crypto.random(NONCE)
  const bytes = typeof text === 'string' ? utf8(text) : text
  const under = textKey(crypto, secret, once.public, key)
  return {
    key,
    once: once.public,
    nonce: toBase64(nonce),
    text: toBase64(crypto.encrypt(under, nonce, boundTo(about), bytes)),
  }
}

/**
 * What was sealed, or null where this private key is not the one, or the text was changed or belongs to
 * another specimen.
 */
export function openSealed(
  crypto: SealCrypto,
  about: SealedAbout,
  privateKey: Uint8Array,
  sealed: Sealed,
): Uint8Array | null {
  const secret = crypto.agree(privateKey, fromHex(sealed.once))
  if (!secret || toHex(crypto.publicOf(privateKey)) !== sealed.key) return null
  const under = textKey(crypto, secret, sealed.once, sealed.key)
  return crypto.decrypt(under, fromBase64(sealed.nonce), boundTo(about), fromBase64(sealed.text))
}

/** The same as text; null also where it is no UTF-8. */
export function openText(
  crypto: SealCrypto,
  about: SealedAbout,
  privateKey: Uint8Array,
  sealed: Sealed,
): string | null {
  const bytes = openSealed(crypto, about, privateKey, sealed)
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The key of one text alone: both public keys take part, so that it can be had for no other pair. */
const textKey = (crypto: SealCrypto, secret: Uint8Array, once: string, key: string): Uint8Array =>
  crypto.hkdf(secret, joined(fromHex(once), fromHex(key)), INFO, KEY)

const boundTo = ({ what, donor, specimen }: SealedAbout): Uint8Array =>
  joined(BOUND, measured(what), measured(donor), measured(specimen))
