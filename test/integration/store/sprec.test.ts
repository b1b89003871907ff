import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProcessingRecorded } from '#shared/domain/processing/facts.ts'
import type { SpecimenAccessioned } from '#shared/domain/specimen/facts.ts'
import {
  at,
  BOX,
  MARC,
  NOON,
  OTHER_BOX,
  specimenData,
  T1,
  T2,
  T3,
  T4,
} from '../../support/domain/facts.ts'
import { codeAt } from '../../support/domain/sprec.ts'
import { TestBench, VIA } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

const MINUTE = 60_000
const COLLECTED = NOON - 30 * MINUTE
const DEEP = testId('b', 8)
const TANK_BOX = testId('b', 9)

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found()
  bench.box(BOX, 'BX-1', { celsius: -80 }).box(OTHER_BOX, 'BX-2', { celsius: -20 })
  bench.box(TANK_BOX, 'BX-9', { celsius: -190 })
})
afterEach(() => bench.remove())

const code = (specimen: string, version = 2) => {
  const result = bench.reader.specimen(specimen)?.sprec?.find((one) => one.version === version)
  return result?.applies ? result.code : result?.why
}

const element = (specimen: string, name: string) => {
  const result = bench.reader.specimen(specimen)!.sprec![0]!
  return result.applies ? result.elements.find((one) => one.element === name) : undefined
}

/** Whole blood in an EDTA tube, as it was collected. */
const blood = (given: Partial<SpecimenAccessioned> = {}) =>
  specimenData(T1, {
    material: 'whole-blood',
    tubeType: 'edta-tube',
    collectedAt: COLLECTED,
    ...given,
  })

const spun = (given: Partial<ProcessingRecorded> = {}): ProcessingRecorded => ({
  processing: testId('9', 1),
  kind: 'derivative',
  startedAt: COLLECTED + 48 * MINUTE + 37_000,
  endedAt: COLLECTED + 66 * MINUTE,
  spins: [{ g: 2000, minutes: 10, celsius: 40, brake: true }],
  keptAt: 40,
  keptAfter: 40,
  method: null,
  ...given,
})

/** A child that is put into a box 81 min 12 s after the spin, unless it is said otherwise. */
function make(
  specimen: string,
  given: {
    parent?: string
    processing?: ProcessingRecorded
    child?: Partial<SpecimenAccessioned>
    to?: ReturnType<typeof at> | null
  } = {},
) {
  bench.clock.at = COLLECTED + 147 * MINUTE + 12_000
  const { accession: _, parent: __, ...child } = specimenData(specimen, { origin: 'derivative' })
  const id = bench.newId()
  const asked = {
    processing: given.processing ?? spun(),
    parent: given.parent ?? T1,
    take: null,
    child: { ...child, ...given.child },
    at: given.to === undefined ? at('A1') : given.to,
  }
  expect(bench.act('makeChild', asked, id)).toMatchObject({ ok: true })
  return id
}

const takeIn = (data: SpecimenAccessioned, to = at('I9', OTHER_BOX)) =>
  expect(bench.act('takeIn', { ...data, at: to })).toMatchObject({ ok: true })

describe('plasma of a blood that was told of', () => {
  test('SPR-13 has the code of its whole line', () => {
    takeIn(blood())
    make(T2)
    expect(code(T2)).toBe('PL1-PED-B-D-N-C-D')
    expect(code(T2, 3)).toBe('PL1-PED-?-?-?-?-?')
    expect(element(T2, 'preCentrifugation')?.rests).toEqual([
      { what: 'between', from: COLLECTED, to: COLLECTED + 48 * MINUTE + 37_000 },
      { what: 'kept', celsius: 40 },
    ])
  })

  test('SPR-13 is what an aliquot of it has, also where nobody told how it was divided', () => {
    takeIn(blood())
    make(T2)
    make(T3, {
      parent: T2,
      processing: spun({ processing: testId('9', 2), kind: 'aliquot', spins: [], keptAt: 210 }),
      child: { origin: 'aliquot' },
      to: at('A2'),
    })
    bench.act('takeIn', { ...specimenData(T4, { origin: 'aliquot', parent: T2 }), at: at('A3') })
    expect(code(T3)).toBe('PL1-PED-B-D-N-C-D')
    expect(code(T4)).toBe('PL1-PED-B-D-N-C-D')
  })

  test('SPR-6 SPR-13 is PL2 when what was made of it was spun again', () => {
    takeIn(blood())
    make(T2)
    const again = spun({
      processing: testId('9', 2),
      startedAt: COLLECTED + 80 * MINUTE,
      endedAt: COLLECTED + 100 * MINUTE,
      spins: [{ g: 8000, minutes: 12, celsius: 40, brake: true }],
      keptAfter: 210,
    })
    make(T3, { parent: T2, processing: again, to: at('A2') })
    expect(code(T3)).toBe('PL2-PED-B-D-H-B-D')
    expect(code(T2)).toBe('PL1-PED-B-D-N-C-D')
  })

  test('negative control: the same without its temperature, its brake or its storage is another code', () => {
    takeIn(blood())
    make(T2, { processing: spun({ keptAt: null }) })
    expect(code(T2)).toBe('PL1-PED-X-D-N-C-D')
    expect(element(T2, 'preCentrifugation')?.missing).toEqual(['kept-before'])
    const free = { g: 2000, minutes: 10, celsius: 40, brake: false }
    make(T3, { processing: spun({ processing: testId('9', 3), spins: [free] }), to: null })
    expect(code(T3)).toBe('PL1-PED-B-C-N-X-X')
    expect(element(T3, 'longTermStorage')?.missing).toEqual(['storage-temperature'])
  })

  test('PRO-4 SPR-13 keeps its spin when the first of the batch is taken back, for its own is told', () => {
    takeIn(blood())
    const first = make(T2)
    make(T3, { to: at('A2') })
    expect(bench.act('undo', { command: first })).toMatchObject({ ok: true })
    expect(code(T3)).toBe('PL1-PED-B-D-N-C-D')
  })

  test('PRO-4 SPR-13 rests on nothing of a batch that was taken back as a whole', () => {
    takeIn(blood())
    const only = make(T2)
    expect(bench.act('undo', { command: only })).toMatchObject({ ok: true })
    expect(code(T2)).toBe('XXX-PED-X-X-X-X-X')
  })
})

