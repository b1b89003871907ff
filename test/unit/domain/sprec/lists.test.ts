import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandAt, delayAt } from '#shared/domain/sprec/bands.ts'
import { spinCode } from '#shared/domain/sprec/fluid.ts'
import { POST_2, PRE_2 } from '#shared/domain/sprec/lists/delays.ts'
import { COLLECTIONS_2 } from '#shared/domain/sprec/lists/solids.ts'
import { FIRST_SPIN_2, SECOND_SPIN_2 } from '#shared/domain/sprec/lists/spins.ts'
import { STORAGE_2 } from '#shared/domain/sprec/lists/storage.ts'
import { HOUR, MINUTE } from '#shared/domain/sprec/lists/time.ts'
import { FIXATION_TIMES_2, ISCHAEMIA_2 } from '#shared/domain/sprec/lists/times.ts'
import { codesOf, LISTS, SPREC_VERSIONS } from '#shared/domain/sprec/lists/versions.ts'
import {
  bandsAt,
  bandsOfG,
  codesTwice,
  spinClashes,
  storageClashes,
  untiled,
} from '../../../support/domain/sprec.ts'

const TEN_DAYS = 240 * HOUR
const RUNS = { numRuns: 500 }

const everyList = SPREC_VERSIONS.flatMap((version) =>
  (['fluid', 'solid'] as const).flatMap((kind) =>
    Object.entries(LISTS[version][kind]).map(
      ([element, list]) => [`${version}`, kind, element, list] as const,
    ),
  ),
)

describe('the lists', () => {
  test.each(everyList)(
    'SPR-5 version %s %s %s: no two rows share a code',
    (_, __, element, list) => {
      const codes = codesOf(list)
      expect(codesTwice(codes)).toEqual([])
      const wide = ['sampleType', 'primaryContainer', 'collection', 'fixation'].includes(element)
      expect(codes.filter((code) => !(wide ? /^[A-Z0-9]{3}$/ : /^[A-Z]$/).test(code))).toEqual([])
      expect(codes.filter((code) => /^(X+|Z+|\?+)$/.test(code))).toEqual([])
    },
  )

  test.each(everyList)('SPR-5 version %s %s %s: no two codes name one thing', (...[, , , list]) => {
    const names: readonly string[] = 'names' in list ? Object.values(list.names) : []
    expect(codesTwice(names)).toEqual([])
  })

  test('version 2 is known as a whole, 3 and 4 in part', () => {
    const complete = everyList.filter(([, , , list]) => list.complete).map(([version]) => version)
    expect([...new Set(complete)]).toEqual(['2'])
    expect(complete).toHaveLength(14)
    expect(codesOf(LISTS[2].fluid.sampleType)).toHaveLength(33)
    expect(codesOf(LISTS[2].fluid.primaryContainer)).toHaveLength(25)
    expect(codesOf(LISTS[2].fluid.longTermStorage)).toHaveLength(23)
  })

  test('SPR-5 no spin and no vessel fits two rows', () => {
    expect(spinClashes(FIRST_SPIN_2)).toEqual([])
    expect(spinClashes(SECOND_SPIN_2)).toEqual([])
    expect(storageClashes(STORAGE_2)).toEqual([])
  })
})

