import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LISTS, SPREC_VERSIONS } from '#shared/domain/sprec/lists/versions.ts'
import { sprecOf } from '#shared/domain/sprec/of.ts'
import { codesAt, formatSprec, readSprec } from '#shared/domain/sprec/read.ts'
import {
  type ElementName,
  FLUID_ELEMENTS,
  SOLID_ELEMENTS,
  type SprecInputs,
  type StorageInputs,
} from '#shared/domain/sprec/sprec.ts'
import { anyInputs, codeAt, PLASMA, TISSUE } from '../../../support/domain/sprec.ts'

const RUNS = { numRuns: 300 }

/** The element of a code in version 2, whole. */
function at(inputs: SprecInputs, element: ElementName) {
  const result = sprecOf(2, inputs)
  return result.applies ? result.elements.find((one) => one.element === element) : undefined
}

const stored = (change: Partial<StorageInputs>) =>
  at({ ...PLASMA, storage: { ...PLASMA.storage, ...change } }, 'longTermStorage')

describe('a code', () => {
  test('SPR-1 of plasma, as in the guide', () => {
    const result = sprecOf(2, PLASMA)
    expect(result).toMatchObject({ code: 'PL1-PED-B-D-N-C-D', kind: 'fluid', complete: true })
    expect(at(PLASMA, 'preCentrifugation')?.rests).toEqual([
      { what: 'between', from: PLASMA.collectedAt, to: PLASMA.processingBeganAt },
      { what: 'kept', celsius: 40 },
    ])
  })

  test('SPR-1 of tissue', () => {
    expect(sprecOf(2, TISSUE)).toMatchObject({ code: 'TIS-SRG-B-C-SNP-A-D', kind: 'solid' })
  })

  test.each(['dna', 'rna'] as const)('SPR-1 is not there for %s', (material) => {
    expect(sprecOf(2, { ...PLASMA, material })).toMatchObject({ why: 'complex-derivative' })
  })

  test('SPR-1 is not there for material that nobody named', () => {
    expect(sprecOf(2, { ...PLASMA, material: 'other' })).toMatchObject({ why: 'material-unknown' })
  })

  test('SPR-1 is not there for a pool', () => {
    expect(sprecOf(2, { ...PLASMA, pooled: true })).toMatchObject({ applies: false, why: 'pool' })
  })

  test('SPR-4 of versions that are known in part says so, and invents nothing', () => {
    for (const version of [3, 4] as const) {
      const result = sprecOf(version, PLASMA)
      expect(result).toMatchObject({ code: 'PL1-PED-?-?-?-?-?', complete: false })
      expect(result.applies && result.elements.map((one) => one.state)).toEqual([
        'coded',
        'coded',
        ...Array.from({ length: 5 }, () => 'unlisted'),
      ])
    }
    expect(sprecOf(4, TISSUE)).toMatchObject({ code: '???-???-?-?-???-?-?' })
  })

  test('SPR-2 what is lacking in a version that is known in part is lacking, not unlisted', () => {
    expect(codeAt(sprecOf(4, { ...PLASMA, collectedAt: null }), 'preCentrifugation')).toBe('X')
  })
})

describe('the type of sample', () => {
  const spin = PLASMA.spins![0]!
  test.each([
    ['nobody told of spins', null, 'XXX', 'missing'],
    ['no spin', [], 'XXX', 'contradiction'],
    ['one spin', [spin], 'PL1', 'coded'],
    ['two spins', [spin, spin], 'PL2', 'coded'],
    ['three spins', [spin, spin, spin], 'ZZZ', 'other'],
  ] as const)('SPR-6 of plasma with %s', (_, spins, code, state) => {
    expect(at({ ...PLASMA, spins }, 'sampleType')).toMatchObject({ code, state })
  })

  test.each([
    ['buffy-coat', 'viability'],
    ['pbmc', 'viability'],
    ['urine', 'urine-kind'],
  ] as const)('SPR-6 of %s is not guessed', (material, missing) => {
    const element = at({ ...PLASMA, material }, 'sampleType')
    expect(element).toMatchObject({ code: 'XXX', state: 'missing', missing: [missing] })
  })
})

describe('the primary container', () => {
  test.each([
    ['edta-tube', 'PED', []],
    ['serum-tube', 'XXX', ['additive']],
    ['heparin-tube', 'XXX', ['additive']],
    ['cryotube', 'XXX', ['primary-tube']],
    ['straw', 'XXX', ['primary-tube']],
    ['other', 'XXX', ['primary-tube']],
    [null, 'XXX', ['primary-tube']],
  ] as const)('SPR-7 of %s', (primaryTube, code, missing) => {
    expect(at({ ...PLASMA, primaryTube }, 'primaryContainer')).toMatchObject({ code, missing })
  })
})

