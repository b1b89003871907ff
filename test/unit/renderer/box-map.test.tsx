import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { BoxMap } from '../../../renderer/components/BoxMap.tsx'
import { Glyph } from '../../../renderer/components/Glyph.tsx'
import { GLYPH_STATES } from '../../../renderer/components/glyph-state.ts'

/** Only the geometry: without letters, classes and colours. */
const outline = (state: (typeof GLYPH_STATES)[number]) =>
  renderToStaticMarkup(<Glyph state={state} />)
    .replaceAll(/<text.*?<\/text>/g, '')
    .replaceAll(/ class="[^"]*"/g, '')

/** A dashed and a dotted ring are one circle in geometry; their classes carry the dashes. */
const withClass = (state: (typeof GLYPH_STATES)[number]) =>
  renderToStaticMarkup(<Glyph state={state} />).replaceAll(/<text.*?<\/text>/g, '')

describe('the sign of a state', () => {
  test('differs from all others without letter and colour, but for rings told by their dashes', () => {
    const outlines = new Set(GLYPH_STATES.map(outline))
    expect(outlines.size).toBe(GLYPH_STATES.length - 1)
    expect(outline('held')).toBe(outline('unknown'))
    expect(new Set(GLYPH_STATES.map(withClass)).size).toBe(GLYPH_STATES.length)
  })
})

const cells = ['A1', 'A2', 'B1', 'B2'].map((label, i) => ({
  state: i === 0 ? ('filled' as const) : ('empty' as const),
  label,
  name: `${label}, ${i === 0 ? 'filled' : 'empty'}`,
}))

const map = (selected?: number, target?: number) =>
  renderToStaticMarkup(
    <BoxMap
      rows={2}
      columns={2}
      rowLabels={['A', 'B']}
      columnLabels={['1', '2']}
      cells={cells}
      selected={selected}
      target={target}
      ariaLabel="Box BX-1"
    />,
  )

const count = (markup: string, pattern: RegExp) => markup.match(pattern)?.length ?? 0

describe('a box map', () => {
  test('is a named grid with a named cell for each position', () => {
    expect(map()).toMatch(/<table[^>]*role="grid"[^>]*aria-label="Box BX-1"/)
    expect(count(map(), /role="gridcell"/g)).toBe(4)
    expect(map()).toContain('aria-label="A1, filled"')
  })

  test.each([
    [undefined, undefined, 0],
    [undefined, 2, 2],
    [3, 2, 3],
  ])('selected %s, target %s: Tab reaches position %s and no other', (selected, target, stop) => {
    const markup = map(selected, target)
    expect(count(markup, /tabindex="0"/g)).toBe(1)
    expect(markup).toContain(`data-index="${stop}" tabindex="0"`)
  })

  test('says which position is selected', () => {
    expect(count(map(1), /aria-selected="true"/g)).toBe(1)
    expect(count(map(), /aria-selected="true"/g)).toBe(0)
  })
})
