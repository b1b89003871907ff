import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { Quad } from '#shared/picture/grey.ts'
import { Marks } from '../../../renderer/app/camera/Marks.tsx'
import { PLAIN_VIEW } from '../../../renderer/app/camera/overlay.ts'
import type { Verdict } from '../../../renderer/app/camera/verdicts.ts'

const QUAD: Quad = [
  { x: 100, y: 100 },
  { x: 300, y: 100 },
  { x: 300, y: 300 },
  { x: 100, y: 300 },
]
const frame = { width: 1280, height: 720 }
const mark = (isCertain: boolean, text = 'FX1') => ({ text, isCertain, quad: QUAD, at: 0 })

const drawn = (marks: ReturnType<typeof mark>[], verdict?: Verdict, view = PLAIN_VIEW): string =>
  renderToStaticMarkup(
    <Marks
      sight={{ marks, frame }}
      view={view}
      verdicts={new Map(verdict ? [['FX1', verdict]] : [])}
    />,
  )

/** Without classes, which carry the colours. */
const shape = (markup: string) => markup.replaceAll(/ (class|data-state)="[^"]*"/g, '')

describe('what is drawn over the picture of the camera', () => {
  test('differs in shape, not in colour alone, by what became of the code', () => {
    const all = [
      drawn([mark(false)]),
      drawn([mark(true)], 'taken'),
      drawn([mark(true)], 'told'),
      drawn([mark(true)], 'refused'),
    ]
    expect(new Set(all.map(shape)).size).toBe(4)
    expect(all[0]).toContain('data-state="waiting"')
    expect(all[3]).toContain('data-state="refused"')
  })

  test('is no verdict as long as a code waits for its second frame', () => {
    expect(drawn([mark(false)], 'refused')).toContain('data-state="waiting"')
  })

  test('is never heard: the screen that takes a code tells it once (LOOK-9)', () => {
    const markup = drawn([mark(true)])
    expect(markup).toMatch(/^<svg[^>]* aria-hidden="true"/)
    expect(markup).not.toMatch(/role=|aria-live/)
  })

  test('has its outline where the picture shows the code, also mirrored, and its words the right way round', () => {
    expect(drawn([mark(true)])).toContain('points="20.0,20.0 60.0,20.0 60.0,60.0 20.0,60.0"')
    const mirrored = drawn([mark(true)], undefined, { turned: 0, mirrored: true })
    expect(mirrored).toContain('points="236.0,20.0 196.0,20.0 196.0,60.0 236.0,60.0"')
    expect(mirrored).not.toContain('scale(-1')
    expect(mirrored).toContain('>FX1</text>')
  })

  test('has no words where a whole rack is seen', () => {
    const many = Array.from({ length: 7 }, (_, at) => mark(true, `FX${at}`))
    expect(drawn(many.slice(0, 6))).toContain('<text')
    expect(drawn(many)).not.toContain('<text')
  })
})
