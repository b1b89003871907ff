import type { Grey, Point, Quad } from '../grey.ts'
import { blurred, standingOut } from '../light.ts'
import { grown } from '../perspective.ts'
import { areaOf, type Blob, blobsOf, hullOf } from './blobs.ts'
import { isConvex, reachingCorners, smallestRectangle, turned, without2nd } from './corners.ts'
import { glance, refined } from './fit.ts'
import { byFinder, byGroups, byNeighbours, deblurred, moduleValues } from './sample.ts'
import { SIZES, type Size } from './sizes.ts'
import { type Expected, sweep } from './sweep.ts'
import { repaired } from './symbol.ts'

/** A square Data Matrix whose codewords are certain; `dark` has a byte a module, all errors put right. */
export interface Matrix {
  dark: Uint8Array
  side: number
  /** Words that were put right. */
  errors: number
  inverted: boolean
  /** How much its finder pattern looks like one, up to 1. */
  score: number
  quad: Quad
}

/** How a symbol is set off from what is around it. */
export interface Cut {
  /** Half the width of the square that light is compared within, pixels. */
  radius: number
  /** How much darker, or lighter, than its mean. Large ones part a symbol from what it touches. */
  offset: number
  /** How far light is spread first, pixels: closes the gaps of a symbol that a scratch parts. */
  smooth?: number
}

export interface Search {
  /** Sides in modules that are looked for; all of one region when left out. */
  sides?: readonly number[]
  /** Shortest and longest side of a symbol, pixels. */
  least?: number
  most?: number
  cuts?: readonly Cut[]
  /** Where symbols are known already. */
  known?: readonly Quad[]
  /** How many to stop after. */
  enough?: number
  /** What makes sure of the modules of a symbol: the one thing between noise and a text. */
  repair?: typeof repaired
}

type Wanted = Pick<Search, 'sides' | 'repair'>

/** A place, its first corner the symbol's top left, and the size that a symbol there seems to have. */
interface Guess {
  quad: Quad
  size: Size
  score: number
}

/** What a guess must look like at a glance to be fitted at all. Symbols that were read began at 0.45. */
const PROMISING = 0.35
/** Below this what was fitted is no finder pattern. Symbols that were read mostly ended above 0.9. */
const LEAST_LIKELY = 0.6
const TRIES = 5

/**
 * Reads what lies in a quad of the picture, which need not fit nearer than a module and may begin at any
 * corner. `sign` is -1 for light modules on dark.
 */
export function solveAt(
  picture: Grey,
  place: Quad,
  sign: 1 | -1,
  sides?: readonly number[],
): Matrix | undefined {
  const quads = [0, 1, 2, 3].flatMap((by) => {
    const quad = turned(place, by)
    return [quad, without2nd(quad)]
  })
  return solveGuesses(picture, quads, sign, sides === undefined ? {} : { sides })
}

function solveGuesses(
  picture: Grey,
  quads: readonly Quad[],
  sign: 1 | -1,
  { sides, repair = repaired }: Wanted,
): Matrix | undefined {
  const sizes = sides === undefined ? SIZES : SIZES.filter(({ side }) => sides.includes(side))
  const guesses = quads
    .filter(isConvex)
    .flatMap((quad) => sizes.map((size) => bestInset(picture, quad, size, sign)))
    .filter(({ score }) => score > PROMISING)
    .sort((a, b) => b.score - a.score)
  for (const { quad, size } of guesses.slice(0, TRIES)) {
    const fitted = refined(picture, quad, size.side, sign)
    if (fitted.score < LEAST_LIKELY) continue
    const values = moduleValues(picture, fitted.quad, size.side, sign)
    const read = readModules(values, size, repair)
    if (read) return { ...read, side: size.side, inverted: sign < 0, ...fitted }
  }
  return undefined
}

/** What was found may lack, or have, half a module all around. */
function bestInset(picture: Grey, quad: Quad, size: Size, sign: 1 | -1): Guess {
  const guesses = [0, 0.5, -0.5].map((modules) => {
    const inset = modules === 0 ? quad : grown(quad, modules / size.side)
    return { quad: inset, size, score: sign * glance(picture, inset, size.side) }
  })
  return guesses.reduce((best, guess) => (guess.score > best.score ? guess : best))
}

