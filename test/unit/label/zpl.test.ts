import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { DPIS } from '#shared/label/dots.ts'
import { layOut } from '#shared/label/layout.ts'
import { labelTemplate } from '#shared/label/template.ts'
import { fieldData, makeZpl } from '#shared/label/zpl.ts'
import { contentWith } from '../../support/labels/content.ts'

const [cryotube, wrap] = BUILT_IN

/** The commands that a printer would see: everything that begins with its prefix. */
const commands = (zpl: string) => zpl.match(/\^[A-Z][A-Z0-9]|~[A-Z]{2}/g) ?? []

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('^', '~', '\\', '_', '>', 'X', 'Z', 'A', '\u001d', 'é', '…') }),
)

describe('a label in ZPL', () => {
  it.each(BUILT_IN.map((template) => [template.id, template] as const))(
    'is made of the built-in template %s, which is well formed',
    (_, template) => {
      expect(labelTemplate.parse(template)).toEqual(template)
      for (const dpi of DPIS) expect(makeZpl(template, contentWith('FK-000123'), dpi).ok).toBe(true)
    },
  )

  it('names its size in dots, the copies, and that its text is UTF-8', () => {
    const made = makeZpl(cryotube!, contentWith('FK-000123'), 203, 3)
    expect(made.ok && made.value).toMatch(/^\^XA\^CI28\^PW296\^LL104\^LH0,0.*\^PQ3\^XZ$/)
  })

  it('LAB-3 given any text, when it is written, then no sign of it commands the printer', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const data = fieldData(text)
        expect(data).toMatch(/^(?:\\[0-9A-F]{2}|[ -[\]_-}])*$/)
        const bytes = [...data.matchAll(/\\([0-9A-F]{2})|(.)/g)].map(([, code, sign]) =>
          code ? Number.parseInt(code, 16) : sign!.charCodeAt(0),
        )
        expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(
          new TextDecoder().decode(new TextEncoder().encode(text)),
        )
      }),
    )
  })

  it('LAB-3 given any words on a label, then its commands are those of the template', () => {
    const plain = makeZpl(wrap!, contentWith('FK-000123'), 203)
    fc.assert(
      fc.property(hostile, (text) => {
        const made = makeZpl(wrap!, contentWith('FK-000123', { material: `x${text}` }), 203)
        expect(commands(made.ok ? made.value : '')).toEqual(commands(plain.ok ? plain.value : '-'))
      }),
    )
  })

  it.each([
    ['commands', '^XZ~JA^XA'],
    ['500 signs', 'x'.repeat(500)],
    ['a family in one sign', '👩‍👩‍👧‍👦 Familie'],
    ['Arabic', 'مصل'],
    ['backslashes', '\\1F\\&\\'],
  ])('LAB-3 a label with %s is one label', (_, material) => {
    const made = makeZpl(wrap!, contentWith('FK-000123', { material }), 203, 99)
    const zpl = made.ok ? made.value : ''
    expect(zpl).toMatch(/^\^XA\^CI28.*\^PQ99\^XZ$/)
    expect(zpl.split('^XZ')).toHaveLength(2)
    expect(zpl).not.toContain('~')
  })

  it('what turns the direction of reading round is a space on paper and on the screen', () => {
    const turned = contentWith('FK-000123', { material: 'EDTA\u202eamsalP\u202c' })
    const layout = layOut(wrap!, turned, 203)
    const texts = layout.ok ? layout.value.placed.flatMap((one) => 'text' in one && one.text) : []
    expect(texts).toContain('EDTA amsalP')
  })

  it('LAB-1 given any code, then it is made for the whole code or refused by name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 256 }), (code) => {
        for (const template of BUILT_IN) {
          const made = makeZpl(template, contentWith(code), 203)
          if (made.ok) expect(made.value).toContain(template === wrap ? '^BCN' : '^BXN')
          else expect(made.error).toMatchObject({ code })
        }
      }),
    )
  })

  it('LAB-1 a code without room is refused with what it needs and has', () => {
    const long = 'A'.repeat(256)
    expect(makeZpl(cryotube!, contentWith(long), 203)).toEqual({
      ok: false,
      error: { type: 'CodeTooLong', code: long, symbol: 'matrix', needs: 16.5, has: 9 },
    })
    expect(makeZpl(wrap!, contentWith('ABCDEFGHIJKLMNOPQRST'), 203)).toMatchObject({
      ok: false,
      error: { type: 'CodeTooLong', symbol: 'linear', has: 49 },
    })
  })

  it.each([
    ['é', 'FK-é', 'U+00E9'],
    ['an emoji', 'FK-🧊', 'U+1F9CA'],
    ['a line feed', 'FK\n1', 'U+000A'],
  ])('LAB-4 a code with %s is refused and the sign named', (_, code, sign) => {
    for (const template of BUILT_IN)
      expect(makeZpl(template, contentWith(code), 300)).toEqual({
        ok: false,
        error: { type: 'CodeUnfit', code, sign },
      })
  })

  it('LAB-4 a GS is printed in a Data Matrix and refused in Code 128', () => {
    expect(makeZpl(cryotube!, contentWith('10A\u001d21B'), 203).ok).toBe(true)
    expect(makeZpl(wrap!, contentWith('10A\u001d21B'), 203)).toMatchObject({
      error: { type: 'CodeUnfit', sign: 'U+001D' },
    })
  })

  it('LAB-4 a `>` is refused in Code 128 alone', () => {
    expect(makeZpl(cryotube!, contentWith('A>B'), 203).ok).toBe(true)
    expect(makeZpl(wrap!, contentWith('A>B'), 203)).toMatchObject({
      error: { type: 'CodeUnfit', sign: 'U+003E' },
    })
  })

  it('LAB-2 a template with an element across its edge prints nothing', () => {
    const elements = wrap!.elements.map((one, index) => (index === 1 ? { ...one, x: 10 } : one))
    expect(makeZpl({ ...wrap!, elements }, contentWith('FK-1'), 203)).toEqual({
      ok: false,
      error: { type: 'Outside', elements: [1] },
    })
  })

  it('LAB-1 whatever is printed lies on the label, at every resolution', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BUILT_IN),
        fc.constantFrom(...DPIS),
        fc.string({ minLength: 1, maxLength: 24 }),
        (template, dpi, code) => {
          const made = layOut(template, contentWith(code), dpi)
          if (!made.ok) return
          for (const one of made.value.placed) {
            const width = one.kind === 'text' ? one.width : one.module * sideOf(one)
            expect(one.x).toBeGreaterThanOrEqual(0)
            expect(one.x + width).toBeLessThanOrEqual(made.value.width)
          }
        },
      ),
    )
  })
})

const sideOf = (one: { kind: 'matrix'; side: number } | { kind: 'linear'; modules: number }) =>
  one.kind === 'matrix' ? one.side : one.modules
