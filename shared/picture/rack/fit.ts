import type { Point } from '../grey.ts'
import {
  type Fix,
  type Freedom,
  fitted,
  type Lattice,
  type Place,
  placeAt,
  UNKNOWNS,
  wellAt,
} from './lattice.ts'
import { type Steps, stepsOf } from './pitch.ts'

/** A lattice, and which of the points lie in which of its wells. `places[i]` is null for a point that lies in none. */
export interface Fitted {
  lattice: Lattice
  places: readonly (Place | null)[]
  /** How far the points lie beside the middles of their wells, in pitches: the root of the mean square. */
  scatter: number
}

/** Further beside the middle of a well, in pitches, a code belongs to none. */
const BESIDE = 0.32
/** By how many pitches the circle grows within which points are fitted. */
const GROWTH = 1.5
/** How much better a freer lattice must fit for each of its unknowns, before it is believed: F with a part of 1 %. */
const BELIEVED = 5
/** One place to begin may lie where tubes lean, or the rack is bent most. */
const SEEDS = 4
/** A lattice of half the pitch fits all that the true one does: of those that fit as much the widest is taken. */
const NEARLY = 0.93
/** Fewer points leave no doubt to measure. */
const FREE_FROM = 9

/**
 * Fits a lattice to codes of tubes: the pitch that neighbours have, then from the code with most neighbours
 * outwards, so that a picture taken from aslant is followed. Null when there is no lattice in the points.
 */
export function fitLattice(points: readonly Point[], side: number): Fitted | null {
  const grown = stepsOf(points, side).flatMap((steps) =>
    seedsOf(points, steps).map((seed) => grownFrom(seed, points, steps)),
  )
  const most = Math.max(...grown.map(found))
  const [widest] = grown
    .filter((fitted) => found(fitted) >= most * NEARLY)
    .toSorted((one, other) => pitchOf(other) - pitchOf(one) || found(other) - found(one))
  return widest ?? null
}

const pitchOf = ({ lattice: [a, , , d] }: Fitted): number => Math.round(Math.log2(a * a + d * d))

const found = ({ places }: Fitted): number => places.filter((place) => place !== null).length

function grownFrom(seed: Point, points: readonly Point[], { right, down }: Steps): Fitted {
  let lattice: Lattice = [right.x, down.x, seed.x, right.y, down.y, seed.y, 0, 0]
  const pitch = Math.hypot(right.x, right.y)
  const far = points.map(({ x, y }) => Math.hypot(x - seed.x, y - seed.y) / pitch)
  const furthest = Math.max(...far)
  for (let reach = 1.6; reach < furthest + 3 * GROWTH; reach += GROWTH) {
    const near = points.filter((_, at) => far[at]! <= reach)
    const better = bestFit(fixesOf(lattice, near))
    if (better !== null) lattice = better
  }
  const places = placesOf(lattice, points)
  return { lattice, places, scatter: scatterOf(lattice, points, places) }
}

/** Where to begin: the points that most others are a step away from. */
function seedsOf(points: readonly Point[], { right, down }: Steps): Point[] {
  const beside = [right, down, { x: -right.x, y: -right.y }, { x: -down.x, y: -down.y }]
  const reach = Math.hypot(right.x, right.y) * BESIDE
  const neighbours = (from: Point): number =>
    beside.filter((step) =>
      points.some((to) => Math.hypot(to.x - from.x - step.x, to.y - from.y - step.y) < reach),
    ).length
  return points
    .map((point) => ({ point, count: neighbours(point) }))
    .sort((one, other) => other.count - one.count)
    .slice(0, SEEDS)
    .map(({ point }) => point)
}

/** The well of each point. Where two want the same one, the further one gets none. */
export function placesOf(lattice: Lattice, points: readonly Point[]): (Place | null)[] {
  const holders = new Map<string, { at: number; miss: number }>()
  const places = points.map((point, at) => {
    const { column, row } = placeAt(lattice, point)
    const place = { column: Math.round(column), row: Math.round(row) }
    const miss = Math.hypot(column - place.column, row - place.row)
    const key = `${place.column} ${place.row}`
    const holder = holders.get(key)
    if (miss > BESIDE || (holder !== undefined && holder.miss <= miss)) return null
    holders.set(key, { at, miss })
    return place
  })
  return places.map((place, at) =>
    place && holders.get(`${place.column} ${place.row}`)?.at === at ? place : null,
  )
}

function fixesOf(lattice: Lattice, points: readonly Point[]): Fix[] {
  return placesOf(lattice, points).flatMap((place, at) =>
    place ? [{ place, point: points[at]!, weight: 1 }] : [],
  )
}

/** The freest lattice that fits so much better than a stricter one that chance would not do it. */
function bestFit(fixes: readonly Fix[]): Lattice | null {
  let best = robust(fixes, 'flat')
  if (best === null || fixes.length < FREE_FROM) return best
  for (const freedom of ['skewed', 'seen'] as const) {
    const freer = robust(fixes, freedom)
    if (freer === null) continue
    const gain = (missedBy(best, fixes) - missedBy(freer, fixes)) / (UNKNOWNS[freedom] - 4)
    const left = missedBy(freer, fixes) / (2 * fixes.length - UNKNOWNS[freedom])
    if (gain > BELIEVED * left) best = freer
  }
  return best
}

/** Fitted again with less weight to what lies far off, so that one tube that leans does not turn the rack. */
function robust(fixes: readonly Fix[], freedom: Freedom): Lattice | null {
  let lattice = fitted(fixes, freedom)
  for (let round = 0; round < 2 && lattice !== null; round++) {
    const before = lattice
    const misses = fixes.map((fix) => missOf(before, fix))
    const usual = 1.5 * median(misses) + 1e-9
    lattice = fitted(
      fixes.map((fix, at) => ({ ...fix, weight: Math.min(1, usual / misses[at]!) })),
      freedom,
    )
  }
  return lattice
}

function missOf(lattice: Lattice, { place, point }: Fix): number {
  const { x, y } = wellAt(lattice, place)
  return Math.hypot(point.x - x, point.y - y)
}

const missedBy = (lattice: Lattice, fixes: readonly Fix[]): number =>
  fixes.reduce((sum, fix) => sum + missOf(lattice, fix) ** 2, 0)

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function scatterOf(
  lattice: Lattice,
  points: readonly Point[],
  places: readonly (Place | null)[],
): number {
  const squares = points.flatMap((point, at) => {
    const place = places[at]
    if (!place) return []
    const { column, row } = placeAt(lattice, point)
    return [(column - place.column) ** 2 + (row - place.row) ** 2]
  })
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length))
}
