import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Point } from '#shared/picture/grey.ts'
import { fitLattice, placesOf } from '#shared/picture/rack/fit.ts'
import {
  countedFrom,
  type Lattice,
  type Place,
  placeAt,
  wellAt,
} from '#shared/picture/rack/lattice.ts'
import { RACK_SHAPES } from '#shared/scan/rack/read.ts'
import { chanceOf } from '../../support/pictures/chance.ts'

interface Made {
  lattice: Lattice
  places: Place[]
  points: Point[]
  pitch: number
}

/** Codes of a rack that is held askew: some of its wells, each a little beside its middle; of 300 racks, all decided. */
const racks = fc.nat({ max: 299 }).map((seed): Made => {
  const chance = chanceOf(seed)
  const shape = chance.of(RACK_SHAPES)
  const pitch = chance.between(20, 220)
  const degrees = chance.between(-40, 40)
  const aslant = chance.between(-0.006, 0.006)
  const read = chance.between(0.3, 1)
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const [right, down] = [pitch * cos, pitch * sin]
  const lattice: Lattice = [right, -down, 500, down, right, 400, aslant, aslant / 2]
  const all = Array.from({ length: shape.rows * shape.columns }, (_, at) => ({
    column: at % shape.columns,
    row: Math.floor(at / shape.columns),
  }))
  const some = all.filter(() => chance.next() < read)
  const places = some.length < 8 ? all : some
  const points = places.map((place) => {
    const { x, y } = wellAt(lattice, place)
    return { x: x + chance.normal() * pitch * 0.05, y: y + chance.normal() * pitch * 0.05 }
  })
  return { lattice, places, points, pitch }
})

describe('the lattice of a rack', () => {
  test('given a place, when it is drawn and measured, then it is the same place', () => {
    fc.assert(
      fc.property(racks, ({ lattice, places }) => {
        for (const place of places) {
          const back = placeAt(lattice, wellAt(lattice, place))
          expect(back.column).toBeCloseTo(place.column, 6)
          expect(back.row).toBeCloseTo(place.row, 6)
          const moved = countedFrom(lattice, place)
          expect(wellAt(moved, { column: 0, row: 0 }).x).toBeCloseTo(wellAt(lattice, place).x, 6)
        }
      }),
    )
  })

  test('given codes of a third of the wells, askew and scattered, then nearly all find their well, counted from one origin', () => {
    fc.assert(
      fc.property(racks, ({ places, points, pitch }) => {
        const fitted = fitLattice(points, pitch * 0.4)
        expect(fitted).not.toBeNull()
        const found = fitted!.places.flatMap((place, at) => (place ? [{ place, at }] : []))
        expect(found.length).toBeGreaterThanOrEqual(0.9 * places.length)
        const offs = new Set(
          found.map(({ place, at }) =>
            [place.column - places[at]!.column, place.row - places[at]!.row].join(),
          ),
        )
        expect(offs.size).toBe(1)
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  test('given a lattice that is shifted by half a pitch, then codes find no well: the check can fail', () => {
    fc.assert(
      fc.property(racks, ({ lattice, points }) => {
        const shifted = countedFrom(lattice, { column: 0.5, row: 0 })
        const found = placesOf(shifted, points).filter((place) => place !== null)
        expect(found.length).toBeLessThan(0.1 * points.length + 2)
      }),
      { numRuns: 20, seed: 1 },
    )
  })

  test('given codes that lie anywhere, or too few, then no lattice is made of two of them', () => {
    expect(fitLattice([], 10)).toBeNull()
    expect(fitLattice([{ x: 1, y: 1 }], 10)).toBeNull()
    const chance = chanceOf(3)
    const strewn = Array.from({ length: 30 }, () => ({
      x: chance.next() * 999,
      y: chance.next() * 999,
    }))
    const fitted = fitLattice(strewn, 20)
    expect(fitted?.places.filter((place) => place !== null).length ?? 0).toBeLessThan(24)
  })
})
