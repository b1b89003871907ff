import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RawScan, rawScanOf, readScan } from '#shared/scan/scan.ts'
import { MAX_SCAN_LENGTH, refuseText } from '#shared/scan/text.ts'

const from = { source: 'hid', device: 'pistol', at: 1_700_000_000_000 } as const
const raw = (bytes: number[], more: Partial<RawScan> = {}): RawScan => ({
  bytes: Uint8Array.from(bytes),
  ...from,
  ...more,
})
const read = (text: string, more: Partial<RawScan> = {}) =>
  readScan({ ...rawScanOf(text, from), ...more })
const refusal = (text: string) => {
  const result = read(text)
  return result.ok ? undefined : result.error
}

describe('a read becomes text', () => {
  it('keeps text, device, source and time', () => {
    expect(read('0138U9Q6')).toEqual({
      ok: true,
      value: { text: '0138U9Q6', encoding: 'utf-8', ...from },
    })
  })

  it('names the symbology of the AIM identifier', () => {
    expect(read('0138U9Q6', { aim: ']d1' })).toMatchObject({
      ok: true,
      value: { aim: ']d1', symbology: 'Data Matrix ECC 200' },
    })
  })

  it.each(['\r', '\n', '\r\n', '\t'])('takes the suffix %j off, once', (suffix) => {
    expect(read(`ABC${suffix}`)).toMatchObject({ ok: true, value: { text: 'ABC' } })
    expect(read(`ABC${suffix}${suffix}`).ok).toBe(false)
  })

  it('keeps an end that was not set as a suffix', () => {
    const settings = { suffixes: ['#'], wedgeSendsAim: false }
    expect(readScan(rawScanOf('ABC##', from), settings)).toMatchObject({ value: { text: 'ABC#' } })
    expect(readScan(rawScanOf('ABC\r', from), settings).ok).toBe(false)
  })

  it('composes what came decomposed, so that one code is one text', () => {
    expect(read('O\u0308-1')).toMatchObject({ ok: true, value: { text: '\u00d6-1' } })
  })

  it('reads bytes that are not UTF-8 as Latin-1 and marks them', () => {
    expect(readScan(raw([0x41, 0xd6, 0x31]))).toMatchObject({
      ok: true,
      value: { text: 'A\u00d61', encoding: 'latin-1' },
    })
  })

  it('keeps GS, which separates GS1 fields', () => {
    expect(read('10LOT1\u001d21S')).toMatchObject({ ok: true, value: { text: '10LOT1\u001d21S' } })
  })
})

describe('a read is refused', () => {
  it.each([
    ['nothing', '', { type: 'Empty' }],
    ['only a suffix', '\r', { type: 'Empty' }],
    ['only spaces', '   ', { type: 'Empty' }],
    ['NUL', 'A\u0000B', { type: 'ControlCharacter', code: 0, at: 1 }],
    ['a line feed inside', 'A\nB', { type: 'ControlCharacter', code: 10, at: 1 }],
    ['escape', 'AB\u001b', { type: 'ControlCharacter', code: 27, at: 2 }],
    ['a C1 control', 'A\u0085B', { type: 'ControlCharacter', code: 0x85, at: 1 }],
    ['delete', '\u007fA', { type: 'ControlCharacter', code: 0x7f, at: 0 }],
    ['right-to-left override', 'A\u202eB', { type: 'BidiControl', code: 0x202e, at: 1 }],
    ['an isolate', 'A\u2066B', { type: 'BidiControl', code: 0x2066, at: 1 }],
    ['a zero-width space', 'A\u200bB', { type: 'InvisibleCharacter', code: 0x200b, at: 1 }],
    ['a byte order mark', '\ufeffAB', { type: 'InvisibleCharacter', code: 0xfeff, at: 0 }],
    ['a lone surrogate', 'AB\ud800', { type: 'BrokenCharacter', code: 0xfffd, at: 2 }],
  ])('because it holds %s', (_, text, error) => {
    expect(refusal(text)).toEqual(error)
  })

  it('because it is longer than any label, counted in characters', () => {
    expect(refusal('\u{1f9ca}'.repeat(MAX_SCAN_LENGTH))).toBeUndefined()
    expect(refusal('A'.repeat(MAX_SCAN_LENGTH + 1))).toEqual({
      type: 'TooLong',
      length: MAX_SCAN_LENGTH + 1,
      limit: MAX_SCAN_LENGTH,
    })
    expect(refusal('A'.repeat(1_000_000))).toMatchObject({ type: 'TooLong' })
  })

  it('because of a C1 control that Windows-1252 would show as a letter', () => {
    expect(readScan(raw([0x41, 0x80, 0x42]))).toEqual({
      ok: false,
      error: { type: 'ControlCharacter', code: 0x80, at: 1 },
    })
  })

  it('because a lone surrogate in text cannot be stored', () => {
    expect(refuseText('A\udc00')).toEqual({ type: 'BrokenCharacter', code: 0xdc00, at: 1 })
  })

  it.each([']X0', ']Z6'])('because %s heads an answer to a command', (aim) => {
    expect(read('REVINF', { aim })).toEqual({ ok: false, error: { type: 'Answer', aim } })
  })
})

describe('an AIM identifier in front of wedge text', () => {
  const settings = { suffixes: [], wedgeSendsAim: true }
  const wedge = (text: string) => rawScanOf(text, { ...from, source: 'wedge' })

  it('is taken off where the wedge is set to send it', () => {
    expect(readScan(wedge(']C0ABC'), settings)).toMatchObject({
      value: { text: 'ABC', aim: ']C0', symbology: 'Code 128' },
    })
  })

  it('is data everywhere else', () => {
    expect(readScan(wedge(']C0ABC'))).toMatchObject({ value: { text: ']C0ABC' } })
    expect(readScan(rawScanOf(']C0ABC', from), settings)).toMatchObject({
      value: { text: ']C0ABC' },
    })
  })

  it('leaves data alone that begins with another bracket', () => {
    expect(readScan(wedge(']-x'), settings)).toMatchObject({ value: { text: ']-x' } })
  })

  it('is refused when nothing follows', () => {
    expect(readScan(wedge(']C0'), settings)).toEqual({ ok: false, error: { type: 'Empty' } })
  })
})

describe('any bytes at all', () => {
  it('give clean text or a refusal, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const result = readScan({ bytes, ...from })
        if (!result.ok) return
        expect(refuseText(result.value.text)).toBeUndefined()
        expect(result.value.text).toBe(result.value.text.normalize('NFC'))
      }),
      { numRuns: 2_000 },
    )
  })

  it('and any text that is clean comes through unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }), (text) => {
        const clean = text.normalize('NFC')
        fc.pre(refuseText(clean) === undefined)
        expect(read(clean)).toMatchObject({ ok: true, value: { text: clean } })
      }),
      { numRuns: 2_000 },
    )
  })
})
