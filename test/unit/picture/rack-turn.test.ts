import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RackPicture, RackWell } from '#shared/picture/rack/picture.ts'
import { CORNERS, fits, indexAt, nameAt, STANDS, turnedOf } from '#shared/picture/rack/stand.ts'
import { toRackRead } from '#shared/picture/rack/to-rack-read.ts'
import { duplicatesOf, flip, placeOf, turn, turnOn } from '#shared/picture/rack/turn.ts'
import { RACK_SHAPES } from '#shared/scan/rack/read.ts'

const SQUARE: RackWell['quad'] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
]

/** A rack that lies in some way that it can lie in, with some codes in it, two of them alike. */
const pictures = fc
  .tuple(
    fc.constantFrom(...RACK_SHAPES),
    fc.boolean(),
    fc.nat(),
    fc.array(fc.constantFrom('T1', 'T2', 'T3', null), { minLength: 8, maxLength: 40 }),
  )
  .map(([shape, standing, which, codes]): RackPicture => {
    const extent = standing
      ? { across: shape.rows, down: shape.columns }
      : { across: shape.columns, down: shape.rows }
    const stands = STANDS.filter((one) => fits(one, shape, extent))
    const stand = stands[which % stands.length]!
    const wells = Array.from({ length: extent.across * extent.down }, (_, at): RackWell => {
      const text = codes[at] ?? null
      const index = indexAt(stand, shape, extent, placeOf(at, extent.across))
      return {
        position: nameAt(shape, index),
        quad: SQUARE,
        state: text === null ? (at % 2 === 0 ? 'empty' : 'unread') : 'read',
        text,
        by: text === null ? null : 'whole',
      }
    })
    return {
      shape,
      lattice: null,
      extent,
      wells,
      rackCode: null,
      others: [],
      stand,
      standBy: 'person',
      shapeSure: true,
      duplicates: duplicatesOf(wells),
      finished: true,
    }
  })

const isSquare = ({ extent }: RackPicture): boolean => extent.across === extent.down

test('given a rack, when A1 is moved on four times, twice for an oblong one, then it is where it was', () => {
  fc.assert(
    fc.property(pictures, (read) => {
      const times = isSquare(read) ? 4 : 2
      let turned = read
      for (let time = 1; time <= times; time++) {
        turned = turnOn(turned)
        if (time < times) expect(turned.wells).not.toEqual(read.wells)
      }
      expect(turned).toEqual(read)
    }),
  )
})

test('given a rack, when it is seen from the other side twice, then nothing has changed', () => {
  fc.assert(
    fc.property(pictures, (read) => {
      expect(flip(read).wells).not.toEqual(read.wells)
      expect(flip(flip(read))).toEqual(read)
    }),
  )
})

test('given any corner for A1, when a person says so, then every well keeps its code and each position is there once', () => {
  fc.assert(
    fc.property(pictures, fc.constantFrom(...CORNERS), fc.boolean(), (read, corner, mirrored) => {
      const turned = turn(read, corner, mirrored)
      expect(turned.stand.corner).toBe(corner)
      expect(turned.wells.map(({ text }) => text)).toEqual(read.wells.map(({ text }) => text))
      expect(turned.wells.map(({ position }) => position).sort()).toEqual(
        read.wells.map(({ position }) => position).sort(),
      )
      expect(turn(turned, read.stand.corner, read.stand.mirrored)).toEqual(read)
    }),
  )
})

test('given A1 in a corner of the picture, then the well there is called A1, and its neighbours A2 and B1', () => {
  fc.assert(
    fc.property(pictures, fc.constantFrom(...CORNERS), (read, corner) => {
      const { wells, extent } = turn(read, corner, false)
      const column = corner.endsWith('left') ? 0 : extent.across - 1
      const row = corner.startsWith('top') ? 0 : extent.down - 1
      const [x, y] = [column === 0 ? 1 : column - 1, row === 0 ? 1 : row - 1]
      const at = (u: number, v: number) => wells[v * extent.across + u]!.position
      expect(at(column, row)).toBe('A1')
      expect([at(x, row), at(column, y)].sort()).toEqual(['A2', 'B1'])
    }),
  )
})

test('given 8 x 12 seen from below, then A1 is in a corner that lets numbers run to the left', () => {
  const shape = { rows: 8, columns: 12 }
  const extent = { across: 12, down: 8 }
  const below = STANDS.filter((stand) => stand.mirrored && fits(stand, shape, extent))
  expect(below.map(({ corner }) => corner)).toEqual(['top-right', 'bottom-left'])
  expect(below.map(turnedOf)).toEqual([90, 270])
  expect(nameAt(shape, indexAt(below[0]!, shape, extent, { column: 0, row: 0 }))).toBe('A12')
})

test('given one code in two wells, then both stay, and it is said where', () => {
  fc.assert(
    fc.property(pictures, (read) => {
      const { tubes } = toRackRead(read)
      expect(tubes.length).toBe(read.wells.filter(({ state }) => state !== 'empty').length)
      for (const { text, positions } of read.duplicates) {
        expect(positions.length).toBeGreaterThan(1)
        const all = tubes.filter(({ code }) => code === text).map(({ position }) => position)
        expect(all).toEqual(positions)
      }
    }),
  )
})
