import { describe, expect, it } from 'vitest'
import { readCode } from '#shared/scan/identity/identity.ts'
import { factsOfMeaning } from '../../../renderer/screens/lookup/meaning-facts.ts'

const said = (code: string) =>
  factsOfMeaning(readCode(code).meaning, 2026).map(({ name, value }) => [name, value])

describe('IDY-4 what a code says in words', () => {
  it('of GS1: product, expiry as a day, batch, serial number, and what has no word by its identifier', () => {
    expect(said('0109506000134352172702001' + '0LOT7\u001d21A-1\u001d91X')).toEqual([
      ['product', '09506000134352'],
      ['expiry', '2027-02-28'],
      ['batch', 'LOT7'],
      ['serial', 'A-1'],
      ['other', '(91) X'],
    ])
  })

  it('of ISBT 128: the donation as printed, its facility, the product and the days', () => {
    expect(said('=G12349865432100=<E0791V00&>0263652359=+01000')).toEqual([
      ['donation', 'G1234 98 654321 H'],
      ['facility', 'G1234'],
      ['product', 'E0791V00'],
      ['expiry', '2026-12-31'],
      ['other', '=+01000'],
    ])
  })

  it.each(['FX05653780', 'B3', '=1+1', '0109506000134353'])('of %s nothing', (code) => {
    expect(said(code)).toEqual([])
  })
})
