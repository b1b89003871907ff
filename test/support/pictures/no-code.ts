import { type Grey, greyOf } from '#shared/picture/grey.ts'
import { blurred } from '#shared/picture/light.ts'
import type { Chance } from './chance.ts'

type Draw = (chance: Chance) => (x: number, y: number) => number

const cells = (chance: Chance, size: number, levels: readonly number[]) => {
  const known = new Map<number, number>()
  return (x: number, y: number): number => {
    const key = Math.floor(x / size) * 4_096 + Math.floor(y / size)
    const level = known.get(key) ?? chance.of(levels)
    known.set(key, level)
    return level
  }
}

/** What lies about in a laboratory and looks like a code to a program, and is none. */
export const NO_CODES: Readonly<Record<string, Draw>> = {
  noise: (chance) => () => chance.between(0, 255),
  'noise of modules': (chance) => cells(chance, 5, [30, 220]),
  'squares of random modules': (chance) => {
    const inner = cells(chance, 4, [40, 210])
    return (x, y) => (x % 80 < 56 && y % 80 < 56 ? inner(x, y) : 230)
  },
  'random modules in a dark L': (chance) => {
    const inner = cells(chance, 4, [40, 210])
    return (x, y) => {
      const [column, row] = [Math.floor((x % 80) / 4), Math.floor((y % 80) / 4)]
      if (column > 13 || row > 13) return 230
      return column === 0 || row === 13 ? 40 : inner(x, y)
    }
  },
  'finder patterns with noise in them': (chance) => {
    const inner = cells(chance, 5, [40, 210])
    return (x, y) => {
      const [column, row] = [Math.floor((x % 100) / 5), Math.floor((y % 100) / 5)]
      if (column > 11 || row > 11) return 230
      if (column === 0 || row === 11) return 40
      if (row === 0) return column % 2 === 0 ? 40 : 210
      if (column === 11) return row % 2 === 1 ? 40 : 210
      return inner(x, y)
    }
  },
  'bars of random widths': (chance) => {
    const bars = cells(chance, 3, [20, 235])
    return (x) => bars(x, 0)
  },
  chessboard: () => (x, y) => ((Math.floor(x / 6) + Math.floor(y / 6)) % 2 === 0 ? 20 : 235),
  'holes of a rack': () => (x, y) => (Math.hypot((x % 40) - 20, (y % 40) - 20) < 15 ? 25 : 200),
  'uneven light': () => (x, y) => 40 + x / 3 + y / 4,
}

/** A picture of something that is no code, a little out of focus as pictures are. */
export function pictureOfNoCode(name: string, chance: Chance, side = 320): Grey {
  const level = NO_CODES[name]!(chance)
  const picture = greyOf(side, side)
  for (let y = 0, at = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at++) picture.data[at] = level(x, y)
  }
  return chance.next() < 0.5 ? picture : blurred(picture, 1)
}
