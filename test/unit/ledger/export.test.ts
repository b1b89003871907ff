import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_HASH } from '#shared/ledger/envelope.ts'
import {
  type AnyExportHead,
  type ExportLine,
  readHead,
  readLine,
  writeLine,
} from '#shared/ledger/export.ts'
import { HashIndex } from '#shared/ledger/hash-index.ts'
import { createExportVerifier } from '#shared/ledger/verify-export.ts'
import { verifySignature } from '../../../electron/ed25519.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { FOREIGN, INSTALL, OWN } from '../../support/ledger/kept.ts'

const HEAD: AnyExportHead = {
  bench: INSTALL,
  events: 0,
  format: 'frostkeep-ledger',
  made_at: 7,
  orders: 0,
  seals: 0,
  stream: null,
  v: 1,
}
const SIG = '0'.repeat(128)
const anchor = {
  n: 1,
  chain: OWN,
  seq: 1,
  hash: NO_HASH,
  events: 1,
  epoch: '',
  pos: 0,
  running: NO_HASH,
}
/** As the first version wrote it. */
const FIRST_ORDER: ExportLine = {
  t: 'order',
  chain: OWN,
  pos: 1,
  received_at: -1,
  receipt: NO_HASH,
  running: NO_HASH,
  seq: 1,
}
const LINES: readonly ExportLine[] = [
  { t: 'event', body: 'Blutplättchen\n"é"', chain: OWN, hash: NO_HASH, prev: NO_HASH, seq: 1 },
  { ...FIRST_ORDER, quarantine: null },
  {
    t: 'seal',
    at: 1,
    chain: OWN,
    hash: NO_HASH,
    key: NO_HASH,
    protection: 'file',
    seq: 1,
    sig: SIG,
  },
  { t: 'heads', anchor: null, heads: [{ chain: OWN, hash: NO_HASH, seq: 1 }] },
  { t: 'heads', anchor, heads: [] },
  { t: 'end', key: NO_HASH, sha256: NO_HASH, sig: SIG },
  { t: 'end', key: null, sha256: NO_HASH, sig: null },
  { t: 'alias', chain: `${OWN}#2`, hash: NO_HASH, prev: NO_HASH, seq: 1 },
  {
    t: 'lost',
    before: NO_HASH,
    chain: OWN,
    epoch: 'e',
    hash: NO_HASH,
    lost_at: 8,
    pos: 1,
    quarantine: 'FORK',
    receipt: NO_HASH,
    received_at: -1,
    running: NO_HASH,
    seq: 1,
  },
  { t: 'bad_seal', chain: OWN, seal: '{}', seq: 1 },
]

