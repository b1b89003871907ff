import { assert } from '../lib/assert.ts'

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 with its padding (RFC 4648), as it stands in a fact. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b = 0, c = 0] = bytes.subarray(at, at + 3) as unknown as [number, number?, number?]
    const group = (a << 16) | (b << 8) | c
    for (let shift = 18; shift >= 0; shift -= 6) text += SIGNS.charAt((group >> shift) & 63)
  }
  const spare = (3 - (bytes.length % 3)) % 3
  return spare === 0 ? text : text.slice(0, -spare) + '='.repeat(spare)
}

/** The bytes of a base64 text that has been checked to be one; throws on another. */
export function fromBase64(text: string): Uint8Array {
  const signs = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((signs.length * 6) / 8))
  let kept = 0
  let bits = 0
  let at = 0
  for (const sign of signs) {
    const value = SIGNS.indexOf(sign)
    assert(value >= 0, 'a text in base64')
    kept = ((kept << 6) | value) & 0xfff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (kept >> bits) & 255
  }
  return bytes
}
