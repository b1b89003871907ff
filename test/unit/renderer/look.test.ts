import { describe, expect, test } from 'vitest'
import { parseLook, SCALES, schemeOf, THEMES, wearsContrast } from '../../../renderer/theme/look.ts'

describe('the look of a computer', () => {
  test('LOOK-4 each theme and size is kept', () => {
    for (const theme of THEMES)
      for (const scale of SCALES) expect(parseLook(theme, String(scale))).toEqual({ theme, scale })
  })

  test.each([
    [null, null],
    ['purple', '110'],
    ['', 'huge'],
  ])('LOOK-4 what was kept as %j and %j is as the system, at 100 %%', (theme, scale) => {
    expect(parseLook(theme, scale)).toEqual({ theme: 'auto', scale: 100 })
  })

  test('LOOK-5 high contrast is worn where it was chosen, or where the system asks for it', () => {
    const worn = THEMES.map((theme) => [
      theme,
      wearsContrast(theme, false),
      wearsContrast(theme, true),
    ])
    expect(worn).toEqual([
      ['light', false, false],
      ['dark', false, false],
      ['contrast', true, true],
      ['auto', false, true],
    ])
  })

  test('LOOK-5 high contrast is light or dark as the system is', () => {
    expect(THEMES.map(schemeOf)).toEqual(['light', 'dark', 'auto', 'auto'])
  })
})
