import { describe, expect, it } from 'vitest'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { layOut, type Placed } from '#shared/label/layout.ts'
import { zplOf } from '#shared/label/zpl.ts'
import { drawnOf } from '../../../renderer/components/label-paths.ts'
import { contentWith } from '../../support/labels/content.ts'
import { codesInPicture, paint, same } from '../../support/labels/paint.ts'
import { pngOf } from '../../support/labels/png.ts'
import { codesIn, pictureOfZpl } from '../../support/labels/render.ts'

const CODES = ['FK-000123', '0232021993', 'A^B~C\\D_E', '12345A678', 'BX-20417/B3']

const laidOut = (at: number, code: string) => {
  const layout = layOut(BUILT_IN[at]!, contentWith(code, { collected: '2026-11-24' }), 203)
  if (!layout.ok) throw new Error(layout.error.type)
  return layout.value
}

describe('LAB-6 the picture of a label', () => {
  const cases = BUILT_IN.flatMap(({ id }, at) => CODES.map((code) => [id, code, at] as const))
  it.each(cases)('%s of %s reads as the code itself', async (_, code, at) => {
    const codes = await codesInPicture(paint(laidOut(at, code)))
    expect(new Set(codes)).toEqual(new Set([code]))
  })

  it.each(CODES)('has the modules of %s where the printer has them', async (code) => {
    for (const at of [0, 1, 2, 3]) {
      const layout = laidOut(at, code)
      const zpl = zplOf(layout)
      const paper = pngOf(await pictureOfZpl(zpl.ok ? zpl.value : '', BUILT_IN[at]!))
      expect(same(paint(layout), paper, layout)).toBe(true)
    }
  })

  it('is not the same as that of another code', async () => {
    const layout = laidOut(0, 'FK-000123')
    const zpl = zplOf(laidOut(0, 'FK-000124'))
    const paper = pngOf(await pictureOfZpl(zpl.ok ? zpl.value : '', BUILT_IN[0]!))
    expect(same(paint(layout), paper, layout)).toBe(false)
    expect(await codesIn(await pictureOfZpl(zpl.ok ? zpl.value : '', BUILT_IN[0]!))).not.toContain(
      'FK-000123',
    )
  })

  it('has every text of the layout', () => {
    const texts = (placed: readonly Placed[]) =>
      placed.flatMap((one) => (one.kind === 'text' ? [one.text] : []))
    const layout = laidOut(0, 'FK-000123')
    expect(texts(drawnOf(layout).map(({ of }) => of))).toEqual(texts(layout.placed))
    expect(texts(layout.placed)).toEqual(['FK-000123', 'Plasma', '2026-11-24', 'COLD-1'])
  })
})
