import { type Grey, type Point, type Quad, sample } from '../grey.ts'
import { projection } from '../perspective.ts'
import { finderIsDark } from './symbol.ts'

/** A module of which it is known what it must be, in modules from the symbol's top left. */
interface Known {
  x: number
  y: number
  dark: boolean
}

const patterns = new Map<number, readonly Known[]>()

/** The finder pattern of a symbol, and the quiet ring around it. */
function patternOf(side: number): readonly Known[] {
  const ready = patterns.get(side)
  if (ready !== undefined) return ready
  const known: Known[] = []
  for (let row = -1; row <= side; row++) {
    for (let column = -1; column <= side; column++) {
      const isOutside = row < 0 || column < 0 || row === side || column === side
      const dark = isOutside ? false : finderIsDark(row, column, side)
      if (dark !== undefined) known.push({ x: column + 0.5, y: row + 0.5, dark })
    }
  }
  patterns.set(side, known)
  return known
}

/** Where a module is looked at, in modules from its middle: five points stand for its whole. */
const LOOKS: readonly Point[] = [
  { x: 0, y: 0 },
  { x: -0.22, y: -0.22 },
  { x: 0.22, y: -0.22 },
  { x: -0.22, y: 0.22 },
  { x: 0.22, y: 0.22 },
]

/**
 * How well a quad of the picture looks like the finder pattern of a symbol with `side` modules: the
 * correlation of what is seen with what must be, -1 to 1; negative for light symbols on dark.
 */
export function likeness(picture: Grey, quad: Quad, side: number): number {
  const at = projection(quad)
  let [n, dark, sum, squares, darkSum] = [0, 0, 0, 0, 0]
  for (const known of patternOf(side)) {
    let value = 0
    for (const look of LOOKS) {
      const { x, y } = at((known.x + look.x) / side, (known.y + look.y) / side)
      value += sample(picture, x, y)
    }
    n += 1
    sum += value
    squares += value * value
    if (known.dark) {
      dark += 1
      darkSum += value
    }
  }
  const mean = sum / n
  const spread = Math.sqrt(squares / n - mean * mean)
  if (!(spread > 2 * LOOKS.length)) return 0
  const share = dark / n
  // Correlation with a value that is 1 for dark modules and 0 for light ones, its sign turned.
  return ((mean - darkSum / dark) * share) / (spread * Math.sqrt(share * (1 - share)))
}

/** Ways to move one or two corners: each alone, and each side as a whole. */
const MOVES: readonly (readonly number[])[] = [[0], [1], [2], [3], [0, 1], [1, 2], [2, 3], [3, 0]]

/**
 * Moves the corners of a quad to where it looks most like the finder pattern: first whole sides and
 * corners by half a module, in the end by a thirtieth. `sign` is -1 for a light symbol.
 */
export function refined(
  picture: Grey,
  start: Quad,
  side: number,
  sign: 1 | -1,
): { quad: Quad; score: number } {
  let quad = start
  let score = sign * likeness(picture, quad, side)
  const module = lengthOf(start) / side
  for (let step = module / 2; step > module / 30; ) {
    let better = false
    for (const corners of MOVES) {
      for (const [dx, dy] of axesOf(quad, corners)) {
        const moved = movedBy(quad, corners, dx * step, dy * step)
        const likely = sign * likeness(picture, moved, side)
        if (likely <= score + 1e-6) continue
        quad = moved
        score = likely
        better = true
      }
    }
    if (!better) step /= 2
  }
  return { quad, score }
}

const lengthOf = ([a, b, c, d]: Quad): number =>
  (Math.hypot(a.x - b.x, a.y - b.y) +
    Math.hypot(b.x - c.x, b.y - c.y) +
    Math.hypot(c.x - d.x, c.y - d.y) +
    Math.hypot(d.x - a.x, d.y - a.y)) /
  4

/** Directions of one pixel's length: along the symbol's own axes, for a side only across it. */
function axesOf([a, b, , d]: Quad, corners: readonly number[]): [number, number][] {
  const along = unit(a, b)
  const down = unit(a, d)
  const back = ([x, y]: [number, number]): [number, number] => [-x, -y]
  if (corners.length === 1) return [along, back(along), down, back(down)]
  return corners[0]! % 2 === 0 ? [down, back(down)] : [along, back(along)]
}

function unit(from: Point, to: Point): [number, number] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  return [(to.x - from.x) / length, (to.y - from.y) / length]
}

const movedBy = (quad: Quad, corners: readonly number[], dx: number, dy: number): Quad =>
  quad.map((point, at) =>
    corners.includes(at) ? { x: point.x + dx, y: point.y + dy } : point,
  ) as unknown as Quad
