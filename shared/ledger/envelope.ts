import { assert } from '../lib/assert.ts'

/** SHA-256 of some bytes: 32 bytes. Injected, since `shared` knows no crypto of a machine. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/**
 * One event in its wrapping, as it is stored and sent.
 *
 * `chain` is `install~incarnation:stream`; `seq` is dense from 1 within the chain; `prev` and `hash`
 * are 64 lower-case hexadecimal digits; `body` is the exact text as its writer wrote it, which
 * nobody serialises again.
 */
export interface Envelope {
  readonly chain: string
  readonly seq: number
  readonly prev: string
  readonly hash: string
  readonly body: string
}

/** The `prev` of the first event of a chain. */
export const NO_HASH = '0'.repeat(64)

const encoder = new TextEncoder()
const TAG = encoder.encode('evt1')

/**
 * `SHA-256("evt1" || u16(len chain) || chain || u64be(seq) || prev || SHA-256(body))`.
 * Covers every field of the envelope but the hash itself. Test vectors: `test/fixtures/envelopes.json`.
 */
export function envelopeHash(sha256: Sha256, e: Omit<Envelope, 'hash'>): string {
  const chain = encoder.encode(e.chain)
  const bytes = new Uint8Array(TAG.length + 2 + chain.length + 8 + 32 + 32)
  const view = new DataView(bytes.buffer)
  let at = 0
  const put = (part: Uint8Array) => {
    bytes.set(part, at)
    at += part.length
  }
  put(TAG)
  view.setUint16(at, chain.length)
  at += 2
  put(chain)
  view.setBigUint64(at, BigInt(e.seq))
  at += 8
  put(fromHex(e.prev))
  put(sha256(encoder.encode(e.body)))
  return toHex(sha256(bytes))
}

/** Wraps a body as the next event of a chain whose last event is `head` (or none). */
export function seal(
  sha256: Sha256,
  chain: string,
  head: { readonly seq: number; readonly hash: string } | null,
  body: string,
): Envelope {
  const next = { chain, seq: (head?.seq ?? 0) + 1, prev: head?.hash ?? NO_HASH, body }
  return { ...next, hash: envelopeHash(sha256, next) }
}

const RUN = encoder.encode('run1')

/**
 * The running hash of a stream after position `pos`:
 * `SHA-256("run1" || previous running hash || u64be(pos) || envelope hash)`. Starts from `NO_HASH`.
 */
export function runningHash(sha256: Sha256, before: string, pos: number, hash: string): string {
  const bytes = new Uint8Array(RUN.length + 32 + 8 + 32)
  bytes.set(RUN)
  bytes.set(fromHex(before), RUN.length)
  new DataView(bytes.buffer).setBigUint64(RUN.length + 32, BigInt(pos))
  bytes.set(fromHex(hash), RUN.length + 40)
  return toHex(sha256(bytes))
}

/** The two digits of every byte, and the value of every digit: a ledger has millions of hashes. */
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const VALUES = new Uint8Array(128).fill(255)
for (const [value, digit] of [...'0123456789abcdef'].entries()) VALUES[digit.charCodeAt(0)] = value

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += DIGITS[byte]
  return text
}

export function fromHex(text: string): Uint8Array {
  assert(text.length % 2 === 0, 'hexadecimal text of whole bytes')
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) {
    const high = VALUES[text.charCodeAt(2 * i)] ?? 255
    const low = VALUES[text.charCodeAt(2 * i + 1)] ?? 255
    assert(high < 16 && low < 16, 'hexadecimal text of whole bytes')
    bytes[i] = high * 16 + low
  }
  return bytes
}
