import { array, assert, constantFrom, integer, property, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  characterOfByte,
  explainReport,
  explainSerial,
  hexOf,
  maskedBytes,
} from '#shared/scan/explain-bytes.ts'
import { TEST_CODES } from '#shared/scan/test-sheet.ts'

const ascii = (text: string) => [...text].map((one) => one.charCodeAt(0))

function report(head: readonly number[], data: string, more = 0): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set([...head, ...ascii(data)])
  bytes[63] = more
  return bytes
}
const shown = (bytes: Uint8Array, runs: ReturnType<typeof explainReport>) =>
  `${runs.map(({ part, from, to }) => `${part} ${from}-${to}`).join(', ')} of ${bytes.length}`

describe('what a report is made of', () => {
  it('names length, AIM identifier, data, suffix, padding and flag of each layout', () => {
    const honeywell = report([2, 6, ...ascii(']d1')], 'ABCDE\r')
    expect(shown(honeywell, explainReport(honeywell))).toBe(
      'report-id 0-1, length 1-2, aim 2-5, data 5-10, suffix 10-11, padding 11-63, more 63-64 of 64',
    )
    const wide = report([2, 5, 0, ...ascii(']C0')], 'ABCDE')
    expect(shown(wide, explainReport(wide))).toBe(
      'report-id 0-1, length 1-3, aim 3-6, data 6-11, padding 11-63, more 63-64 of 64',
    )
    const newland = report([2, 5], 'ABCDE')
    expect(shown(newland, explainReport(newland))).toBe(
      'report-id 0-1, length 1-2, data 2-7, padding 7-63, more 63-64 of 64',
    )
    const vendor = report([1, 8], ']d1ABCDE')
    expect(shown(vendor, explainReport(vendor))).toBe(
      'report-id 0-1, length 1-2, aim 2-5, data 5-10, padding 10-64 of 64',
    )
  })

  it('takes no end for one while another report follows', () => {
    const part = report([2, 56], `${'A'.repeat(55)}\r`, 1)
    expect(explainReport(part).some((run) => run.part === 'suffix')).toBe(false)
  })

  it('says of bytes behind the data that they are no padding (negative control)', () => {
    const bytes = report([2, 5, ...ascii(']d1')], 'ABCDE')
    bytes[60] = 7
    expect(explainReport(bytes)).toContainEqual({ part: 'other', from: 10, to: 63 })
  })

  it('explains every byte once, whatever came', () => {
    const any = uint8Array({ maxLength: 70 })
    const likely = array(constantFrom(0, 1, 2, 13, 49, 56, 93, 100), { maxLength: 70 })
    const covers = (bytes: Uint8Array) => {
      for (const runs of [explainReport(bytes), explainSerial(bytes)]) {
        expect(
          runs.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, n) => from + n)),
        ).toEqual([...bytes.keys()])
      }
    }
    assert(property(any, covers))
    assert(property(likely, (bytes) => covers(Uint8Array.from(bytes))))
  })
})

describe('what came on a serial line', () => {
  it('tells codes from what ends them', () => {
    expect(explainSerial(Uint8Array.from(ascii('AB\r\nC\t')))).toEqual([
      { part: 'data', from: 0, to: 2 },
      { part: 'suffix', from: 2, to: 4 },
      { part: 'data', from: 4, to: 5 },
      { part: 'suffix', from: 5, to: 6 },
    ])
  })
})

describe('a byte in words', () => {
  it('names control characters, and no others', () => {
    expect([0, 9, 10, 13, 29, 32, 65, 127, 200].map(characterOfByte)).toEqual([
      ...['NUL', 'HT', 'LF', 'CR', 'GS', 'SP', 'A', 'DEL', ''],
    ])
    expect(hexOf(9)).toBe('09')
  })

  it('leaves no letter and no figure of a code in what is copied', () => {
    expect(maskedBytes(Uint8Array.from(ascii('FX05-6a\u001d')))).toBe('A A 9 9 - 9 a GS')
    const code = array(integer({ min: 0x30, max: 0x7a }), { minLength: 9, maxLength: 19 })
    assert(
      property(code, (bytes) => {
        expect(maskedBytes(Uint8Array.from(bytes))).not.toMatch(/[0-8B-Zb-z]/)
      }),
    )
  })

  it('leaves the test sheet as it is, which is nobody’s', () => {
    expect(maskedBytes(Uint8Array.from(ascii(TEST_CODES.command)))).toBe('46 4B 3A 4E 45 58 54')
  })
})
