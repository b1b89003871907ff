import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkDigit,
  gs1Day,
  readBrackets,
  readGs1,
  readsInOneWay,
  writeBrackets,
  writeGs1,
} from '#shared/scan/identity/gs1.ts'
import { GS1_IDENTIFIERS, type Gs1Identifier } from '#shared/scan/identity/gs1-identifiers.ts'

const GS = '\u001d'
const values = (text: string) => {
  const result = readGs1(text)
  return result.ok ? result.value.map(({ ai, value }) => [ai, value]) : result.error
}

describe('GS1 element strings', () => {
  it('are read with GS after variable lengths and none after fixed ones', () => {
    expect(values(`010950600013435217261231${'10'}LOT7${GS}21TUBE-4`)).toEqual([
      ['01', '09506000134352'],
      ['17', '261231'],
      ['10', 'LOT7'],
      ['21', 'TUBE-4'],
    ])
  })

  it('tolerate a GS first and one after a fixed length', () => {
    expect(values(`${GS}0109506000134352${GS}21A`)).toEqual([
      ['01', '09506000134352'],
      ['21', 'A'],
    ])
  })

  it('know assets, shipping units and places', () => {
    expect(values('80049506000FREEZER7')).toEqual([['8004', '9506000FREEZER7']])
    expect(values('00106141411234567897')).toEqual([['00', '106141411234567897']])
    expect(values('4149506000134376')).toEqual([['414', '9506000134376']])
  })

  it.each([
    ['nothing', '', { type: 'Empty' }],
    ['an unknown identifier', '0109506000134352' + 'ZZ1', { type: 'UnknownIdentifier', at: 16 }],
    [
      'a wrong check digit',
      '0109506000134353',
      { type: 'WrongCheckDigit', ai: '01', found: 3, expected: 2 },
    ],
    [
      'a fixed length cut short',
      '01095060001343',
      { type: 'WrongLength', ai: '01', length: 12, min: 14, max: 14 },
    ],
    [
      'a variable length too long',
      `10${'A'.repeat(21)}`,
      { type: 'WrongLength', ai: '10', length: 21, min: 1, max: 20 },
    ],
    [
      'nothing after an identifier',
      `10${GS}21A`,
      { type: 'WrongLength', ai: '10', length: 0, min: 1, max: 20 },
    ],
    ['letters among digits', '17AB1231', { type: 'WrongCharacters', ai: '17', value: 'AB1231' }],
    ['a character outside set 82', '10A#', { type: 'WrongCharacters', ai: '10', value: 'A#' }],
    ['a month that is none', '17261331', { type: 'WrongDate', ai: '17', value: '261331' }],
    ['a day that is none', '17260431', { type: 'WrongDate', ai: '17', value: '260431' }],
    [
      'two values of one identifier',
      `10A${GS}10B`,
      { type: 'Contradiction', ai: '10', values: ['A', 'B'] },
    ],
  ])('are refused for %s', (_, text, error) => {
    expect(values(text)).toEqual(error)
  })

  it('may repeat an identifier with the same value', () => {
    expect(values(`10A${GS}10A`)).toEqual([
      ['10', 'A'],
      ['10', 'A'],
    ])
  })
})

describe('dropped separators', () => {
  it.each([
    ['10LOT21A', false],
    ['010950600013435210LOT21A', false],
    ['010950600013435221SER', true],
    ['0109506000134352172612310', false],
    ['00106141411234567897', true],
    [`10${'A'.repeat(200)}`, false],
  ])('%s reads in one way: %s', (text, expected) => {
    expect(readsInOneWay(text)).toBe(expected)
  })
})

describe('GS1 data typed by hand', () => {
  it('is read with brackets, and spaces are nothing', () => {
    expect(readBrackets('(01) 0950 6000 1343 52 (21) A-1')).toMatchObject({
      ok: true,
      value: [
        { ai: '01', value: '09506000134352' },
        { ai: '21', value: 'A-1' },
      ],
    })
  })

  it.each([
    ['(old) 17', 'UnknownIdentifier'],
    ['(01)09506000134353', 'WrongCheckDigit'],
    ['(01)0950600013435', 'WrongLength'],
    ['x(10)A', 'UnknownIdentifier'],
  ])('%s is refused: %s', (text, type) => {
    expect(readBrackets(text)).toMatchObject({ ok: false, error: { type } })
  })
})

