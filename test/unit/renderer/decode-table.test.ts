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
