import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMixed, lookAlikes, looksLike, scriptsOf } from '#shared/scan/identity/confusables.ts'

describe('two codes look alike', () => {
  it.each([
    ['FX05653780', 'FX0565378O', 'O and 0'],
    ['FX1', 'FXl', '1 and l'],
    ['AB-1', 'ab-1', 'case'],
    ['АВ-1', 'AB-1', 'Cyrillic'],
    ['ΑΒ-1', 'AB-1', 'Greek'],
    ['ＡＢ１', 'AB1', 'fullwidth'],
    ['AB–1', 'AB-1', 'a dash'],
    ['AB 1', 'AB1', 'a space'],
    ['10A\u001d21B', '10A21B', 'separators'],
  ])('%s and %s: %s', (a, b) => {
    expect(looksLike(a, b)).toBe(true)
    expect(looksLike(b, a)).toBe(true)
    expect(lookAlikes(a).includes(b) || lookAlikes(b).includes(a)).toBe(true)
  })

  it.each([
    ['FX05653780', 'FX05653781'],
    ['A1', 'A2'],
    ['AB', 'BA'],
    ['A', 'A'],
  ])('%s and %s do not', (a, b) => {
    expect(looksLike(a, b)).toBe(false)
  })

  it('only those that do are looked up, and never many', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0O1lIAaб-ＡαX '), maxLength: 80 }),
        (text) => {
          const found = lookAlikes(text)
          expect(found.length).toBeLessThanOrEqual(300)
          expect(found.every((one) => looksLike(one, text))).toBe(true)
        },
      ),
    )
  })
})

describe('the alphabets of a code', () => {
  it.each([
    ['FX-1', ['latin'], false],
    ['123', [], false],
    ['Проба-1', ['cyrillic'], false],
    ['FХ1', ['latin', 'cyrillic'], true],
    ['Ａ1', ['fullwidth'], true],
    ['Äß', ['latin'], false],
  ])('of %s are %j', (text, scripts, mixed) => {
    expect(scriptsOf(text)).toEqual(scripts)
    expect(isMixed(text)).toBe(mixed)
  })
})