describe('bands', () => {
  test.each([
    ['before processing, room', bandsAt(PRE_2, 'room'), 'open'],
    ['before processing, cold', bandsAt(PRE_2, 'cold'), 'open'],
    ['before processing, body', bandsAt(PRE_2, 'body'), 'ends'],
    ['after the spin, room', bandsAt(POST_2, 'room'), 'open'],
    ['after the spin, cold', bandsAt(POST_2, 'cold'), 'open'],
    ['ischaemia', ISCHAEMIA_2.bands, 'open'],
    ['fixation time', FIXATION_TIMES_2.bands, 'ends'],
    ['autopsy', COLLECTIONS_2.autopsy, 'ends'],
    ['g, room, brake', bandsOfG(FIRST_SPIN_2, { at: 'room', brake: true }), 'open'],
    ['g, cold, brake', bandsOfG(FIRST_SPIN_2, { at: 'cold', brake: true }), 'open'],
    ['g, room, no brake', bandsOfG(FIRST_SPIN_2, { at: 'room', brake: false }), 'ends'],
    ['g, cold, no brake', bandsOfG(SECOND_SPIN_2, { at: 'cold', brake: false }), 'ends'],
  ] as const)('SPR-8 tile without gap or overlap: %s', (_, bands, ends) => {
    expect(bands.length).toBeGreaterThan(0)
    expect(untiled(bands, ends)).toEqual([])
  })

  test('SPR-8 each instant of ten days is in just one band per temperature', () => {
    const instant = fc.integer({ min: 0, max: TEN_DAYS })
    const edge = fc.constantFrom(...[1, 2, 4, 8, 12, 24, 48].map((hours) => hours * HOUR))
    const near = fc.tuple(edge, fc.integer({ min: -2, max: 2 })).map(([at, off]) => at + off)
    fc.assert(
      fc.property(fc.oneof(instant, near), fc.constantFrom('room', 'cold'), (ms, at) => {
        for (const list of [PRE_2, POST_2]) {
          const holding = bandsAt(list, at).filter(
            (band) => band.from <= ms && (band.to === null || ms < band.to),
          )
          expect(holding.map((band) => band.code)).toEqual([
            delayAt(list, at === 'room' ? 210 : 40, ms),
          ])
        }
        expect(bandAt(ISCHAEMIA_2.bands, ms)).not.toBeNull()
      }),
      RUNS,
    )
  })

  test.each([
    ['1:59:59.999', 2 * HOUR - 1, 'B', 'C'],
    ['2:00:00.000', 2 * HOUR, 'D', 'E'],
    ['24:00:00.000', 24 * HOUR, 'L', 'G'],
    ['24:00:00.001', 24 * HOUR + 1, 'L', 'I'],
    ['48:00:00.000', 48 * HOUR, 'L', 'I'],
    ['48:00:00.001', 48 * HOUR + 1, 'N', 'I'],
  ])('SPR-8 %s in the cold', (_, ms, pre, post) => {
    expect(delayAt(PRE_2, 40, ms)).toBe(pre)
    expect(delayAt(POST_2, 40, ms)).toBe(post)
  })

  test.each([
    ['1:59.999', 2 * MINUTE - 1, 'A'],
    ['2:00.000', 2 * MINUTE, 'B'],
    ['60:00.000', 60 * MINUTE, 'E'],
    ['60:00.001', 60 * MINUTE + 1, 'F'],
  ])('SPR-11 ischaemia of %s', (_, ms, code) => {
    expect(bandAt(ISCHAEMIA_2.bands, ms)).toBe(code)
  })

  test.each([
    [19, null],
    [20, 'B'],
    [100, 'B'],
    [101, null],
    [179, null],
    [180, 'A'],
    [280, 'A'],
    [281, null],
    [350, 'O'],
    [380, 'O'],
    [381, null],
  ])('SPR-8 at %i tenths of a degree', (tenths, code) => {
    expect(delayAt(PRE_2, tenths, HOUR)).toBe(code)
  })

  test('SPR-9 each row is found by a spin inside of it, and by its corners', () => {
    const CELSIUS = { room: [180, 280], cold: [20, 100], body: [350, 380] } as const
    for (const list of [FIRST_SPIN_2, SECOND_SPIN_2])
      for (const { code, at, minutes, g, brake } of list.rows)
        for (const celsius of CELSIUS[at])
          for (const took of minutes)
            for (const force of [Math.max(1, g[0]), g[1] === null ? 50_000 : g[1] - 1])
              expect(spinCode(list, { g: force, minutes: took, celsius, brake })).toBe(code)
  })

  test.each([
    [9, 2000],
    [16, 2000],
    [20, 2000],
    [29, 900],
  ])('SPR-3 no row has %i minutes at %i g', (minutes, g) => {
    for (const brake of [true, false])
      expect(spinCode(FIRST_SPIN_2, { g, minutes, celsius: 210, brake })).toBeNull()
  })
})
