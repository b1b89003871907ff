import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkDigitOf, checkLength, isChecked } from '#shared/domain/study/check-digits.ts'
import type { CheckDigit } from '#shared/domain/study/facts.ts'

const DIGITS = [...'0123456789']
const ALPHABET = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const SCHEMES = ['luhn', 'mod11', 'mod37-36', 'mod97-10'] as const
type Scheme = (typeof SCHEMES)[number]

const payloads = (signs: readonly string[]) =>
  fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 30 }).map((all) => all.join(''))
const payloadOf = (scheme: Scheme) =>
  payloads(scheme === 'mod37-36' || scheme === 'mod97-10' ? ALPHABET : DIGITS)
const checked = (scheme: CheckDigit, payload: string) => payload + checkDigitOf(scheme, payload)!

const swapped = (code: string, i: number): string =>
  code.slice(0, i) + code.charAt(i + 1) + code.charAt(i) + code.slice(i + 2)
const isDigit = (sign: string): boolean => sign >= '0' && sign <= '9'

describe('STU-5 what others have published', () => {
  test.each([
    // ISO/IEC 7812-1: the number that its readers know.
    ['luhn', '7992739871', '3'],
    ['luhn', '453201511283036', '6'],
    // ISO 7064's own examples, and two identifiers of ORCID.
    ['mod11', '0794', '0'],
    ['mod11', '079', 'X'],
    ['mod11', '0000-0002-1825-009', '7'],
    ['mod11', '0000-0002-1694-233', 'X'],
    // The Global Release Identifier of IFPI.
    ['mod37-36', 'A1-2425G-ABC1234002', 'M'],
    // ISO 7064's own example, and legal entities (ISO 17442).
    ['mod97-10', '794', '44'],
    ['mod97-10', '99991234567890121414', '90'],
    ['mod97-10', '5493001KJTIIGC8Y1R', '12'],
    ['mod97-10', '213800WSGIIZCXF1P5', '72'],
  ] as const)('%s of %s is %s', (scheme, text, check) => {
    expect(checkDigitOf(scheme, text)).toBe(check)
    expect(isChecked(scheme, text + check)).toBe(true)
  })
})

describe('STU-5 given a checked code', () => {
  it.each(SCHEMES)('%s: it is taken, in upper and in lower case', (scheme) => {
    fc.assert(
      fc.property(payloadOf(scheme), (payload) => {
        const code = checked(scheme, payload)
        expect(code.length).toBe(payload.length + checkLength(scheme))
        expect(isChecked(scheme, code)).toBe(true)
        expect(isChecked(scheme, code.toLowerCase())).toBe(true)
      }),
    )
  })

  it.each(SCHEMES)('%s: when any one sign of it is another of its kind, it is found', (scheme) => {
    fc.assert(
      fc.property(payloadOf(scheme), fc.nat(), fc.constantFrom(...ALPHABET), (payload, n, sign) => {
        const code = checked(scheme, payload)
        const i = n % code.length
        const before = code.charAt(i)
        fc.pre(sign !== before && (scheme === 'mod37-36' || isDigit(sign) === isDigit(before)))
        expect(isChecked(scheme, code.slice(0, i) + sign + code.slice(i + 1))).toBe(false)
      }),
    )
  })

  it.each(['mod11', 'mod97-10'] as const)(
    '%s: two neighbours that changed places are found',
    (scheme) => {
      fc.assert(
        fc.property(payloads(DIGITS), fc.nat(), (payload, n) => {
          const code = checked(scheme, payload)
          const i = n % (code.length - 1)
          // An X among the digits is passed over: that it cannot stand there is for the form to say.
          fc.pre(code.charAt(i) !== code.charAt(i + 1) && code.charAt(i + 1) !== 'X')
          expect(isChecked(scheme, swapped(code, i))).toBe(false)
        }),
      )
    },
  )

  it('luhn: two neighbours that changed places are found, but for 0 and 9', () => {
    fc.assert(
      fc.property(payloads(DIGITS), fc.nat(), (payload, n) => {
        const code = checked('luhn', payload)
        const i = n % (code.length - 1)
        const pair = [code.charAt(i), code.charAt(i + 1)].sort().join('')
        fc.pre(pair.charAt(0) !== pair.charAt(1))
        expect(isChecked('luhn', swapped(code, i))).toBe(pair === '09')
      }),
    )
  })

  it('mod37-36: of two neighbours that changed places less than one in a hundred is not found', () => {
    const missed: string[] = []
    let all = 0
    for (const before of ['', ...ALPHABET])
      for (const one of ALPHABET)
        for (const other of ALPHABET) {
          if (one === other) continue
          all++
          const code = checked('mod37-36', `${before}${one}${other}`)
          if (isChecked('mod37-36', swapped(code, before.length))) missed.push(code)
        }
    expect(all).toBe(37 * 36 * 35)
    expect(missed.length / all).toBeLessThan(0.01)
  })
})

describe('STU-5 given a code with nothing to check', () => {
  it.each(SCHEMES)('%s: it is not checked, whatever it ends with', (scheme) => {
    for (const code of ['', '0', '00', '-0', '--00']) {
      const isAll = checkDigitOf(scheme, code.slice(0, -checkLength(scheme))) === null
      expect(isChecked(scheme, code)).toBe(!isAll && isChecked(scheme, code))
      if (code.length <= checkLength(scheme)) expect(isChecked(scheme, code)).toBe(false)
    }
  })

  test('no check digit asks for nothing', () => {
    expect(isChecked('none', 'anything at all')).toBe(true)
    expect(checkDigitOf('none', 'FX1')).toBe('')
  })
})
