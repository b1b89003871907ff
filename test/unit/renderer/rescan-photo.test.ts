import { describe, expect, test } from 'vitest'
import type { Quad } from '#shared/picture/grey.ts'
import type { RackPicture, RackWell } from '#shared/picture/rack/picture.ts'
import type { Stand } from '#shared/picture/rack/stand.ts'
import { toRackRead } from '#shared/picture/rack/to-rack-read.ts'
import { turn } from '#shared/picture/rack/turn.ts'
import { asBefore, keepStand, keptStands } from '../../../renderer/screens/rescan/kept-stands.ts'
import { corrected, countsOf, cropOf } from '../../../renderer/screens/rescan/photo.ts'
import { namedFor } from '../../../renderer/screens/rescan/positions.ts'

const square = (x: number, y: number): Quad => [
  { x, y },
  { x: x + 10, y },
  { x: x + 10, y: y + 10 },
  { x, y: y + 10 },
]

const well = (
  position: string,
  state: RackWell['state'],
  text: string | null = null,
): RackWell => ({ position, state, text, by: text === null ? null : 'whole', quad: square(0, 0) })

function picture(over: Partial<RackPicture> = {}): RackPicture {
  return {
    shape: { rows: 2, columns: 2 },
    lattice: [10, 0, 5, 0, 10, 5, 0, 0],
    extent: { across: 2, down: 2 },
    wells: [
      well('A1', 'read', 'T-1'),
      well('A2', 'unread'),
      well('B1', 'read', 'T-1'),
      well('B2', 'empty'),
    ],
    rackCode: null,
    others: [],
    stand: { corner: 'top-left', mirrored: false },
    standBy: 'guess',
    shapeSure: true,
    duplicates: [{ text: 'T-1', positions: ['A1', 'B1'] }],
    finished: true,
    ...over,
  }
}

function shelf() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

describe('wells of a picture', () => {
  test('are counted as they are, and those that were read twice as that', () => {
    expect(countsOf(picture())).toEqual({ read: 0, unread: 1, duplicate: 2, empty: 1 })
  })

  test('a tube that a person sees in an empty well is one whose code is not known', () => {
    const read = corrected(picture(), 'B2', true)
    expect(toRackRead(read).tubes).toContainEqual({ position: 'B2', code: null })
    expect(toRackRead(corrected(read, 'B2', false)).tubes).not.toContainEqual({
      position: 'B2',
      code: null,
    })
  })

  test('a code that no label may have is not read, and spoils no other tube', () => {
    const hostile = ['T\u0000-1', 'T-1\r\nT-2', 'X'.repeat(300)]
    const names = ['A2', 'B1', 'B2']
    const wells = hostile.map((text, at) => well(names[at]!, 'read', text))
    const read = toRackRead(picture({ wells: [well('A1', 'read', 'T-1'), ...wells] }))
    expect(read.tubes.map(({ code }) => code)).toEqual(['T-1', null, null, null])
  })

  test('a well whose code was read is not corrected away', () => {
    expect(corrected(picture(), 'A1', false)).toEqual(picture())
  })

  test('a crop stays within the picture', () => {
    const size = { width: 100, height: 100 }
    expect(cropOf(square(95, 0), size)).toEqual({ left: 93, top: 0, width: 7, height: 12 })
    expect(cropOf(square(40, 40), size)).toEqual({ left: 38, top: 38, width: 14, height: 14 })
  })
})

describe('how racks lay before', () => {
  const turned: Stand = { corner: 'bottom-right', mirrored: false }

  test('RSC-9 the next one of the shape is shown so where the picture tells nothing, and is still to be confirmed', () => {
    const kept = shelf()
    keepStand(kept, turn(picture(), turned.corner, turned.mirrored))
    expect(asBefore(kept, picture())).toMatchObject({ stand: turned, standBy: 'known' })
  })

  test('not where the picture itself tells, nor one of another shape, nor one seen from the other side', () => {
    const kept = shelf()
    keepStand(kept, turn(picture(), turned.corner, turned.mirrored))
    const filled = picture({ standBy: 'filled' })
    expect(asBefore(kept, filled)).toBe(filled)
    const other = picture({ shape: { rows: 8, columns: 12 } })
    expect(asBefore(kept, other)).toBe(other)
    const below = picture({ stand: { corner: 'top-right', mirrored: true } })
    expect(asBefore(kept, below)).toBe(below)
  })

  test('a shelf that somebody spoilt is as an empty one', () => {
    const kept = shelf()
    kept.setItem('frostkeep.racks', '{"known":7}')
    expect(keptStands(kept)).toEqual({ known: [], last: [] })
  })
})

describe('names of positions', () => {
  const numbered = { rows: 2, columns: 2, scheme: 'numbers', fill: 'rows-top-left' } as const
  const tubes = [
    { position: 'A2', code: 'T-1' },
    { position: 'B1', code: null },
  ]

  test('those of a picture become those of the box', () => {
    const named = namedFor(numbered, { rows: 2, columns: 2 }, tubes)
    expect(named.map(({ position }) => position)).toEqual(['2', '3'])
  })

  test('a rack of another shape keeps its names, so that it is seen to be another one', () => {
    expect(namedFor(numbered, { rows: 8, columns: 12 }, tubes)).toBe(tubes)
  })
})