const DEBLUR = [0, 0.5, 1]

/** By several thresholds, until the words of one are near enough to a code to be sure. */
function readModules(
  raw: Float64Array,
  size: Size,
  repair: typeof repaired,
): { dark: Uint8Array; errors: number } | undefined {
  const { side } = size
  for (const amount of DEBLUR) {
    const values = amount === 0 ? raw : deblurred(raw, side + 2, amount)
    const looks = [
      byFinder(values, side),
      byGroups(values, side),
      byNeighbours(values, side, 2),
      byNeighbours(values, side, 4),
    ]
    for (const dark of looks) {
      const right = repair(dark, size)
      if (right !== undefined) return right
    }
  }
  return undefined
}

const CUTS: readonly Cut[] = [
  { radius: 16, offset: 4 },
  { radius: 32, offset: 4 },
  { radius: 8, offset: 4 },
  { radius: 16, offset: 20 },
  { radius: 8, offset: 14 },
  { radius: 32, offset: 4, smooth: 3 },
]

/** Every symbol of a picture that stands out from what is around it. */
export function solvePicture(picture: Grey, search: Search = {}): Matrix[] {
  const { least = 18, most = Math.min(picture.width, picture.height) } = search
  const { known = [], enough = Infinity, cuts = CUTS } = search
  const symbols: Matrix[] = []
  const isKnown = ({ left, top, right, bottom }: Blob): boolean => {
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
    return [...known, ...symbols.map(({ quad }) => quad)].some((quad) => holds(quad, middle))
  }
  for (const { radius, offset, smooth = 0 } of cuts) {
    const seen = smooth === 0 ? picture : blurred(picture, smooth)
    const { dark, light } = standingOut(seen, radius, offset)
    for (const sign of [1, -1] as const) {
      for (const blob of blobsOf(sign === 1 ? dark : light, least, most)) {
        if (isKnown(blob)) continue
        const place = placeOf(blob, smooth > 0)
        if (place === undefined) continue
        const symbol = solveGuesses(picture, place, sign, search)
        if (symbol !== undefined) symbols.push(symbol)
        if (symbols.length >= enough) return symbols
      }
    }
  }
  return symbols
}

/** A symbol is about half dark; what is fuller is something solid, a hole or a shadow. */
const MOST_FULL = 0.85
/** The part of its rectangle that a square takes, and a disc does not. */
const SQUARE = 0.84

/** Quads that a blob may be the dark modules of; none when it is no square, or not full of holes. */
function placeOf(blob: Blob, isClosed: boolean): Quad[] | undefined {
  const hull = hullOf(blob)
  const { quad, width, height } = smallestRectangle(hull)
  if (Math.min(width, height) < 0.7 * Math.max(width, height)) return undefined
  const area = areaOf(hull)
  const share = blob.pixels / area
  if (isClosed ? area < SQUARE * width * height : share < 0.25 || share > MOST_FULL)
    return undefined
  const reaching = reachingCorners(hull, quad)
  return [0, 1, 2, 3].flatMap((by) => [turned(quad, by), without2nd(turned(reaching, by))])
}

/** Whether a point lies in a quad, or on its edge. */
export const holds = (quad: Quad, { x, y }: Point): boolean =>
  quad.every((a, at) => {
    const b = quad[(at + 1) % 4]!
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0
  })

/**
 * Reads a symbol like others that were read before, wherever it lies in a small picture: it may touch a
 * rim or a text, and its outline need not be seen.
 */
export function solveExpected(picture: Grey, expected: Expected): Matrix | undefined {
  for (const quad of sweep(picture, expected)) {
    const symbol = solveGuesses(picture, [quad], expected.sign, {
      sides: [expected.side],
    })
    if (symbol !== undefined) return symbol
  }
  return undefined
}

/** What a picture's other symbols are like when one has been read. */
export const expectedLike = ({ side, inverted, quad: [a, b, c, d] }: Matrix): Expected => ({
  side,
  length: (Math.hypot(c.x - a.x, c.y - a.y) + Math.hypot(d.x - b.x, d.y - b.y)) / Math.SQRT2 / 2,
  sign: inverted ? -1 : 1,
})
