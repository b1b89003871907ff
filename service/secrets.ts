import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Fills bytes with randomness that nobody can guess. */
export type RandomBytes = (count: number) => Uint8Array

export const systemRandom: RandomBytes = (count) => randomBytes(count)

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** The hash, in hexadecimal, that is kept in place of a secret. */
export const hashOfSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex')

/** Compares two hashes in a time that does not tell where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** 256 bits as text for a header. */
export const newCredential = (random: RandomBytes): string =>
  Buffer.from(random(32)).toString('base64url')

/** No I, L, O or U: nobody can mistake a character for another, nor read a word. */
const CODE_DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code of 40 bits for a person to type, such as `K7QF-3M2X`. */
export function newCode(random: RandomBytes): string {
  const digits = [...random(8)].map((byte) => CODE_DIGITS[byte % 32]).join('')
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}

/** The code as a person may have meant it: case, spaces and hyphens are free, O is 0, I and L are 1. */
export const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