describe('the check digit', () => {
  it.each([
    ['400638133393', 1],
    ['0950600013435', 2],
    ['10614141123456789', 7],
  ])('of %s is %i', (digits, expected) => {
    expect(checkDigit(digits)).toBe(expected)
  })

  it('finds every single wrong digit', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 13, maxLength: 13 })
    fc.assert(
      fc.property(digits, fc.nat({ max: 12 }), fc.integer({ min: 1, max: 9 }), (right, at, by) => {
        const wrong = right.map((digit, i) => (i === at ? (digit + by) % 10 : digit))
        expect(checkDigit(wrong.join(''))).not.toBe(checkDigit(right.join('')))
      }),
    )
  })
})

describe('a GS1 date', () => {
  it.each([
    ['261231', 2026, '2026-12-31'],
    ['260200', 2026, '2026-02-28'],
    ['280200', 2026, '2028-02-29'],
    ['770101', 2026, '1977-01-01'],
    ['760101', 2026, '2076-01-01'],
    ['010101', 2099, '2101-01-01'],
  ])('%s read in %i is %s', (value, year, day) => {
    expect(gs1Day(value, year)).toBe(day)
  })
})

/** Any right value of an identifier, as text. */
function anyValue(identifier: Gs1Identifier): fc.Arbitrary<string> {
  const { kind, min, max, date, checkDigitOf } = identifier
  if (date === 'YYMMDD') return fc.constantFrom('260131', '251200', '300228')
  if (date === 'YYMMDDhhmm') return fc.constantFrom('2601312359', '2512000000')
  const digit = fc.constantFrom(...'0123456789')
  if (checkDigitOf !== undefined) {
    const serial = fc.string({
      unit: kind === 'n' ? digit : fc.constantFrom(...'AZaz09-/'),
      minLength: min - checkDigitOf,
      maxLength: max - checkDigitOf,
    })
    return fc
      .tuple(
        fc.string({ unit: digit, minLength: checkDigitOf - 1, maxLength: checkDigitOf - 1 }),
        serial,
      )
      .map(([digits, tail]) => `${digits}${checkDigit(digits)}${tail}`)
  }
  const unit = kind === 'n' ? digit : fc.constantFrom(...'ABCxyz019-/_:;<>=?!"%&\'()*+,.')
  return fc.string({ unit, minLength: min, maxLength: max })
}

const anyField = fc
  .constantFrom(...GS1_IDENTIFIERS)
  .chain((one) => anyValue(one).map((value) => ({ ai: one.ai, title: one.title, value })))

const anyFields = fc.uniqueArray(anyField, { minLength: 1, maxLength: 6, selector: (f) => f.ai })

describe('any GS1 fields', () => {
  it('written down and read again are the same', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        expect(readGs1(writeGs1(fields))).toEqual({ ok: true, value: fields })
        expect(readGs1(`${writeGs1(fields)}${GS}`)).toEqual({ ok: true, value: fields })
      }),
      { numRuns: 1_000 },
    )
  })

  it('with brackets too, unless a value holds an identifier in brackets', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        fc.pre(!fields.some(({ value }) => /\(\d{2,4}\)/.test(value)))
        expect(readBrackets(writeBrackets(fields))).toEqual({ ok: true, value: fields })
      }),
      { numRuns: 1_000 },
    )
    expect(readBrackets('(10)A(21)B')).not.toMatchObject({ value: [{ value: 'A(21)B' }] })
  })

  it('that read in one way only are those that were meant, though their separators were dropped', () => {
    let read = 0
    fc.assert(
      fc.property(anyFields, (fields) => {
        const joined = writeGs1(fields).replaceAll(GS, '')
        if (!readsInOneWay(joined)) return
        read += 1
        // Every way to put separators in gives these fields or none.
        for (let at = 0; at <= joined.length; at++) {
          const other = readGs1(joined.slice(0, at) + GS + joined.slice(at))
          if (other.ok) expect(writeGs1(other.value).replaceAll(GS, '')).toBe(joined)
          if (other.ok && !writeGs1(fields).includes(GS)) expect(other.value).toEqual(fields)
        }
      }),
      { numRuns: 500 },
    )
    expect(read).toBeGreaterThan(0)
  })

  it('and no identifier is the beginning of another', () => {
    const clashes = GS1_IDENTIFIERS.flatMap((a) =>
      GS1_IDENTIFIERS.filter((b) => b !== a && b.ai.startsWith(a.ai)),
    )
    expect(clashes).toEqual([])
  })

  it('and any text at all never throw', () => {
    const text = fc.string({ unit: fc.constantFrom(...`0123456789AZ-#${GS}`), maxLength: 60 })
    fc.assert(
      fc.property(text, (any) => {
        const result = readGs1(any)
        if (result.ok) expect(result.value.length).toBeGreaterThan(0)
        else expect(result.error.type).toBeTypeOf('string')
      }),
      { numRuns: 2_000 },
    )
  })
})
