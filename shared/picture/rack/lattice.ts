import type { Point, Quad } from '../grey.ts'
import { type Equation, leastSquares } from './least-squares.ts'

/**
 * Where wells lie in a picture: the well in column `x` and row `y` of the lattice has its middle at
 * ((a x + b y + c) / w, (d x + e y + f) / w) with w = g x + h y + 1. Its columns run to the right of the
 * picture and its rows down, each by less than half a right angle askew.
 */
export type Lattice = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
]

/** A place of the lattice, whole numbers at the middles of wells. */
export interface Place {
  column: number
  row: number
}

/** A point of the picture that is known to belong to a place. */
export interface Fix {
  place: Place
  point: Point
  weight: number
}

export function wellAt([a, b, c, d, e, f, g, h]: Lattice, { column, row }: Place): Point {
  const w = g * column + h * row + 1
  return { x: (a * column + b * row + c) / w, y: (d * column + e * row + f) / w }
}

/** The inverse of `wellAt`, between wells too. */
export function placeAt([a, b, c, d, e, f, g, h]: Lattice, { x, y }: Point): Place {
  const [p, q, s] = [a - g * x, b - h * x, x - c]
  const [t, u, v] = [d - g * y, e - h * y, y - f]
  const determinant = p * u - q * t
  return { column: (s * u - q * v) / determinant, row: (p * v - s * t) / determinant }
}

/** The same wells, counted from another one. */
export function countedFrom(lattice: Lattice, { column, row }: Place): Lattice {
  const [a, b, c, d, e, f, g, h] = lattice
  const w = g * column + h * row + 1
  return [
    a / w,
    b / w,
    (a * column + b * row + c) / w,
    d / w,
    e / w,
    (d * column + e * row + f) / w,
    g / w,
    h / w,
  ]
}

/** The square around a place, `reach` pitches to each side of its middle. */
export function squareAt(lattice: Lattice, { column, row }: Place, reach = 0.5): Quad {
  const corner = (dx: number, dy: number): Point =>
    wellAt(lattice, { column: column + dx * reach, row: row + dy * reach })
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
}

/** Pixels from one well to the next around a place. */
export function pitchAt(lattice: Lattice, { column, row }: Place): number {
  const across = (dx: number, dy: number): number => {
    const from = wellAt(lattice, { column: column - dx, row: row - dy })
    const to = wellAt(lattice, { column: column + dx, row: row + dy })
    return Math.hypot(to.x - from.x, to.y - from.y)
  }
  return (across(0.5, 0) + across(0, 0.5)) / 2
}

/** How a lattice may lie: `flat` as on a scanner, `skewed` by unequal pitches, `seen` from aslant. */
export type Freedom = 'flat' | 'skewed' | 'seen'

/** What a freedom leaves to be found. */
export const UNKNOWNS: Readonly<Record<Freedom, number>> = { flat: 4, skewed: 6, seen: 8 }

/** The lattice that fits best, or null when the fixes do not determine one. */
export function fitted(fixes: readonly Fix[], freedom: Freedom): Lattice | null {
  const size = scaleOf(fixes)
  const near = fixes.map((fix) => ({
    ...fix,
    point: { x: (fix.point.x - size.x) / size.scale, y: (fix.point.y - size.y) / size.scale },
  }))
  const equations = near.flatMap((fix) => EQUATIONS[freedom](fix))
  const found = leastSquares(equations, UNKNOWNS[freedom])
  return found && scaledBack(WRITTEN[freedom](found), size)
}

const EQUATIONS: Readonly<Record<Freedom, (fix: Fix) => Equation[]>> = {
  flat: ({ place: { column: u, row: v }, point: { x, y }, weight }) => [
    { row: [u, -v, 1, 0], value: x, weight },
    { row: [v, u, 0, 1], value: y, weight },
  ],
  skewed: ({ place: { column: u, row: v }, point: { x, y }, weight }) => [
    { row: [u, v, 1, 0, 0, 0], value: x, weight },
    { row: [0, 0, 0, u, v, 1], value: y, weight },
  ],
  seen: ({ place: { column: u, row: v }, point: { x, y }, weight }) => [
    { row: [u, v, 1, 0, 0, 0, -u * x, -v * x], value: x, weight },
    { row: [0, 0, 0, u, v, 1, -u * y, -v * y], value: y, weight },
  ],
}

const WRITTEN: Readonly<Record<Freedom, (found: readonly number[]) => Lattice>> = {
  flat: ([a, b, c, f]) => [a!, -b!, c!, b!, a!, f!, 0, 0],
  skewed: ([a, b, c, d, e, f]) => [a!, b!, c!, d!, e!, f!, 0, 0],
  seen: ([a, b, c, d, e, f, g, h]) => [a!, b!, c!, d!, e!, f!, g!, h!],
}

interface Scale {
  x: number
  y: number
  scale: number
}

/** Numbers around 1 keep the equations well-behaved. */
function scaleOf(fixes: readonly Fix[]): Scale {
  const mean = (of: (point: Point) => number): number =>
    fixes.reduce((sum, { point }) => sum + of(point), 0) / Math.max(1, fixes.length)
  const x = mean((point) => point.x)
  const y = mean((point) => point.y)
  return { x, y, scale: mean((point) => Math.hypot(point.x - x, point.y - y)) || 1 }
}

function scaledBack([a, b, c, d, e, f, g, h]: Lattice, { x, y, scale }: Scale): Lattice {
  return [
    a * scale + g * x,
    b * scale + h * x,
    c * scale + x,
    d * scale + g * y,
    e * scale + h * y,
    f * scale + y,
    g,
    h,
  ]
}
