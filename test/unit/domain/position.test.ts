import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillAt, fillRank, nextFree } from '#shared/domain/position/fill.ts'
import { fillOrder, type Layout, labellingScheme, size } from '#shared/domain/position/layout.ts'
import {
  fromLetters,
  letters,
  positionName,
  readPositionName,
  roman,
  rowName,
} from '#shared/domain/position/names.ts'

const SKIP_IO = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

const aLayout = fc.record({
  rows: fc.integer({ min: 1, max: 100 }),
  columns: fc.integer({ min: 1, max: 100 }),
  scheme: fc.constantFrom(...labellingScheme.options),
  fill: fc.constantFrom(...fillOrder.options),
})
const aPosition = aLayout.chain((layout) =>
  fc.tuple(fc.constant<Layout>(layout), fc.nat(size(layout) - 1)),
)

const box = (given: Partial<Layout> = {}): Layout => ({
  rows: 9,
  columns: 9,
  scheme: 'letters-numbers',
  fill: 'rows-top-left',
  ...given,
})

const rowNumbers = Array.from({ length: 2_000 }, (_, i) => i + 1)

/** What POS-1 promises of a way to number rows. */
function isOneToOne(name: (n: number) => string, back: (text: string) => number | null): boolean {
  const names = rowNumbers.map(name)
  return new Set(names).size === names.length && rowNumbers.every((n, i) => back(names[i]!) === n)
}

describe('POS-1 letters of rows', () => {
  test('go A to Z, then AA', () => {
    const names = [1, 26, 27, 28, 52, 53, 702, 703].map((n) => letters(n)).join(' ')
    expect(names).toBe('A Z AA AB AZ BA ZZ AAA')
  })

  test('are one to one with their numbers far beyond Z', () => {
    expect(isOneToOne((n) => letters(n), fromLetters)).toBe(true)
  })

  test('of CBSR boxes are one to one too, and leave out I and O', () => {
    const name = (n: number) => letters(n, SKIP_IO)
    expect(isOneToOne(name, (text) => fromLetters(text, SKIP_IO))).toBe(true)
    expect(rowNumbers.map(name).filter((text) => /[IO]/.test(text))).toEqual([])
    expect([8, 9, 13, 14, 24, 25].map(name)).toEqual(['H', 'J', 'N', 'P', 'Z', 'AA'])
  })

  test('would be caught in the usual mistakes: A again after Z, and base 26 with A as zero', () => {
    const again = (n: number) => String.fromCharCode(65 + ((n - 1) % 26))
    const base26 = (n: number): string =>
      (n > 26 ? base26(Math.floor((n - 1) / 26) + 1) : '') + again(n)
    expect([again(27), base26(27)]).toEqual(['A', 'BA'])
    expect([isOneToOne(again, fromLetters), isOneToOne(base26, fromLetters)]).toEqual([
      false,
      false,
    ])
  })

  test('are no number where a sign is not of the alphabet', () => {
    expect(['', 'a', 'A1', 'Ä', '-'].map((text) => fromLetters(text))).toEqual(Array(5).fill(null))
    expect([fromLetters('I', SKIP_IO), fromLetters('AO', SKIP_IO)]).toEqual([null, null])
  })

  test('begin at row 1', () => {
    expect(() => letters(0)).toThrow('row number')
  })
})

