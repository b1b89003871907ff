import type { Point } from '../grey.ts'

/** From one well to the next in a row, and from one row to the next. Pixels. */
export interface Steps {
  right: Point
  down: Point
}

/** Neighbours of a code that are looked at: with a third of the wells read, four of these are near. */
const NEIGHBOURS = 6
/** Codes that propose a pitch; the rest of a large rack would only propose the same. */
const PROPOSERS = 64
/** How far codes lie beside the middles of wells, in pitches: tubes lean, and codes are printed askew. */
const SCATTER = 0.14
/** What a pitch twice as large is given before the smaller one, which explains all that it explains. */
const LARGER = 0.08
/** Pitches that occur, in sides of a code: tubes cannot stand closer than their codes are wide. */
const NARROWEST = 1.15
const WIDEST = 9

/** So many different pitches are handed on, the likeliest first. */
const OFFERED = 3
/** Pitches that differ by less are one. */
const DISTINCT = 1.08

/**
 * The steps of lattices that most distances between neighbouring codes fit, the likeliest first; `side` is
 * how large codes are. None when there are no two codes that can be neighbours.
 */
export function stepsOf(points: readonly Point[], side: number): Steps[] {
  const distances = distancesOf(points)
  const proposals = distances
    .slice(0, PROPOSERS * NEIGHBOURS)
    .map((distance) => ({ distance, length: Math.hypot(distance.x, distance.y) }))
    .filter(({ length }) => length > side * NARROWEST && length < side * WIDEST)
    .map(({ distance, length }) => {
      const steps = upright(distance)
      return { steps, length, score: fitOf(steps, distances) + LARGER * Math.log2(length) }
    })
    .sort((one, other) => other.score - one.score)
  const offered: typeof proposals = []
  for (const proposal of proposals) {
    if (offered.every(({ length }) => isDistinct(length, proposal.length))) offered.push(proposal)
    if (offered.length === OFFERED) break
  }
  return offered.flatMap(({ steps }) => refined(steps, distances) ?? [])
}

const isDistinct = (one: number, other: number): boolean =>
  Math.max(one, other) > DISTINCT * Math.min(one, other)

/** From every point to its nearest ones. */
function distancesOf(points: readonly Point[]): Point[] {
  return points.flatMap((from) =>
    points
      .filter((to) => to !== from)
      .map((to) => ({ x: to.x - from.x, y: to.y - from.y }))
      .sort((one, other) => Math.hypot(one.x, one.y) - Math.hypot(other.x, other.y))
      .slice(0, NEIGHBOURS),
  )
}

/** Turned by right angles until it runs to the right; rows lie square to columns. */
function upright({ x, y }: Point): Steps {
  const right = Math.abs(x) >= Math.abs(y) ? { x, y } : { x: y, y: -x }
  if (right.x < 0) return upright({ x: -x, y: -y })
  return { right, down: { x: -right.y, y: right.x } }
}

/** A distance in steps. */
function inSteps({ right, down }: Steps, { x, y }: Point): Point {
  const determinant = right.x * down.y - right.y * down.x
  return {
    x: (x * down.y - y * down.x) / determinant,
    y: (y * right.x - x * right.y) / determinant,
  }
}

function missOf({ x, y }: Point): number {
  return Math.hypot(x - Math.round(x), y - Math.round(y))
}

/** From 0 to 1: how well distances are whole numbers of steps. */
function fitOf(steps: Steps, distances: readonly Point[]): number {
  let sum = 0
  for (const distance of distances) {
    const along = inSteps(steps, distance)
    if (Math.abs(along.x) < 0.5 && Math.abs(along.y) < 0.5) continue
    const miss = missOf(along)
    sum += Math.exp(-(miss * miss) / (2 * SCATTER * SCATTER))
  }
  return sum / distances.length
}

/** The mean of what the distances that fit say. */
function refined(steps: Steps, distances: readonly Point[]): Steps | null {
  let [x, y, weight] = [0, 0, 0]
  for (const distance of distances) {
    const along = inSteps(steps, distance)
    if (missOf(along) > 2 * SCATTER) continue
    const [u, v] = [Math.round(along.x), Math.round(along.y)]
    x += u * distance.x + v * distance.y
    y += u * distance.y - v * distance.x
    weight += u * u + v * v
  }
  return weight === 0 ? null : upright({ x: x / weight, y: y / weight })
}
