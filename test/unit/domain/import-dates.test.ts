import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DATE_FORMS,
  type DateForm,
  findDateForms,
  isPartialDate,
  readDate,
} from '#shared/domain/imports/dates.ts'

const utc = () => 0
const day = (y: number, m: number, d: number, h = 0, min = 0, s = 0) =>
  Date.UTC(y, m - 1, d, h, min, s)

describe('IMP-15 days', () => {
  test.each([
    ['31.12.2025', 'dmy', day(2025, 12, 31)],
    ['1.6.2025 7:05', 'dmy', day(2025, 6, 1, 7, 5)],
    ['31/12/2025 14:22:41', 'dmy', day(2025, 12, 31, 14, 22, 41)],
    ['12/31/2025', 'mdy', day(2025, 12, 31)],
    ['12-31-2025 14:22', 'mdy', day(2025, 12, 31, 14, 22)],
    ['12/31/2025 12:05 AM', 'mdy', day(2025, 12, 31, 0, 5)],
    ['12/31/2025 2:05 p.m.', 'mdy', day(2025, 12, 31, 14, 5)],
    ['2025/12/31', 'ymd', day(2025, 12, 31)],
    ['46022', 'excel', day(2025, 12, 31)],
    ['46022.5', 'excel', day(2025, 12, 31, 12)],
    ['44560', 'excel1904', day(2025, 12, 31)],
    ['2025-12-31T10:00:00Z', 'dmy', day(2025, 12, 31, 10)],
  ] as const)('%s is read as %s', (text, form, at) => expect(readDate(text, form, utc)).toBe(at))

  test.each([
    ['12/31/2025', 'dmy'],
    ['31.12.2025', 'mdy'],
    ['12.06.2025', 'mdy'],
    ['31.02.2025', 'dmy'],
    ['31.12.25', 'dmy'],
    ['31.12/2025', 'dmy'],
    ['31.12.2025', 'iso'],
    ['46022', 'iso'],
    ['1234', 'excel'],
    ['12/31/2025 13:00 PM', 'mdy'],
    ['', 'dmy'],
  ] as const)('%s is none as %s', (text, form) => expect(readDate(text, form, utc)).toBeNull())

  const write: Record<DateForm, (date: Date) => string> = {
    iso: (date) => date.toISOString().slice(0, 10),
    dmy: (date) => `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()}`,
    mdy: (date) => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`,
    ymd: (date) => `${date.getUTCFullYear()}/${date.getUTCMonth() + 1}/${date.getUTCDate()}`,
    excel: (date) => String(date.getTime() / 86_400_000 + 25_569),
    excel1904: (date) => String(date.getTime() / 86_400_000 + 24_107),
  }
  const moments = fc.integer({ min: 10_000, max: 25_000 }).map((days) => days * 86_400_000)

  test.each(DATE_FORMS)('every day written as %s is that day', (form) => {
    fc.assert(
      fc.property(moments, (at) => {
        expect(readDate(write[form](new Date(at)), form, utc)).toBe(at)
      }),
    )
  })

  test('a year or a month alone is no day', () => {
    expect(['2025', '2025-06', '2025-13', '20250', '2025-06-01'].map(isPartialDate)).toEqual([
      ...[true, true, false, false, false],
    ])
  })
})

describe('IMP-15 the form of a column', () => {
  test.each([
    [['2025-12-31', '', '2025'], ['iso']],
    [['05.06.2025', '31.12.2025'], ['dmy']],
    [['05.06.2025'], ['dmy']],
    [['05/06/2025', '31/12/2025'], ['dmy']],
    [['05/06/2025', '12/31/2025'], ['mdy']],
    [
      ['05/06/2025', '07/06/2025'],
      ['dmy', 'mdy'],
    ],
    [['05/05/2025'], ['dmy', 'mdy']],
    [
      ['31/12/2025', '12/31/2025'],
      ['dmy', 'mdy'],
    ],
    [['2025/12/31'], ['ymd']],
    [['46022', '45000.5'], ['excel']],
    [
      ['05/06/2025', '31/02/2025', '2025-01-01'],
      ['dmy', 'mdy'],
    ],
    [['05/06/2025', '31/12/2025', 'unknown'], ['dmy']],
    [['unknown', ''], ['iso']],
  ] as const)('%j may be %j', (values, forms) => expect(findDateForms(values).forms).toEqual(forms))

  test('one form alone is never the wrong one, whatever days stand in the column', () => {
    const days = fc.array(fc.integer({ min: 10_000, max: 25_000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(days, fc.boolean(), (column, isMonthFirst) => {
        const values = column.map((n) => {
          const date = new Date(n * 86_400_000)
          const [d, m] = [date.getUTCDate(), date.getUTCMonth() + 1]
          return `${isMonthFirst ? `${m}/${d}` : `${d}/${m}`}/${date.getUTCFullYear()}`
        })
        const { forms } = findDateForms(values)
        expect(forms).toContain(isMonthFirst ? 'mdy' : 'dmy')
      }),
    )
  })
})
