import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { DPIS } from '#shared/label/dots.ts'
import { linearUnfit } from '#shared/label/linear.ts'
import type { LabelTemplate } from '#shared/label/template.ts'
import { makeZpl } from '#shared/label/zpl.ts'
import { contentWith } from '../../support/labels/content.ts'
import { codesIn, codesOfZpl, pictureOfZpl } from '../../support/labels/render.ts'

/** How often the code stands on a label of a template. */
const symbols = ({ elements }: LabelTemplate) =>
  elements.filter(({ kind }) => kind !== 'text').length

async function read(template: LabelTemplate, code: string, dpi: (typeof DPIS)[number] = 203) {
  const made = makeZpl(template, contentWith(code), dpi)
  if (!made.ok) throw new Error(`${made.error.type}: ${code}`)
  return codesOfZpl(made.value, template, dpi)
}

const HOSTILE = [
  'FK-000123',
  '0232021993',
  'A^XZ~HS',
  'a\\5Eb',
  'A__B_1C_d029',
  '>:A>5>0B',
  '"(x),y"',
  '10LOT\u001d21TUBE4',
  '  A  ',
  '12345A678',
] as const

describe('every built-in template, drawn and read back', () => {
  const cases = BUILT_IN.flatMap((template) =>
    DPIS.map((dpi) => [template.id, dpi, template] as const),
  )
  it.each(cases)('LAB-1 %s at %i dpi reads as what was meant', async (_, dpi, template) => {
    const codes = await read(template, 'FK-000123', dpi)
    expect(codes).toEqual(new Array(symbols(template)).fill('FK-000123'))
  })

  it.each(HOSTILE)('LAB-1 LAB-3 the code %j reads as what was meant', async (code) => {
    for (const template of BUILT_IN) {
      if (template.id === 'wrap-around' && linearUnfit(code) !== null) continue
      expect(await read(template, code)).toEqual(new Array(symbols(template)).fill(code))
    }
  })

  // The reader takes a single sign between start and stop for chance.
  it('LAB-1 any code of two signs or more that is printed reads as what was meant', async () => {
    const code = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'^~\\_>A1z'), minLength: 2, maxLength: 12 }),
      fc.string({ minLength: 2, maxLength: 14 }),
      fc.stringMatching(/^[0-9]{2,16}[A-Z]?[0-9]{0,6}$/),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...BUILT_IN), code, async (template, text) => {
        if (!makeZpl(template, contentWith(text), 203).ok) return
        expect(new Set(await read(template, text))).toEqual(new Set([text]))
      }),
      { numRuns: 120 },
    )
  })
})

describe('the proof itself', () => {
  const [cryotube, wrap] = BUILT_IN
  const zpl = (template: LabelTemplate, code: string) => {
    const made = makeZpl(template, contentWith(code), 203)
    return made.ok ? made.value : ''
  }

  it('sees that an escape is missing', async () => {
    const broken = zpl(cryotube!, 'A~B^C').replaceAll('\\5E', '^')
    expect(await codesOfZpl(broken, cryotube!)).not.toContain('A~B^C')
  })

  it('sees that the set of a Code 128 is the wrong one', async () => {
    const broken = zpl(wrap!, 'FK-00123').replace('>:', '>;')
    expect(await codesOfZpl(broken, wrap!)).not.toContain('FK-00123')
  })

  it('sees that two symbols of a template lie over each other', async () => {
    const [first, ...others] = cryotube!.elements
    const wrong = {
      ...cryotube!,
      elements: [{ ...first!, x: 2.2, y: 3.4 }, first!, ...others.slice(0, -1)],
    }
    expect(await codesOfZpl(zpl(wrong as LabelTemplate, 'FK-000123'), wrong)).toEqual([])
  })

  it('reads nothing from a label that has the code in letters only', async () => {
    expect(
      await codesIn(await pictureOfZpl('^XA^FO8,8^A0N,20,20^FDFK-000123^FS^XZ', cryotube!)),
    ).toEqual([])
  })
})
