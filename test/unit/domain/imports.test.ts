import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTime, readVolume } from '#shared/domain/imports/values.ts'
import { readMaterial, readTubeType } from '#shared/domain/imports/words.ts'
import { MATERIALS, TUBE_TYPES } from '#shared/domain/words.ts'

const HOUR = 60
/** Stockholm, as far as a test needs it: an hour ahead, two from 29 March 2026, 01:00 UTC on. */
const stockholm = (at: number) => (at >= Date.UTC(2026, 2, 29, 1) ? 2 * HOUR : HOUR)
const utc = () => 0

describe('IMP-3 a material is one that the word of the table names', () => {
  test.each(MATERIALS)('%s names itself', (material) => {
    expect(readMaterial(material)).toBe(material)
  })

  test.each([
    ['Whole Blood', 'whole-blood'],
    ['WHOLE_BLOOD', 'whole-blood'],
    ['Vollblut', 'whole-blood'],
    ['sérum', 'serum'],
    ['EDTA plasma', 'plasma'],
    ['PL1', 'plasma'],
    ['Tissue (fresh frozen)', 'tissue-frozen'],
    ['genomic DNA', 'dna'],
    ['  pbmc ', 'pbmc'],
  ])('%s is %s', (word, material) => {
    expect(readMaterial(word)).toBe(material)
  })

  test.each(['', '-', 'plasm', 'plasma?x', 'tissue', 'sera', 'blood culture', 'DNA/RNA'])(
    '%j is none: a near miss is for a person to decide',
    (word) => {
      expect(readMaterial(word)).toBeNull()
    },
  )

  test('no word means two materials', () => {
    const meanings = MATERIALS.map((material) => readMaterial(material))
    expect(new Set(meanings).size).toBe(MATERIALS.length)
  })

  test.each(TUBE_TYPES)('the tube type %s names itself', (type) => {
    expect(readTubeType(type)).toBe(type)
  })

  test('a tube type that nobody knows is none', () => {
    expect([readTubeType('EDTA'), readTubeType('bucket')]).toEqual(['edta-tube', null])
  })
})

describe('IMP-4 times', () => {
  test.each([
    ['2026-03-01T12:00:00Z', Date.UTC(2026, 2, 1, 12)],
    ['2026-03-01T12:00:00+01:00', Date.UTC(2026, 2, 1, 11)],
    ['2026-03-01T12:00:00-0530', Date.UTC(2026, 2, 1, 17, 30)],
    ['2026-03-01 12:00:07.25Z', Date.UTC(2026, 2, 1, 12, 0, 7, 250)],
    ['2026-03-01T12:00:07,1239Z', Date.UTC(2026, 2, 1, 12, 0, 7, 123)],
  ])('%s with a zone is that moment', (text, at) => {
    expect(readTime(text, stockholm)).toBe(at)
  })

  test.each([
    ['2026-03-01T12:34', Date.UTC(2026, 2, 1, 11, 34)],
    ['2026-03-01', Date.UTC(2026, 1, 28, 23)],
    ['2026-06-01T12:00:59', Date.UTC(2026, 5, 1, 10, 0, 59)],
    ['2026-03-29T03:00', Date.UTC(2026, 2, 29, 1)],
    ['2026-03-29T01:59:59', Date.UTC(2026, 2, 29, 0, 59, 59)],
  ])('%s without one is the time on the wall of the bench', (text, at) => {
    expect(readTime(text, stockholm)).toBe(at)
  })

  test('seconds are kept, whatever the moment', () => {
    const moments = fc.integer({ min: Date.UTC(1000, 0), max: Date.UTC(9999, 11) })
    fc.assert(
      fc.property(moments, (at) => {
        expect(readTime(new Date(at).toISOString(), stockholm)).toBe(at)
      }),
    )
  })

  test.each([
    '2026-02-29',
    '2026-04-31T10:00',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-01T24:00',
    '2026-01-01T10:60',
    '2026-01-01T10:00:60',
    '01.03.2026',
    '03/01/2026',
    '2026-3-1',
    '20260301',
    '0026-03-01',
    'yesterday',
    '',
    '2026-03-01T12:00 CET',
  ])('%j is refused, never made into another day', (text) => {
    expect(readTime(text, utc)).toBeNull()
  })
})

describe('volumes', () => {
  test.each([
    ['0.5', 500_000],
    ['0,5 mL', 500_000],
    ['500 µl', 500_000],
    ['500 μL', 500_000],
    ['500ul', 500_000],
    ['7 nl', 7],
    ['1 L', 1_000_000_000],
    ['1.500000', 1_500_000],
    ['0', 0],
  ])('%s is %i nL', (text, nanolitres) => {
    expect(readVolume(text)).toBe(nanolitres)
  })

  test.each(['', '-1', '1e3', '0.5 nl', '1.0000001', 'ml', '1 kg', '1 000', '999999999.9 l'])(
    '%j is none that is exact',
    (text) => {
      expect(readVolume(text)).toBeNull()
    },
  )

  test('are exact however they are written', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), (nanolitres) => {
        const millilitres = `${Math.floor(nanolitres / 1e6)}.${String(nanolitres % 1e6).padStart(6, '0')}`
        expect(readVolume(`${millilitres} ml`)).toBe(nanolitres)
        expect(readVolume(`${nanolitres} nl`)).toBe(nanolitres < 1e9 ? nanolitres : null)
      }),
    )
  })

  test('would not be, in floating point', () => {
    expect(1.005 * 1e6).not.toBe(1_005_000)
    expect(readVolume('1.005')).toBe(1_005_000)
  })
})
