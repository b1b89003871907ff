import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measured, u64 } from '#shared/ledger/bytes.ts'
import { fromHex, NO_HASH, toHex } from '#shared/ledger/envelope.ts'
import {
  actBytes,
  type Cell,
  exportBytes,
  receiptHash,
  rowSum,
  type Seal,
  sealBytes,
} from '#shared/ledger/seal.ts'
import { verifySignature } from '../../../electron/ed25519.ts'
import { sha256 } from '../../../electron/sha256.ts'

interface Vectors {
  readonly seals: readonly { readonly what: string; readonly seal: Seal; readonly bytes: string }[]
  readonly acts: readonly { readonly what: string; readonly body: string; readonly bytes: string }[]
  readonly export: { readonly sha256: string; readonly key: string; readonly sig: string }
  readonly receipts: readonly {
    readonly pos: number
    readonly received_at: number
    readonly receipt: string
  }[]
  readonly rows: readonly {
    readonly what: string
    readonly table: string
    readonly cells: readonly (string | number | null)[]
    readonly kinds: readonly ('blob' | 'plain')[]
    readonly sum: string
  }[]
}

const file = new URL('../../fixtures/seals.json', import.meta.url)
const vectors: Vectors = JSON.parse(readFileSync(file, 'utf8'))

describe('the published test vectors', () => {
  test.each(vectors.seals)('seal: $what', ({ seal, bytes }) => {
    expect(toHex(sealBytes(seal))).toBe(bytes)
    expect(verifySignature(fromHex(seal.key), sealBytes(seal), fromHex(seal.sig))).toBe(true)
  })

  test.each(vectors.acts)('act: $what', ({ body, bytes }) => {
    const { sig } = JSON.parse(body)
    const message = actBytes(sha256, JSON.parse(body))
    expect(toHex(message)).toBe(bytes)
    expect(verifySignature(fromHex(sig.key), message, fromHex(sig.sig))).toBe(true)
  })

  test('export', () => {
    const { key, sig, sha256: digest } = vectors.export
    expect(verifySignature(fromHex(key), exportBytes(fromHex(digest)), fromHex(sig))).toBe(true)
  })

  test('receipts', () => {
    let before = NO_HASH
    for (const { pos, received_at, receipt } of vectors.receipts) {
      before = receiptHash(sha256, before, pos, received_at)
      expect(before).toBe(receipt)
    }
    expect(vectors.receipts).toHaveLength(4)
  })

  test.each(vectors.rows)('row: $what', ({ table, cells, kinds, sum }) => {
    const row = cells.map(
      (cell, i): Cell => (kinds[i] === 'blob' ? fromHex(String(cell)) : (cell ?? null)),
    )
    expect(rowSum(sha256, table, row)).toBe(sum)
  })
})

describe('a seal covers', () => {
  const { seal } = vectors.seals[0]!
  test.each<[string, Partial<Seal>]>([
    ['its chain', { chain: seal.chain.replace('~1:', '~2:') }],
    ['its number', { seq: seal.seq + 1 }],
    ['its event', { hash: NO_HASH }],
    ['its key', { key: NO_HASH }],
    ['its time', { at: seal.at + 1 }],
    ['how the key is kept', { protection: 'keychain' }],
  ])('%s', (_, change) => {
    const other = { ...seal, ...change }
    expect(verifySignature(fromHex(seal.key), sealBytes(other), fromHex(seal.sig))).toBe(false)
  })

  test('and another key or a cut signature does not pass for it', () => {
    const [key, sig] = [fromHex(seal.key), fromHex(seal.sig)]
    expect(verifySignature(sha256(key), sealBytes(seal), sig)).toBe(false)
    expect(verifySignature(key, sealBytes(seal), sig.slice(0, 63))).toBe(false)
    expect(verifySignature(key.slice(1), sealBytes(seal), sig)).toBe(false)
  })
})

describe('bytes', () => {
  test('of any whole number are its two’s complement', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (n) => {
        expect(new DataView(u64(n).buffer).getBigInt64(0)).toBe(BigInt(n))
      }),
    )
    expect(() => u64(0.5)).toThrow('no safe integer')
  })

  test('of a text say its length, of no longer one than two bytes can', () => {
    expect(toHex(measured('å'))).toBe('0002c3a5')
    expect(measured('b'.repeat(65_535))).toHaveLength(65_537)
    expect(() => measured('b'.repeat(65_536))).toThrow('two bytes')
  })

  test('of an act do not depend on what signed it, nor on the order of its members', () => {
    const body = { b: 1, a: [2], sig: { key: '00', sig: '01' } }
    expect(actBytes(sha256, body)).toEqual(actBytes(sha256, { a: [2], b: 1 }))
    expect(actBytes(sha256, body)).not.toEqual(actBytes(sha256, { ...body, b: 2 }))
  })
})