describe('a line of an export', () => {
  test.each(LINES)('of kind $t is read as it was written', (line) => {
    expect(readLine(writeLine(line))).toEqual(line)
  })

  test('of the first version has neither branches nor what came later', () => {
    expect(readLine(writeLine(FIRST_ORDER), 1)).toEqual(FIRST_ORDER)
    expect(readLine(writeLine(FIRST_ORDER), 2)).toBeNull()
    for (const line of [LINES[1]!, ...LINES.slice(-3)])
      expect(readLine(writeLine(line), 1)).toBeNull()
  })

  test('names a branch by a number of its own', () => {
    const named = (chain: string) =>
      readLine(writeLine({ t: 'bad_seal', chain, seal: '{}', seq: 1 }))
    for (const ending of ['#2', '#10']) expect(named(`${OWN}${ending}`)).not.toBeNull()
    for (const ending of ['#', '#1', '#02', '#2#3', '#x'])
      expect(named(`${OWN}${ending}`)).toBeNull()
  })

  test('the first, is read as it was written', () => {
    const second = { ...HEAD, aliases: 1, bad_seals: 0, lost: 2, present: OWN, v: 2 } as const
    expect(readHead(writeLine(HEAD))).toEqual(HEAD)
    expect(readHead(writeLine(second))).toEqual(second)
    expect(readHead(writeLine({ ...second, v: 1 } as unknown as AnyExportHead))).toBeNull()
    expect(readHead(writeLine({ ...HEAD, stream: FOREIGN }))?.stream).toBe(FOREIGN)
    expect(readLine(writeLine(HEAD))).toBeNull()
    expect(readHead(writeLine(LINES[0]!))).toBeNull()
  })

  test('quotes a body of any well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        const line = { ...LINES[0]!, body } as ExportLine
        expect(readLine(writeLine(line))).toEqual(line)
      }),
    )
    expect(readLine(writeLine({ ...LINES[0]!, body: '\ud800' } as ExportLine))).toBeNull()
  })

  test.each<[string, string]>([
    ['no JSON', '{'],
    ['no object', '7'],
    ['nothing', 'null'],
    ['a list', '[]'],
    ['of no kind', '{"a":1}'],
    ['of a kind that is none', '{"t":7}'],
    ['of an unknown kind', '{"t":"fact"}'],
    ['of a kind that every object has', '{"t":"constructor"}'],
    ['with a member too many', writeLine(LINES[5]!).replace('{', '{"a":1,')],
    ['with another member', writeLine(LINES[5]!).replace('"key"', '"kez"')],
    ['with a member that every object has', writeLine(LINES[5]!).replace('"key"', '"constructor"')],
    ['with a blank', writeLine(LINES[5]!).replace(',', ', ')],
    ['in another order', `{"t":"end","key":null,"sha256":"${NO_HASH}","sig":null}`],
    ['with capital digits', writeLine(LINES[5]!).replace('000', 'AAA')],
    ['with a part of a number', writeLine(LINES[2]!).replace('"at":1', '"at":1.5')],
    ['with a number below one', writeLine(LINES[2]!).replace('"seq":1', '"seq":0')],
    ['with another protection', writeLine(LINES[2]!).replace('"file"', '"trust"')],
    ['with a chain that is none', writeLine(LINES[2]!).replace(OWN, 'mine')],
    ['with heads that are none', '{"anchor":null,"heads":[7],"t":"heads"}'],
    ['with heads in no list', '{"anchor":null,"heads":{},"t":"heads"}'],
    ['with an anchor that lacks a part', '{"anchor":{"n":1},"heads":[],"t":"heads"}'],
  ])('%s is none', (_, text) => {
    expect(readLine(text)).toBeNull()
  })

  test('whose words are not composed is none', () => {
    expect(readHead(writeLine(HEAD).replace('null', '"a\u030a"'))).toBeNull()
  })
})

describe('the hashes of a chain', () => {
  test('are found by their numbers, of which some may be missing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 300 }), (seqs) => {
        const index = new HashIndex()
        for (const seq of seqs.toSorted((a, b) => a - b)) index.add(seq, hashOf(seq), seq + 1)
        for (let seq = 0; seq <= 401; seq++)
          expect(index.get(seq)).toEqual(
            seqs.includes(seq) ? { hash: hashOf(seq), row: seq + 1 } : null,
          )
        expect(index.last).toBe(Math.max(0, ...seqs))
      }),
      { numRuns: 30 },
    )
  })

  test('are found also where a gap was filled later; of two at one place the first', () => {
    const index = new HashIndex()
    index.add(5, hashOf(5), 1)
    index.add(5, hashOf(6), 2)
    index.add(4, hashOf(4), 3)
    expect([index.get(5), index.get(4)]).toEqual([
      { hash: hashOf(5), row: 1 },
      { hash: hashOf(4), row: 3 },
    ])
    expect([1, 3, 2].map((row) => index.seqAt(row))).toEqual([5, 4, null])
  })
})

const hashOf = (n: number): Uint8Array => Uint8Array.from(sha256(Uint8Array.of(n >> 8, n & 255)))

describe('an export', () => {
  const verified = (lines: readonly (string | null)[], isEnded = true) => {
    const verifier = createExportVerifier({ sha256, verifySignature })
    for (const line of lines) verifier.line(line)
    return verifier.end(new Uint8Array(32), isEnded).findings
  }

  test('of a bench that has recorded nothing is sound', () => {
    const heads = writeLine({ t: 'heads', anchor: null, heads: [] })
    expect(verified([writeLine(HEAD), heads, writeLine(LINES[6]!)])).toEqual([])
  })

  test('of nothing lacks everything', () => {
    expect(verified([], false)).toMatchObject([
      { fault: 'line' },
      { fault: 'heads' },
      { fault: 'end' },
    ])
  })

  test('that is no text is none', () => {
    expect(verified([null, null])).toMatchObject([
      { fault: 'line', line: 1 },
      { fault: 'line', line: 2 },
      { fault: 'heads' },
      { fault: 'end' },
    ])
  })
})
