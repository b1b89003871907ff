import { assert } from '../lib/assert.ts'

const encoder = new TextEncoder()

export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** Joins bytes into one array. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** A text of at most 65,535 bytes with its length (two bytes, big-endian) before it. */
export function measured(text: string): Uint8Array {
  const bytes = utf8(text)
  assert(bytes.length < 0x10000, 'a text whose length has two bytes')
  return joined(Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes)
}

/** A whole number as eight bytes, big-endian; below zero as two's complement. */
export function u64(value: number): Uint8Array {
  assert(Number.isSafeInteger(value), `${value} is no safe integer`)
  const bytes = new Uint8Array(8)
  putU64(bytes, 0, value)
  return bytes
}

/** The same into bytes that are there. */
export function putU64(bytes: Uint8Array, at: number, value: number): void {
  let rest = value
  for (let i = 7; i >= 0; i--) {
    bytes[at + i] = rest & 255
    rest = Math.floor(rest / 256)
  }
}