describe('a delay', () => {
  test.each([
    [{ collectedAt: null }, ['collected']],
    [{ processingBeganAt: null }, ['processing-began']],
    [{ keptBefore: null }, ['kept-before']],
    [
      { collectedAt: null, processingBeganAt: null, keptBefore: null },
      ['collected', 'processing-began', 'kept-before'],
    ],
  ])('SPR-2 names what is missing: %j', (change, missing) => {
    const element = at({ ...PLASMA, ...change }, 'preCentrifugation')
    expect(element).toMatchObject({ code: 'X', state: 'missing', missing })
  })

  test('SPR-2 that ends before it begins is a contradiction; one of no time is not', () => {
    const early = { ...PLASMA, processingBeganAt: PLASMA.collectedAt! - 1 }
    expect(at(early, 'preCentrifugation')).toMatchObject({ code: 'X', state: 'contradiction' })
    const atOnce = { ...PLASMA, processingBeganAt: PLASMA.collectedAt }
    expect(at(atOnce, 'preCentrifugation')).toMatchObject({ code: 'B', state: 'coded' })
  })

  test('SPR-2 before it began is said even when the temperature is missing', () => {
    const early = { ...PLASMA, processingBeganAt: PLASMA.collectedAt! - 1, keptBefore: null }
    expect(at(early, 'preCentrifugation')?.state).toBe('contradiction')
  })

  test('SPR-3 at a temperature between the bands is other', () => {
    const tepid = { ...PLASMA, keptBefore: 140 }
    expect(at(tepid, 'preCentrifugation')).toMatchObject({ code: 'Z', state: 'other' })
  })

  test('SPR-8 after the spin does not apply without one', () => {
    const blood: SprecInputs = { ...PLASMA, material: 'whole-blood', spins: [] }
    expect(sprecOf(2, blood)).toMatchObject({ code: 'BLD-PED-B-N-N-N-D' })
    expect(sprecOf(2, { ...blood, spins: null })).toMatchObject({ code: 'BLD-PED-B-X-X-C-D' })
  })
})

describe('a spin', () => {
  test.each([
    [{ g: 10_000 }, 'H'],
    [{ g: 10_001 }, 'J'],
    [{ g: 2999 }, 'D'],
    [{ g: 3000 }, 'F'],
    [{ brake: false }, 'C'],
    [{ celsius: 210 }, 'B'],
    [{ celsius: 210, minutes: 30, g: 900, brake: false }, 'M'],
    [{ minutes: 20 }, 'Z'],
    [{ g: 4000, brake: false }, 'Z'],
    [{ g: -1 }, 'X'],
    [{ minutes: 0 }, 'X'],
    [{ celsius: Number.NaN }, 'X'],
  ])('SPR-9 %j', (change, code) => {
    const spins = [{ ...PLASMA.spins![0]!, ...change }]
    expect(at({ ...PLASMA, spins }, 'firstCentrifugation')?.code).toBe(code)
  })

  test('SPR-9 of half an hour has a code as the first alone', () => {
    const gentle = { g: 900, minutes: 30, celsius: 210, brake: false }
    const twice = { ...PLASMA, spins: [gentle, gentle] }
    expect(codeAt(sprecOf(2, twice), 'firstCentrifugation')).toBe('M')
    expect(codeAt(sprecOf(2, twice), 'secondCentrifugation')).toBe('Z')
  })
})

describe('storage', () => {
  test.each([
    [{ celsius: -190 }, 'C'],
    [{ celsius: -150 }, 'C'],
    [{ celsius: -190, before: -80 }, 'N'],
    [{ celsius: -190, before: -20 }, 'C'],
    [{ celsius: -190, programmed: true }, 'E'],
    [{ celsius: -140, programmed: true }, 'E'],
    [{ celsius: -140, programmed: false }, 'Z'],
    [{ celsius: -140, programmed: null }, 'X'],
    [{ celsius: -86 }, 'Z'],
    [{ celsius: -85 }, 'D'],
    [{ celsius: -20 }, 'Z'],
    [{ celsius: null }, 'X'],
    [{ celsius: -80, nanolitres: 2_000_000 }, 'D'],
    [{ celsius: -80, nanolitres: 2_000_001 }, 'Z'],
    [{ tubeType: 'straw' as const, celsius: -20 }, 'H'],
    [{ tubeType: 'straw' as const, celsius: -196, before: -70 }, 'O'],
    [{ tubeType: 'edta-tube' as const, original: true }, 'Y'],
    [{ tubeType: 'edta-tube' as const, original: false }, 'Z'],
    [{ tubeType: 'other' as const, original: true, celsius: -20 }, 'Y'],
    [{ tubeType: 'other' as const, original: false }, 'X'],
    [{ tubeType: null }, 'X'],
  ])('SPR-10 %j', (change, code) => {
    expect(stored(change)?.code).toBe(code)
  })
})

