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

/**
 * The steps of the lattice that most distances between neighbouring codes fit; `side` is how large codes
 * are. Null when there are fewer than three codes, or when they fit no lattice better than chance.
 */
export function stepsOf(points: readonly Point[], side: number): Steps | null {
  const distances = distancesOf(points)
  const proposals = distances.slice(0, PROPOSERS * NEIGHBOURS).filter(({ x, y }) => {
    const length = Math.hypot(x, y)
    return length > side * NARROWEST && length < side * WIDEST
  })
  let best: { steps: Steps; score: number } | null = null
  for (const proposal of proposals) {
    const steps = upright(proposal)
    const score = fitOf(steps, distances) + LARGER * Math.log2(Math.hypot(proposal.x, proposal.y))
    if (best === null || score > best.score) best = { steps, score }
  }
  return best && refined(best.steps, distances)
}

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