describe('a past that is not known here', () => {
  test('SPR-13 of plasma that came as it is: nothing before is guessed', () => {
    takeIn(specimenData(T1, { collectedAt: COLLECTED }), at('A1'))
    expect(code(T1)).toBe('XXX-XXX-X-X-X-X-D')
    make(T2, { processing: spun({ kind: 'aliquot', spins: [] }), to: at('A2') })
    expect(code(T2)).toBe('XXX-XXX-X-X-X-X-D')
  })

  test('SPR-13 of a child whose parent is another site’s', () => {
    takeIn(blood({ origin: 'aliquot', parentCode: 'ELSEWHERE-1' }))
    make(T2)
    expect(code(T2)).toBe('XXX-XXX-X-X-X-C-D')
  })

  test('SPR-13 of serum that nobody told a processing of', () => {
    takeIn(blood())
    const serum = specimenData(T2, { material: 'serum', origin: 'derivative', parent: T1 })
    takeIn(serum, at('A1'))
    expect(code(T2)).toBe('SER-PED-X-X-X-X-D')
  })

  test('SPR-1 a pool has no code, nor what is made of it', () => {
    takeIn(blood())
    make(T2)
    make(T3, { to: at('A2') })
    const { accession: _, parent: __, ...child } = specimenData(T4, { origin: 'pool' })
    const parents = [T2, T3].map((specimen) => ({ specimen, take: null }))
    const processing = spun({ processing: testId('9', 4), kind: 'pool', spins: [] })
    expect(bench.act('pool', { processing, parents, child, at: at('A4') }).ok).toBe(true)
    expect(code(T4)).toBe('pool')
    expect(code(T3)).toBe('PL1-PED-B-D-N-C-D')
  })
})

describe('storage', () => {
  test('SPR-10 blood that stays in its tube is in its original container', () => {
    takeIn(blood())
    expect(element(T1, 'longTermStorage')).toMatchObject({ code: 'Y' })
  })

  test('SPR-10 nitrogen after -80 °C; a move that was undone does not count', () => {
    takeIn(blood())
    make(T2)
    const move = bench.newId()
    bench.act('move', { specimen: T2, at: at('A1', TANK_BOX) }, move)
    expect(element(T2, 'longTermStorage')?.code).toBe('N')
    expect(bench.act('undo', { command: move }).ok).toBe(true)
    expect(element(T2, 'longTermStorage')).toMatchObject({ code: 'D' })
    expect(element(T2, 'longTermStorage')?.rests).not.toContainEqual(
      expect.objectContaining({ what: 'set-before' }),
    )
  })

  test('SPR-10 the temperature is that of the container round the box', () => {
    const freezer = { container: DEEP, kind: 'freezer', name: 'F9', celsius: -70 } as const
    const plain = { code: null, place: null, layout: null, holds: [] }
    const boxId = testId('b', 7)
    bench.must(MARC, {
      type: 'createContainers',
      id: bench.newId(),
      via: VIA,
      containers: [{ ...plain, ...freezer, layout: layoutOfOne }],
    })
    bench.box(boxId, 'BX-7', { place: { container: DEEP, index: 0 } })
    takeIn(blood())
    make(T2, { to: at('A1', boxId) })
    expect(element(T2, 'longTermStorage')?.rests).toContainEqual({ what: 'set', celsius: -70 })
    expect(codeAt(bench.reader.specimen(T2)!.sprec![0]!, 'longTermStorage')).toBe('D')
  })
})

const layoutOfOne = { rows: 1, columns: 1, scheme: 'numbers', fill: 'rows-top-left' } as const
