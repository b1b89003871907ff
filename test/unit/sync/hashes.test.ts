import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { envelopeHash, NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import { receiptHash } from '#shared/ledger/seal.ts'
import {
  hashOfEnvelope,
  hashOfOrder,
  hashOfReceipt,
  toDigits,
} from '../../../electron/store/sync/hashes.ts'
import { sha256 } from '../../support/sync/events.ts'

const digits = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'))
const bytes = (text: string) => Buffer.from(text, 'hex')
const pos = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.maxSafeNat())

describe('the hashes over bytes at hand are those of the ledger', () => {
  test('of an envelope, whatever its chain is called', () => {
    const chain = fc.oneof(fc.string(), fc.string({ unit: 'grapheme', minLength: 200 }))
    fc.assert(
      fc.property(chain, pos, digits, fc.string({ unit: 'grapheme' }), (chain, seq, prev, body) => {
        const envelope = { chain, seq, prev, body, hash: NO_HASH }
        expect(hashOfEnvelope(envelope)).toBe(envelopeHash(sha256, envelope))
      }),
    )
  })

  test('of an envelope whose `prev` is no hash: it throws as before', () => {
    const envelope = { chain: 'x', seq: 1, prev: 'zz'.repeat(32), body: '', hash: NO_HASH }
    expect(() => hashOfEnvelope(envelope)).toThrow('hexadecimal')
  })

  test('of the order', () => {
    fc.assert(
      fc.property(digits, pos, digits, (before, pos, hash) => {
        expect(toDigits(hashOfOrder(bytes(before), pos, hash))).toBe(
          runningHash(sha256, before, pos, hash),
        )
      }),
    )
  })

  test('of a receipt, before 1970 and with a mark as well', () => {
    const mark = fc.oneof(fc.constant(null), fc.string())
    fc.assert(
      fc.property(digits, pos, fc.maxSafeInteger(), mark, (before, pos, at, mark) => {
        expect(toDigits(hashOfReceipt(bytes(before), pos, at, mark))).toBe(
          receiptHash(sha256, before, pos, at, mark),
        )
      }),
    )
  })
})
