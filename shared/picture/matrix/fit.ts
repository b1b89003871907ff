import type { Grey, Point, Quad } from '../grey.ts'
import { coefficients } from '../perspective.ts'
import { finderIsDark } from './symbol.ts'

/** Modules of which it is known what they must be: where they are looked at, in parts of the side. */
interface Pattern {
  xs: Float64Array
  ys: Float64Array
  dark: Uint8Array
  /** The part of them that is dark. */
  share: number
}

/** Where a module is looked at, in modules from its middle: four points stand for its whole. */
const CLOSELY = [
  [-0.2, -0.2],
  [0.2, -0.2],
  [-0.2, 0.2],
  [0.2, 0.2],
] as const
const AT_ONCE = [[0, 0]] as const

type Looks = readonly (readonly [number, number])[]

const patterns = new Map<string, Pattern>()

/** The finder pattern of a symbol, and the quiet ring around it. */
function patternOf(side: number, looks: Looks): Pattern {
  const key = `${side} ${looks.length}`
  const ready = patterns.get(key)
  if (ready !== undefined) return ready
  const [xs, ys, darks]: [number[], number[], number[]] = [[], [], []]
  for (let row = -1; row <= side; row++) {
    for (let column = -1; column <= side; column++) {
      const isOutside = row < 0 || column < 0 || row === side || column === side
      const dark = isOutside ? false : finderIsDark(row, column, side)
      if (dark === undefined) continue
      for (const [dx, dy] of looks) {
        xs.push((column + 0.5 + dx) / side)
        ys.push((row + 0.5 + dy) / side)
        darks.push(dark ? 1 : 0)
      }
    }
  }
  const share = darks.reduce((sum, dark) => sum + dark, 0) / darks.length
  const dark = Uint8Array.from(darks)
  const made = { xs: Float64Array.from(xs), ys: Float64Array.from(ys), dark, share }
  patterns.set(key, made)
  return made
}

/** Differences of light below this are noise of the picture itself. */
const LEAST_SPREAD = 2

/**
 * How well a quad of the picture looks like the finder pattern of a symbol with `side` modules: the
 * correlation of what is seen with what must be, -1 to 1; negative for light symbols on dark. Each module
 * is looked at once, or closely.
 */
export function likeness(picture: Grey, quad: Quad, side: number, looks: Looks = CLOSELY): number {
  const { xs, ys, dark, share } = patternOf(side, looks)
  const { width, height, data } = picture
  const [ax, bx, cx, ay, by, cy, g, h] = coefficients(quad)
  let [sum, squares, darkSum] = [0, 0, 0]
  for (let at = 0; at < xs.length; at++) {
    const u = xs[at]!
    const v = ys[at]!
    const w = 1 / (g * u + h * v + 1)
    // Sampled here and not by a function: this loop is where the time of the whole search goes.
    const px = Math.min(Math.max((ax * u + bx * v + cx) * w - 0.5, 0), width - 1.001)
    const py = Math.min(Math.max((ay * u + by * v + cy) * w - 0.5, 0), height - 1.001)
    const left = px | 0
    const top = py | 0
    const fx = px - left
    const from = top * width + left
    const upper = data[from]! + (data[from + 1]! - data[from]!) * fx
    const lower = data[from + width]! + (data[from + width + 1]! - data[from + width]!) * fx
    const value = upper + (lower - upper) * (py - top)
    sum += value
    squares += value * value
    if (dark[at] === 1) darkSum += value
  }
  const n = xs.length
  const mean = sum / n
  const spread = Math.sqrt(squares / n - mean * mean)
  if (!(spread > LEAST_SPREAD)) return 0
  // Correlation with a value that is 1 for dark modules and 0 for light ones, its sign turned.
  return ((mean - darkSum / (n * share)) * share) / (spread * Math.sqrt(share * (1 - share)))
}

/** At a first glance: only good enough to choose what is looked at closely. */
export const glance = (picture: Grey, quad: Quad, side: number): number =>
  likeness(picture, quad, side, AT_ONCE)

/** What does not look at least like this once its corners are within half a module is not worth more. */
const HOPELESS = 0.5

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
    if (better) continue
    if (score < HOPELESS) break
    step /= 2
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
