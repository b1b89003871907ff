import { describe, expect, it } from 'vitest'
import { isAnswerToCommand, splitAim, symbologyOf } from '#shared/scan/aim.ts'

describe('an AIM identifier', () => {
  it.each([
    [']C0', 'Code 128'],
    [']C1', 'GS1-128'],
    [']d1', 'Data Matrix ECC 200'],
    [']d2', 'GS1 DataMatrix'],
    [']Q1', 'QR Code'],
    [']Q3', 'GS1 QR Code'],
    [']A0', 'Code 39'],
    [']A4', 'Code 39'],
    [']L0', 'PDF417'],
    [']z0', 'Aztec Code'],
    [']zC', 'Aztec Code'],
    [']E0', 'EAN/UPC'],
    [']I0', 'Interleaved 2 of 5'],
  ])('%s names %s', (aim, symbology) => {
    expect(symbologyOf(aim)).toBe(symbology)
  })

  it.each(['', ']C', 'C0]', ']C01', ']-0', ']y0'])('%j names none', (aim) => {
    expect(symbologyOf(aim)).toBeUndefined()
  })

  it('is split off only where it names a symbology', () => {
    expect(splitAim(']d1ABC')).toEqual({ aim: ']d1', rest: 'ABC' })
    expect(splitAim(']y1ABC')).toEqual({ rest: ']y1ABC' })
    expect(splitAim('ABC')).toEqual({ rest: 'ABC' })
  })

  it('of an answer to a command is told from one of a scan', () => {
    expect([']X0', ']Z6', ']C0', ']z6'].map(isAnswerToCommand)).toEqual([true, true, false, false])
  })
})