describe('tissue', () => {
  const solid = (change: Partial<SprecInputs['solid']>) =>
    sprecOf(2, { ...TISSUE, solid: { ...TISSUE.solid, ...change } })

  test('SPR-2 of which nothing was told', () => {
    expect(sprecOf(2, { ...TISSUE, solid: PLASMA.solid })).toMatchObject({
      code: 'TIS-XXX-X-X-XXX-X-D',
    })
  })

  test('SPR-11 a negative time is a contradiction, and what does not apply is N', () => {
    expect(codeAt(solid({ warmIschaemia: -1 }), 'warmIschaemia')).toBe('X')
    expect(codeAt(solid({ warmIschaemia: 'none' }), 'warmIschaemia')).toBe('N')
    expect(codeAt(solid({ fixationTime: 73 * 3_600_000 }), 'fixationTime')).toBe('Z')
  })

  test('SPR-11 of an autopsy, by the time since death', () => {
    const after = (sinceDeath: number | null) =>
      codeAt(solid({ collection: 'autopsy', sinceDeath }), 'collection')
    expect(after(6 * 3_600_000 - 1)).toBe('A06')
    expect(after(6 * 3_600_000)).toBe('A12')
    expect(after(73 * 3_600_000)).toBe('ZZZ')
    expect(after(null)).toBe('XXX')
    expect(after(-1)).toBe('XXX')
  })

  test('SPR-3 a code that the list does not have is other, whatever it is called', () => {
    expect(codeAt(solid({ fixation: 'toString' }), 'fixation')).toBe('ZZZ')
  })
})

describe('reading', () => {
  const kinds = [
    ['fluid', FLUID_ELEMENTS],
    ['solid', SOLID_ELEMENTS],
  ] as const
  const written = fc
    .tuple(fc.constantFrom(...SPREC_VERSIONS), fc.constantFrom(...kinds))
    .chain(([version, [kind, elements]]) =>
      fc
        .tuple(...elements.map((one) => fc.constantFrom(...codesAt(version, kind, one).known)))
        .map((codes) => ({
          version,
          kind,
          parts: elements.map((element, i) => ({ element, code: codes[i]! })),
        })),
    )

  test('SPR-12 what is written is read back', () => {
    fc.assert(
      fc.property(written, (code) => {
        expect(readSprec(formatSprec(code), code.version)).toEqual({ ok: true, value: code })
      }),
      RUNS,
    )
  })

  test('SPR-12 whatever is computed in version 2 is read back', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const result = sprecOf(2, inputs)
        if (!result.applies) return
        const read = readSprec(result.code, 2)
        expect(read.ok && formatSprec(read.value)).toBe(result.code)
        expect(read.ok && read.value.kind).toBe(result.kind)
      }),
      RUNS,
    )
  })

  test.each([
    ['PL1-PED-B-D-N-C', { type: 'not-seven-elements' }],
    ['', { type: 'not-seven-elements' }],
    ['PL1-PED-B-D-N-C-D-D', { type: 'not-seven-elements' }],
    ['PL3-PED-B-D-N-C-D', { type: 'unknown-code', element: 'sampleType', code: 'PL3' }],
    ['PL1-PED-B-D-M-C-D', { type: 'unknown-code', element: 'secondCentrifugation', code: 'M' }],
    ['PL1-PED-B-D-N-C-U', { type: 'unknown-code', element: 'longTermStorage', code: 'U' }],
    ['PL1-PED-?-D-N-C-D', { type: 'unknown-code', element: 'preCentrifugation', code: '?' }],
    ['TIS-PED-B-C-SNP-A-D', { type: 'unknown-code', element: 'collection', code: 'PED' }],
  ])('SPR-12 refuses %j', (text, error) => {
    expect(readSprec(text, 2)).toEqual({ ok: false, error })
  })

  test('SPR-12 a code of a list that is known in part is not called wrong', () => {
    const error = { type: 'not-known-here', element: 'preCentrifugation', code: 'B' }
    expect(readSprec('PL1-PED-B-D-N-C-D', 4)).toEqual({ ok: false, error })
    expect(readSprec('SWT-CIF-X-X-X-X-U', 4).ok).toBe(true)
    expect(readSprec('SWT-CIF-X-X-X-X-U', 3).ok).toBe(false)
  })

  test('SPR-12 lower case and spaces around are read', () => {
    expect(readSprec(' pl1-ped-b-d-n-c-d ', 2).ok).toBe(true)
  })
})

test('SPR-1 SPR-2 whatever is given: seven elements, each with a code and a reason, and nothing thrown', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SPREC_VERSIONS), anyInputs, (version, inputs) => {
      const result = sprecOf(version, inputs)
      if (!result.applies) return
      expect(result.elements).toHaveLength(7)
      for (const { element, code, state, missing, complete } of result.elements) {
        const { known } = codesAt(version, result.kind, element)
        expect(known.has(code)).toBe(state !== 'unlisted')
        expect(missing.length > 0).toBe(state === 'missing')
        if (state === 'other') expect(complete).toBe(true)
      }
      expect(result.complete).toBe(
        Object.values(LISTS[version][result.kind]).every((l) => l.complete),
      )
    }),
    RUNS,
  )
})