describe('POS-2 the names of positions', () => {
  test('are all different within a layout', () => {
    fc.assert(
      fc.property(aLayout, (layout) => {
        const names = Array.from({ length: size(layout) }, (_, i) => positionName(layout, i))
        expect(new Set(names).size).toBe(names.length)
      }),
      { numRuns: 40 },
    )
  })

  test('would not all be different if row and column were two numbers without a sign between', () => {
    const wrong = (l: Layout, i: number) => `${Math.floor(i / l.columns) + 1}${(i % l.columns) + 1}`
    const layout = box({ rows: 12, columns: 12 })
    const names = Array.from({ length: size(layout) }, (_, i) => wrong(layout, i))
    expect(new Set(names).size).toBeLessThan(names.length)
  })

  test.each([
    [box(), 0, 'A1'],
    [box(), 80, 'I9'],
    [box({ scheme: 'letters-skip-io' }), 80, 'J9'],
    [box({ rows: 30 }), 26 * 9, 'AA1'],
    [box({ scheme: 'numbers' }), 80, '81'],
    [box({ scheme: 'numbers', prefix: 'R' }), 3, 'R4'],
    [box({ scheme: 'roman-numbers' }), 28, 'IV-2'],
  ])('of %o at %i is %s', (layout, index, name) => {
    expect(positionName(layout, index)).toBe(name)
  })

  test('stop where the layout stops', () => {
    expect(() => positionName(box(), 81)).toThrow('position 81 of 81')
    expect(() => positionName(box(), -1)).toThrow('position -1 of 81')
  })

  test('of rows are empty where rows have no name of their own', () => {
    expect(rowName(box({ scheme: 'numbers' }), 3)).toBe('')
    expect(rowName(box({ scheme: 'roman-numbers' }), 3)).toBe('IV')
  })
})

describe('POS-3 a name as it is read', () => {
  test('gives the position back that it names, in every scheme', () => {
    fc.assert(
      fc.property(aPosition, ([layout, index]) => {
        expect(readPositionName(layout, positionName(layout, index))).toBe(index)
      }),
    )
  })

  test('gives it back in lower case, with spaces around and leading zeros', () => {
    fc.assert(
      fc.property(aPosition, ([layout, index]) => {
        const name = positionName(layout, index).replace(/(\d+)$/, '0$1')
        expect(readPositionName(layout, ` ${name.toLowerCase()} `)).toBe(index)
      }),
    )
  })

  test.each(['c6', 'C06', 'C-6', 'C:6', 'C-06', ' c6\n'])('takes %j for C6', (name) => {
    expect(readPositionName(box(), name)).toBe(2 * 9 + 5)
  })

  test('takes a prefixed number with and without its prefix', () => {
    const rack = box({ rows: 13, columns: 1, scheme: 'numbers', prefix: 'B' })
    expect(['B7', 'b07', '7'].map((name) => readPositionName(rack, name))).toEqual([6, 6, 6])
  })

  test.each([
    ['a row that the box has not', box(), 'J1'],
    ['a column that it has not', box(), 'A10'],
    ['column zero', box(), 'A0'],
    ['two hyphens', box(), 'A--1'],
    ['a letter that is skipped', box({ scheme: 'letters-skip-io' }), 'I1'],
    ['only a row', box(), 'A'],
    ['only a column', box(), '1'],
    ['nothing', box(), ''],
    ['something behind it', box(), 'A1x'],
    ['a number beyond the last', box({ scheme: 'numbers' }), '82'],
    ['number zero', box({ scheme: 'numbers' }), '0'],
    ['another prefix', box({ scheme: 'numbers', prefix: 'B' }), 'R4'],
    ['a Roman numeral that is none', box({ scheme: 'roman-numbers' }), 'IIII-1'],
  ])('refuses %s', (_, layout, name) => {
    expect(readPositionName(layout, name)).toBeNull()
  })

  test('is never clamped into the layout', () => {
    fc.assert(
      fc.property(aLayout, fc.string({ maxLength: 8 }), (layout, name) => {
        const index = readPositionName(layout, name)
        if (index !== null) expect(index).toBeLessThan(size(layout))
        else expect(index).toBeNull()
      }),
    )
  })
})

describe('Roman numerals', () => {
  test.each([
    [1, 'I'],
    [4, 'IV'],
    [9, 'IX'],
    [40, 'XL'],
    [49, 'XLIX'],
    [90, 'XC'],
    [100, 'C'],
  ])('%i is %s', (n, text) => {
    expect(roman(n)).toBe(text)
  })

  test.each([0, 101, 1.5])('there is none of %d', (n) => {
    expect(() => roman(n)).toThrow('1 to 100')
  })
})

