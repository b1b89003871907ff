import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ELLIPSIS, fitText, textWidth } from '#shared/label/text.ts'

it('LAB-5 a text with room is left as it is', () => {
  expect(fitText('Plasma', 20, 200)).toBe('Plasma')
})

it('LAB-5 a text without room ends at a sign, with an ellipsis', () => {
  expect(fitText('Whole blood, EDTA', 20, 100)).toBe('Whole bl…')
  expect(fitText('Familie 👩‍👩‍👧‍👦', 20, 104)).toBe('Familie…')
})

it('LAB-5 where not even the ellipsis fits, nothing stands', () => {
  expect(fitText('Plasma', 20, 10)).toBe('')
})

it('LAB-5 given any text, then what stands there fits and is a beginning of it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 0, max: 300 }),
      (text, width) => {
        const fitted = fitText(text, 20, width)
        expect(textWidth(fitted, 20)).toBeLessThanOrEqual(width)
        expect(text.startsWith(fitted.replace(ELLIPSIS, '')) || fitted === text).toBe(true)
      },
    ),
  )
})
