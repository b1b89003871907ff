import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, type Json } from '#shared/ledger/canonical.ts'

/** Any value that a ledger may hold. */
const nfc = fc.string({ unit: 'grapheme' }).map((text) => text.normalize('NFC'))
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    nfc,
    fc.array(tie('value')),
    fc.dictionary(nfc, tie('value')),
  ),
}))

describe('canonical JSON', () => {
  test('says the same of what is read back from it', () => {
    fc.assert(
      fc.property(value, (any) => {
        const text = canonical(any)
        expect(canonical(JSON.parse(text))).toBe(text)
      }),
    )
  })

  test('says the same whatever order the keys were given in', () => {
    fc.assert(
      fc.property(fc.dictionary(nfc, value), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse())
        expect(canonical(turned)).toBe(canonical(object))
      }),
    )
  })

  test('loses nothing of the value', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(JSON.parse(canonical(any))).toEqual(any)
      }),
    )
  })

  test('orders keys by UTF-16 code units, so that an emoji comes before a fullwidth letter', () => {
    const ordered = ['\r', '1', '\u0080', 'ö', '€', '😂', 'Ａ']
    const text = canonical(Object.fromEntries(ordered.toReversed().map((key) => [key, 0])))
    expect(text).toBe(`{${ordered.map((key) => `${JSON.stringify(key)}:0`).join(',')}}`)
  })

  test.each([
    ['a quotation mark', '"', '"\\""'],
    ['a backslash', '\\', '"\\\\"'],
    ['the short escapes', '\b\t\n\f\r', '"\\b\\t\\n\\f\\r"'],
    ['other controls in four lower-case digits', '\u0000\u001d\u001f', '"\\u0000\\u001d\\u001f"'],
    ['no slash', '/', '"/"'],
    ['no letter beyond ASCII', 'é血\u2028', '"é血\u2028"'],
    ['DEL as it is', '\u007f', '"\u007f"'],
  ])('escapes %s', (_, given, expected) => {
    expect(canonical(given)).toBe(expected)
  })

  test('writes integers plainly, and zero without a sign', () => {
    expect(canonical([0, -0, 1e15, -42])).toBe('[0,0,1000000000000000,-42]')
  })

  test.each([
    ['a float', 0.1],
    ['an integer that is not exact', 2 ** 53],
    ['infinity', Number.POSITIVE_INFINITY],
    ['what is no number', Number.NaN],
    ['a lone surrogate', '\ud800'],
    ['text that is not NFC', 'e\u0301'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a key that is not NFC', { 'e\u0301': 1 }],
    ['a float deep inside', { a: [{ b: 1.5 }] }],
  ])('refuses %s', (_, bad) => {
    expect(() => canonical(bad as Json)).toThrow()
  })

  test('refuses a member that is undefined', () => {
    expect(() => canonical({ a: undefined } as unknown as Json)).toThrow()
  })
})
