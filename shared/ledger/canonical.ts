import { assert } from '../lib/assert.ts'

/** What a ledger may say: no floats, no undefined, no dates. Quantities are integers in the smallest unit. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/**
 * The canonical text of a value: the RFC 8785 subset without floats.
 *
 * Keys are sorted by UTF-16 code units, numbers are safe integers, strings are NFC and well formed.
 * A value outside that is a defect of the writer, so it throws.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return integer(value)
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  return object(value as { readonly [key: string]: Json })
}

function integer(value: number): string {
  assert(Number.isSafeInteger(value), `${value} is no safe integer`)
  return String(value === 0 ? 0 : value)
}

function text(value: string): string {
  assert(value.isWellFormed(), 'a lone surrogate in ledger text')
  assert(value === value.normalize('NFC'), 'ledger text that is not NFC')
  return JSON.stringify(value)
}

function object(value: { readonly [key: string]: Json }): string {
  const members = Object.keys(value)
    .sort()
    .map((key) => `${text(key)}:${canonical(value[key] as Json)}`)
  return `{${members.join(',')}}`
}
