import { describe, expect, it } from 'vitest'
import { analyseDeviceTest } from '#shared/scan/device-test.ts'
import { judgeTestCode, TEST_CODE_IDS, TEST_CODES } from '#shared/scan/test-sheet.ts'
import { SCANNER_CHECK_CODE } from '#shared/scan/wedge-test.ts'

const GS = '\u001d'
const bytes = (text: string) => new TextEncoder().encode(text)
const test = (text: string) => {
  const read = analyseDeviceTest(bytes(text))
  return read.ok ? read.value : read.error
}

describe('the sheet of test codes', () => {
  it('has a code of 304 characters, one of two, a separator, and letters beyond ASCII', () => {
    expect(TEST_CODES.long).toHaveLength(304)
    expect(TEST_CODES.position).toBe('B3')
    expect(TEST_CODES.gs1).toContain(GS)
    expect(TEST_CODES.umlaut).toMatch(/[^ -~]/)
  })

  it.each(TEST_CODE_IDS)('ticks off %s when exactly it came', (id) => {
    expect(judgeTestCode(TEST_CODES[id])).toEqual({ type: 'right', id })
  })

  it('takes no other code for one of the sheet (negative control)', () => {
    for (const text of ['', 'B4', 'FX05653000', '42', '0138U9Q6', 'FK:NEXTT', 'A'.repeat(304)])
      expect(judgeTestCode(text).type, text).not.toBe('right')
    expect(judgeTestCode('FX05653000')).toEqual({ type: 'stranger' })
    expect(judgeTestCode('')).toEqual({ type: 'stranger' })
  })

  it.each([
    ['fk:next', 'command', { type: 'CaseExchanged' }],
    ['b3', 'position', { type: 'CaseExchanged' }],
    [TEST_CODES.gs1.replace(GS, ''), 'gs1', { type: 'NoSeparator' }],
    ['ZÃ¼rich-GÃ¶rlitz-Ã©', 'umlaut', { type: 'OtherCharacters' }],
    ['Zrich-Grlitz-', 'umlaut', { type: 'OtherCharacters' }],
    ['#FK:NEXT', 'command', { type: 'Around', prefix: '#', suffix: '' }],
    [TEST_CODES.long.slice(0, 255), 'long', { type: 'CutOff', came: 255, of: 304 }],
    [TEST_CODES.long.replace('56789012', ''), 'long', { type: 'Lost', count: 8 }],
  ] as const)('says what became of %j', (text, id, fault) => {
    expect(judgeTestCode(text)).toEqual({ type: 'wrong', id, fault })
  })

  it('sees by the other reading of the keys that the keyboard is another one', () => {
    expect(judgeTestCode('FKMNEXT', 'FK:NEXT')).toEqual({
      type: 'wrong',
      id: 'command',
      fault: { type: 'OtherLayout' },
    })
  })
})

describe('the check code of a scanner that the bench reads itself', () => {
  it.each([
    ['', 'silence'],
    ['\r', 'cr'],
    ['\n', 'lf'],
    ['\r\n', 'crlf'],
    ['\t', 'tab'],
  ] as const)('finds by %j how a code ends', (behind, end) => {
    expect(test(SCANNER_CHECK_CODE + behind)).toEqual({
      prefix: '',
      aimInData: null,
      suffix: '',
      end,
    })
  })

  it('finds prefix, AIM identifier in the data, and suffix', () => {
    expect(test(`~]d1${SCANNER_CHECK_CODE}#\r`)).toEqual({
      prefix: '~',
      aimInData: ']d1',
      suffix: '#',
      end: 'cr',
    })
  })

  it('says why it cannot be judged', () => {
    expect(test(SCANNER_CHECK_CODE.toLowerCase())).toEqual({ type: 'CaseExchanged' })
    expect(test('FX05653000')).toEqual({ type: 'NotTheCheckCode', text: 'FX05653000' })
    const noise = analyseDeviceTest(Uint8Array.of(0x81, 0x02, 0xfe, 0x00, 0x90, 0x41))
    expect(noise).toEqual({ ok: false, error: { type: 'Garbled' } })
  })
})
