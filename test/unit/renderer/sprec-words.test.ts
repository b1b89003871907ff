import fc from 'fast-check'
import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { SPREC_VERSIONS } from '#shared/domain/sprec/lists/versions.ts'
import { sprecOf } from '#shared/domain/sprec/of.ts'
import type { Rest, SprecElement, SprecInputs } from '#shared/domain/sprec/sprec.ts'
import { catalogues, LANGUAGES, type Language } from '../../../renderer/i18n/messages.ts'
import { sayExactly, sayRests, sayWhy } from '../../../renderer/screens/specimen/say-sprec.ts'
import { anyInputs, PLASMA } from '../../support/domain/sprec.ts'

const HOUR = 3_600_000

const intlIn = (language: Language) =>
  createIntl({
    locale: language,
    messages: catalogues[language],
    onError: (error) => {
      throw error
    },
  })
const en = intlIn('en')

function elements(inputs: SprecInputs, version: 2 | 3 | 4 = 2): readonly SprecElement[] {
  const result = sprecOf(version, inputs)
  return result.applies ? result.elements : []
}
const before = (change: Partial<SprecInputs>) => elements({ ...PLASMA, ...change })[2]!

describe('how long something lasted', () => {
  test.each([
    [0, '0 s'],
    [119_999, '1 min 59 s'],
    [120_000, '2 min 0 s'],
    [2 * HOUR - 1, '1 h 59 min 59 s'],
    [49 * HOUR + 61_000, '2 d 1 h 1 min 1 s'],
    [HOUR + 5000, '1 h 5 s'],
  ])('%i ms is told to the second', (ms, said) => {
    expect(sayExactly(en, ms)).toBe(said)
  })

  test('in German with its own units', () => {
    expect(sayExactly(intlIn('de'), 49 * HOUR)).toBe('2 T. 1 Std. 0 s')
  })
})

describe('an element', () => {
  test('tells the delay with its seconds, and the temperature', () => {
    const said = sayRests(en, before({}).rests)
    expect(said).toMatch(/^48 min 37 s \(.+:14:03.* to .+:02:40.*\) · kept at 4\u00a0°C$/)
  })

  test('tells what is missing in words, and nothing where nothing is', () => {
    const lacks = before({ collectedAt: null, keptBefore: null })
    expect(sayWhy(en, lacks)).toBe('Missing: when it was collected and the temperature until then')
    expect(sayWhy(en, before({}))).toBeNull()
  })

  test.each([
    [{ processingBeganAt: PLASMA.collectedAt! - 1000 }, 2, 'It ends before it begins.'],
    [{ spins: [] }, 0, 'It was separated, and no centrifugation was recorded.'],
    [{ keptBefore: 140 }, 2, 'The list has no code for this.'],
  ])('says why a code is none: %j', (change, n, said) => {
    expect(sayWhy(en, elements({ ...PLASMA, ...change })[n]!)).toBe(said)
  })

  test('says of a version that is known in part that this is not known', () => {
    expect(sayWhy(en, elements(PLASMA, 4)[2]!)).toContain('this version')
  })
})

test.each(LANGUAGES)('everything that can come out has its words in %s', (language) => {
  const intl = intlIn(language)
  fc.assert(
    fc.property(anyInputs, fc.constantFrom(...SPREC_VERSIONS), (inputs, version) => {
      const result = sprecOf(version, inputs)
      if (!result.applies) intl.formatMessage({ id: `sprec.why.${result.why}` })
      for (const one of result.applies ? result.elements : []) {
        intl.formatMessage({ id: `sprec.element.${one.element}` })
        sayWhy(intl, one)
        if (one.rests.every(isSayable)) sayRests(intl, one.rests)
      }
    }),
    { numRuns: 300 },
  )
})

test('negative control: a word that is not there is an error', () => {
  expect(() => en.formatMessage({ id: 'sprec.why.nobody-knows' })).toThrow()
})

/** A time that a calendar has. */
const isSayable = (rest: Rest): boolean =>
  Object.values(rest).every((value) => typeof value !== 'number' || Math.abs(value) < 8e15)
