import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { sayRefusal } from '../../../renderer/app/say-refusal.ts'
import { heard } from '../../../renderer/i18n/heard.ts'
import { catalogues } from '../../../renderer/i18n/messages.ts'

describe('what a screen reader hears', () => {
  test.each([
    [['A1 stored', 'Scan a tube'], 'A1 stored. Scan a tube'],
    [['It counts once. Go on.', 'Scan a tube'], 'It counts once. Go on. Scan a tube'],
    [['Which one?', undefined, '', 'A or B'], 'Which one? A or B'],
    [[undefined, 'Scan a tube, 2 of 7'], 'Scan a tube, 2 of 7'],
  ])('of %o has one stop between two sentences', (said, whole) => {
    expect(heard(...said)).toBe(whole)
  })
})

describe('WRK-4 codes that are still parked', () => {
  const said = (box: string | null) => {
    const { locale, messages } = { locale: 'en-GB', messages: catalogues.en }
    return sayRefusal(createIntl({ locale, messages }), { type: 'ParkedCodes', box, count: 2 })
  }

  test('are those of the open batch, which is no box', () => {
    expect(said(null).title).toBe('2 codes of the open batch are still parked')
  })

  test('are those of a box where it is another box', () => {
    expect(said('BX-1').title).toBe('2 codes are still parked in BX-1')
  })
})
