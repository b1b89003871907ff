import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Envelope,
  envelopeHash,
  fromHex,
  NO_HASH,
  runningHash,
  seal,
  toHex,
} from '#shared/ledger/envelope.ts'
import { sha256 } from '../../support/sync/events.ts'

interface Vectors {
  readonly envelopes: readonly { readonly what: string; readonly envelope: Envelope }[]
  readonly order: readonly {
    readonly pos: number
    readonly hash: string
    readonly running: string
  }[]
}

const file = new URL('../../fixtures/envelopes.json', import.meta.url)
const vectors: Vectors = JSON.parse(readFileSync(file, 'utf8'))

describe('the published test vectors', () => {
  test.each(vectors.envelopes)('$what', ({ envelope }) => {
    expect(envelopeHash(sha256, envelope)).toBe(envelope.hash)
  })

  test('the running hash of the common order', () => {
    let before = NO_HASH
    for (const { pos, hash, running } of vectors.order) {
      before = runningHash(sha256, before, pos, hash)
      expect(before).toBe(running)
    }
    expect(vectors.order).toHaveLength(7)
  })

  test('sealing writes the first two as they are published', () => {
    const [first, second] = vectors.envelopes.map(({ envelope }) => envelope)
    const made = seal(sha256, first!.chain, null, first!.body)
    expect(made).toEqual(first)
    expect(seal(sha256, second!.chain, made, second!.body)).toEqual(second)
  })

  test('would show a hash that left the sequence number out', () => {
    const [first] = vectors.envelopes.map(({ envelope }) => envelope)
    expect(envelopeHash(sha256, { ...first!, seq: 0 })).not.toBe(first!.hash)
  })
})

const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex)
const anEnvelope = fc.record({
  chain: fc.string({ unit: 'grapheme', maxLength: 80 }),
  seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  prev: hex,
  body: fc.string({ unit: 'grapheme', maxLength: 200 }),
})
type Unsealed = Omit<Envelope, 'hash'>

describe('the hash of an envelope', () => {
  const changes: readonly [keyof Unsealed, fc.Arbitrary<string | number>][] = [
    ['chain', anEnvelope.map((e) => e.chain)],
    ['seq', anEnvelope.map((e) => e.seq)],
    ['prev', hex],
    ['body', anEnvelope.map((e) => e.body)],
  ]
  test.each(changes)('changes with any change of its %s', (field, other) => {
    fc.assert(
      fc.property(anEnvelope, other, (envelope, value) => {
        fc.pre(envelope[field] !== value)
        const changed = { ...envelope, [field]: value } as Unsealed
        expect(envelopeHash(sha256, changed)).not.toBe(envelopeHash(sha256, envelope))
      }),
    )
  })

  test('does not let text wander from the name of the chain into the number', () => {
    const one = { chain: 'a\u0000', seq: 1, prev: NO_HASH, body: '' }
    const other = { ...one, chain: 'a', seq: 256 }
    expect(envelopeHash(sha256, one)).not.toBe(envelopeHash(sha256, other))
  })
})

describe('hexadecimal text', () => {
  test('is read back as the bytes it was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes)
      }),
    )
  })

  test.each(['0', 'AB', '0g', ' 00'])('%j is none', (text) => {
    expect(() => fromHex(text)).toThrow('hexadecimal')
  })
})