/** What POS-4 promises of a fill order. */
function visitsAllOnce(layout: Layout, at: (l: Layout, n: number) => number): boolean {
  const seen = Array.from({ length: size(layout) }, (_, n) => at(layout, n))
  return new Set(seen).size === seen.length && seen.every((i) => i >= 0 && i < size(layout))
}

describe('POS-4 a fill order', () => {
  test('visits every position once', () => {
    fc.assert(
      fc.property(aLayout, (layout) => visitsAllOnce(layout, fillAt)),
      { numRuns: 40 },
    )
  })

  test('would be caught if it took rows for columns in a box that is not square', () => {
    const wrong = (l: Layout, n: number) => (n % l.rows) * l.rows + Math.floor(n / l.rows)
    expect(visitsAllOnce(box({ rows: 8, columns: 12 }), wrong)).toBe(false)
  })

  test('gives each position its rank, and each rank its position', () => {
    fc.assert(
      fc.property(aPosition, ([layout, n]) => {
        expect(fillRank(layout, fillAt(layout, n))).toBe(n)
        expect(fillAt(layout, fillRank(layout, n))).toBe(n)
      }),
    )
  })

  test.each([
    ['rows-top-left', 'A1 A2 A3 B1 B2 B3'],
    ['rows-top-right', 'A3 A2 A1 B3 B2 B1'],
    ['rows-bottom-left', 'B1 B2 B3 A1 A2 A3'],
    ['rows-bottom-right', 'B3 B2 B1 A3 A2 A1'],
    ['columns-top-left', 'A1 B1 A2 B2 A3 B3'],
    ['columns-top-right', 'A3 B3 A2 B2 A1 B1'],
    ['columns-bottom-left', 'B1 A1 B2 A2 B3 A3'],
    ['columns-bottom-right', 'B3 A3 B2 A2 B1 A1'],
  ] as const)('%s goes %s', (fill, names) => {
    const layout = box({ rows: 2, columns: 3, fill })
    const order = Array.from({ length: 6 }, (_, n) => positionName(layout, fillAt(layout, n)))
    expect(order.join(' ')).toBe(names)
  })

  test('ends with the layout', () => {
    expect(() => fillAt(box(), 81)).toThrow('place 81 of 81')
    expect(() => fillRank(box(), 81)).toThrow('position 81 of 81')
  })
})

const layoutAndTaken = aPosition.chain(([layout, from]) =>
  fc.tuple(
    fc.constant(layout),
    fc.constant(from),
    fc.array(fc.nat(size(layout) - 1), { maxLength: 60 }).map((list) => new Set(list)),
  ),
)

describe('POS-5 the next free positions', () => {
  test('are the free ones in the fill order, from the first place on', () => {
    fc.assert(
      fc.property(layoutAndTaken, ([layout, _, taken]) => {
        const all = Array.from({ length: size(layout) }, (_, n) => fillAt(layout, n))
        const free = all.filter((index) => !taken.has(index))
        expect(nextFree(layout, (i) => taken.has(i), 2)).toEqual(free.slice(0, 2))
      }),
      { numRuns: 60 },
    )
  })

  test('go on from a chosen position and wrap', () => {
    fc.assert(
      fc.property(layoutAndTaken, ([layout, from, taken]) => {
        const start = fillRank(layout, from)
        const all = Array.from({ length: size(layout) }, (_, n) => fillAt(layout, n))
        const turned = [...all.slice(start), ...all.slice(0, start)]
        const free = turned.filter((index) => !taken.has(index))
        expect(nextFree(layout, (i) => taken.has(i), 3, from)).toEqual(free.slice(0, 3))
      }),
      { numRuns: 60 },
    )
  })

  test('begin at the chosen one when it is free and behind it when it is taken', () => {
    expect(nextFree(box(), () => false, 2, 80)).toEqual([80, 0])
    expect(nextFree(box(), (i) => i === 80, 2, 80)).toEqual([0, 1])
  })

  test('are none in a full box', () => {
    expect(nextFree(box(), () => true, 2, 5)).toEqual([])
  })
})
