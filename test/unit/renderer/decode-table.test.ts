import { describe, expect, test } from 'vitest'
import { decodeTable } from '../../../renderer/screens/import/decode.ts'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...new TextEncoder().encode(part)] : part,
    ),
  )

const utf16 = (text: string): number[] =>
  [...text].flatMap((sign) => [sign.charCodeAt(0) & 0xff, sign.charCodeAt(0) >> 8])

const signs = (text: string): number[] => [...new TextEncoder().encode(text)]
const swapped = (pairs: number[]): number[] =>
  pairs.map((_, i) => pairs[i % 2 === 0 ? i + 1 : i - 1]!)

describe('IMP-5 a file of a table is read', () => {
  test.each([
    ['plain ASCII', bytes('Code;Café'.replace('é', 'e')), 'Code;Cafe', 'utf-8'],
    ['UTF-8', bytes('Code;Café'), 'Code;Café', 'utf-8'],
    ['UTF-8 with its mark', bytes([0xef, 0xbb, 0xbf], 'Code'), 'Code', 'utf-8'],
    ['UTF-16 by its mark', bytes([0xff, 0xfe], utf16('Code;Café')), 'Code;Café', 'utf-16'],
    ['a Windows code page', bytes('Code;Caf', [0xe9]), 'Code;Café', 'windows-1252'],
  ])('%s', (_, file, text, encoding) => {
    expect(decodeTable(file)).toEqual({ ok: true, value: { text, encoding } })
  })

  test.each([
    ['UTF-16 without a mark', utf16('Code;Café\n0017;Blut')],
    ['the same from the other end', swapped(utf16('Code;Café\n0017;Blut'))],
  ])('%s', (_, file) => {
    const read = decodeTable(Uint8Array.from(file))
    expect(read).toEqual({ ok: true, value: { text: 'Code;Café\n0017;Blut', encoding: 'utf-16' } })
  })

  test.each([
    ['a picture', [0x89, ...signs('PNG\r\n'), 0x1a, 0x0a, 0, 0, 0, 13, ...signs('IHDR')]],
    ['a photograph without a NUL', [0xff, 0xd8, 0xff, 0xe0, 0x10, 0x4a, 0x01, 0x02, 0x05, 0x1b]],
    ['a PDF', signs('%PDF-1.7\nendobj')],
    ['a compressed file', [0x1f, 0x8b, 0x08, 0x01, 0x02, 0x03, 0xfe, 0x06]],
  ])('IMP-19 what no table has is refused: %s', (_, file) => {
    expect(decodeTable(Uint8Array.from(file))).toEqual({ ok: false, error: 'NotText' })
  })

  test('separators that a scanner writes into a code are in a table all the same', () => {
    const text = `Code;Sample\n${'0100000000000017\u001d10AB;Plasma\n'.repeat(20)}`
    expect(decodeTable(bytes(text))).toMatchObject({ ok: true })
  })

  test('an empty file is read, and is for the table to refuse', () => {
    expect(decodeTable(new Uint8Array())).toMatchObject({ ok: true, value: { text: '' } })
  })

  test.each([
    ['a workbook', bytes([0x50, 0x4b, 0x03, 0x04], 'xl/workbook'), 'Workbook'],
    ['an old workbook', bytes([0xd0, 0xcf, 0x11, 0xe0], 'x'), 'Workbook'],
    ['something else', bytes([0x89, 0, 0xff, 0x01]), 'NotText'],
  ])('or refused: %s', (_, file, error) => {
    expect(decodeTable(file)).toEqual({ ok: false, error })
  })

  test('leading zeros stay', () => {
    const read = decodeTable(bytes('Code\n00102-00002369'))
    expect(read.ok && read.value.text).toBe('Code\n00102-00002369')
  })
})
