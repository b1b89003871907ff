import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unitOf } from '#shared/scan/identity/gs1-unit.ts'
import { readCode, spellingsOf } from '#shared/scan/identity/identity.ts'

const GS = '\u001d'
const GTIN = '0109506000134352'

describe('IDY-1: the code of a tube', () => {
  it.each([
    'FX05653780',
    'B3',
    'BX-1/A1',
    '=1+1',
    '@cmd',
    '-1',
    '(old) 17',
    `A${GS}B`,
    ']-x',
    '10ABC',
  ])('%j that says nothing is its own canonical text and has no other spelling', (text) => {
    expect(readCode(text)).toMatchObject({ meaning: { kind: 'plain' }, canonical: text })
    expect(spellingsOf(text)).toEqual([])
  })
})

describe('IDY-1: a plain code that element strings could be written as', () => {
  it.each(['(21)A17', `${GS}21A17`, `21A17${GS}`, ']C121A17'])('is no spelling of %j', (text) => {
    expect(readCode(text).meaning.kind).toBe('gs1')
    expect(spellingsOf(text)).not.toContain('21A17')
    expect(spellingsOf(text).length).toBeGreaterThan(3)
  })
})

describe('IDY-2: one label', () => {
  const all = [
    `${GTIN}10LOT${GS}21A`,
    `${GS}${GTIN}10LOT${GS}21A`,
    `${GTIN}10LOT${GS}21A${GS}`,
    `]C1${GTIN}10LOT${GS}21A`,
    `]d2${GTIN}10LOT${GS}21A`,
    '(01)09506000134352(10)LOT(21)A',
  ]

  it.each(all)('has one canonical text however it is read: %j', (text) => {
    expect(readCode(text).canonical).toBe(all[0])
    for (const other of all) if (other !== text) expect(spellingsOf(text)).toContain(other)
  })

  it('typed with spaces too', () => {
    expect(readCode('(01) 09506000134352 (10) LOT (21) A').canonical).toBe(all[0])
  })

  it('of a donation is found as scanned with its check in the flags, and as typed', () => {
    expect(spellingsOf('G1234 98 654321 H')).toContain('=G12349865432100')
    expect(readCode('=G12349865432177').canonical).toBe('=G12349865432100')
  })
})

describe('IDY-3: nothing is guessed', () => {
  it('where dropped separators leave two readings', () => {
    const dropped = `${GTIN}10LOT21A`
    expect(readCode(dropped)).toMatchObject({ meaning: { isSure: false }, canonical: dropped })
    expect(spellingsOf(dropped)).toEqual([])
    expect(spellingsOf(`${GTIN}10LOT${GS}21A`)).not.toContain(dropped)
  })

  it('unless the scanner itself said that it is GS1 data', () => {
    expect(readCode(`${GTIN}10LOT21A`, ']d2')).toMatchObject({ meaning: { isSure: true } })
  })

  it('of a donation number whose flags say more, which are other containers', () => {
    expect(spellingsOf('=G12349865432101')).toEqual([])
    expect(readCode('=G12349865432101').canonical).toBe('=G12349865432101')
  })

  it('of data behind a promise that it does not keep', () => {
    expect(readCode('0109506000134353', ']C1')).toMatchObject({
      meaning: { kind: 'broken', of: 'gs1', why: { type: 'WrongCheckDigit' } },
      canonical: '0109506000134353',
    })
    expect(readCode('=G12349865432178')).toMatchObject({ meaning: { kind: 'broken' } })
  })
})

describe('what names one tube', () => {
  const unit = (text: string) => {
    const { meaning } = readCode(text, ']d2')
    return meaning.kind === 'gs1' ? (meaning.unit?.kind ?? null) : meaning.kind
  }
  it.each([
    [`${GTIN}21A`, 'item'],
    [GTIN, null],
    [`${GTIN}10LOT`, null],
    ['00106141411234567897', 'logistic-unit'],
    ['800309506000134352', null],
    ['800309506000134352A7', 'asset'],
    ['80049506000FREEZER7', 'asset'],
    ['2539506000134376', null],
    ['2539506000134376DOC1', 'document'],
    [`8010A1${GS}80117`, 'part'],
    ['8018106141411234567897', 'person'],
    ['4149506000134376', 'place'],
  ])('%j: %s', (text, kind) => {
    expect(unit(text)).toBe(kind)
  })

  it('is nothing without fields', () => {
    expect(unitOf([])).toBeNull()
  })
})

describe('any text', () => {
  const alphabet = fc.constantFrom(...`0123456789ABGLOT()=&<>%]CdQ ${GS}`)
  const pieces = fc.constantFrom(
    GTIN,
    '10',
    '21',
    GS,
    ']C1',
    '(01)',
    '(21)',
    '=G12349865432100',
    '=<E0791V00',
  )
  const text = fc
    .array(fc.oneof(alphabet, pieces), { minLength: 1, maxLength: 30 })
    .map((parts) => parts.join(''))

  it('read, written and read again says the same', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(undefined, ']C0', ']C1', ']d2'), (any, aim) => {
        const { meaning, canonical } = readCode(any, aim)
        const again = readCode(canonical, meaning.kind === 'gs1' && meaning.isSure ? ']C1' : aim)
        expect(again.canonical).toBe(canonical)
        if (meaning.kind === 'gs1') expect(again.meaning).toEqual(meaning)
      }),
      { numRuns: 3_000 },
    )
  })

  it('and every other spelling of it says the same', () => {
    fc.assert(
      fc.property(text, (any) => {
        const { canonical } = readCode(any)
        for (const other of spellingsOf(any)) expect(readCode(other).canonical).toBe(canonical)
      }),
      { numRuns: 3_000 },
    )
  })
})
