import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  donationCheck,
  isbtDay,
  readIsbt128,
  readTypedDonation,
  spellingsOfDonation,
  writeIsbt128,
} from '#shared/scan/identity/isbt128.ts'

describe('the check character of a donation number', () => {
  it('is H for the example of the guidelines', () => {
    expect(donationCheck('G123498654321')).toBe('H')
    expect(readIsbt128('=G12349865432177').ok).toBe(true)
  })

  it('finds every wrong character and every exchange of neighbours', () => {
    const number = fc
      .tuple(fc.constantFrom(...'ABGNPZ19'), fc.stringMatching(/^[0-9A-Z]{4}[0-9]{8}$/))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(number, fc.nat({ max: 12 }), fc.nat({ max: 35 }), (right, at, by) => {
        const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        const other = signs.charAt((signs.indexOf(right[at]!) + by) % 36)
        const wrong = right.slice(0, at) + other + right.slice(at + 1)
        if (wrong !== right) expect(donationCheck(wrong)).not.toBe(donationCheck(right))
        const swapped = `${right.slice(0, at)}${right[at + 1] ?? ''}${right[at]}${right.slice(at + 2)}`
        if (swapped !== right) expect(donationCheck(swapped)).not.toBe(donationCheck(right))
      }),
    )
  })
})

describe('data structures', () => {
  it('stand one behind the other in one symbol', () => {
    expect(readIsbt128('=G12349865432100=<E0791V00&>0263652359')).toEqual({
      ok: true,
      value: [
        { name: 'donation', identifier: '=', data: 'G12349865432100' },
        { name: 'product', identifier: '=<', data: 'E0791V00' },
        { name: 'expiry', identifier: '&>', data: '0263652359' },
      ],
    })
  })

  it.each([
    ['', { type: 'NoStructure', at: 0 }],
    ['=1+1', { type: 'WrongData', name: 'donation', at: 0 }],
    ['&nbsp;', { type: 'NoStructure', at: 0 }],
    ['=G1234986543217', { type: 'WrongData', name: 'donation', at: 0 }],
    ['=G12349865432178', { type: 'WrongCheck', expected: '77' }],
    ['=<E0791V0', { type: 'WrongData', name: 'product', at: 0 }],
    ['=>026000', { type: 'WrongData', name: 'expiry', at: 0 }],
    ['=G12349865432100x', { type: 'NoStructure', at: 16 }],
  ])('%j is none', (text, error) => {
    expect(readIsbt128(text)).toEqual({ ok: false, error })
  })

  it('written down again are the same text', () => {
    const part = fc.constantFrom(
      '=G12349865432100',
      '=<E0791V00',
      '=>026365',
      '&*0260011200',
      '=%5100',
    )
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const read = readIsbt128(parts.join(''))
        expect(read.ok && writeIsbt128(read.value)).toBe(parts.join(''))
      }),
    )
  })

  it.each([
    ['026001', '2026-01-01'],
    ['024366', '2024-12-31'],
    ['026366', null],
    ['998032', '1998-02-01'],
  ])('the day %s is %s', (data, day) => {
    expect(isbtDay(data)).toBe(day)
  })
})

describe('a donation number typed by hand', () => {
  it.each(['G1234 98 654321 H', 'G123498654321H', ' G1234 98654321 H '])('%j is read', (text) => {
    expect(readTypedDonation(text)).toEqual({ ok: true, value: 'G123498654321' })
  })

  it('is refused with another check character', () => {
    expect(readTypedDonation('G1234 98 654321 K')).toEqual({
      ok: false,
      error: { type: 'WrongCheck', expected: 'H' },
    })
  })

  it('is no fourteen digits without the groups of a label', () => {
    const number = '1234598654321'
    const check = donationCheck(number)
    expect(readTypedDonation(`${number}${check}`).ok).toBe(false)
    expect(readTypedDonation(`12345 98 654321 ${check}`).ok).toBe(true)
  })

  it('has spellings that all read as the same number', () => {
    for (const text of spellingsOfDonation('G123498654321')) {
      const read = text.startsWith('=') ? readIsbt128(text) : readTypedDonation(text)
      expect(read.ok, text).toBe(true)
    }
  })
})
