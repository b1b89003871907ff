import type { Point, Quad } from '../grey.ts'
import { turn } from './blobs.ts'

/** The smallest rectangle around a convex hull, clockwise as seen; it has a side in common with the hull. */
export function smallestRectangle(hull: readonly Point[]): {
  quad: Quad
  width: number
  height: number
} {
  let best = { quad: undefined as Quad | undefined, width: 0, height: 0, area: Infinity }
  hull.forEach((from, at) => {
    const to = hull[(at + 1) % hull.length]!
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
    for (const { x, y } of hull) {
      const along = x * ux + y * uy
      const across = y * ux - x * uy
      left = Math.min(left, along)
      right = Math.max(right, along)
      top = Math.min(top, across)
      bottom = Math.max(bottom, across)
    }
    const area = (right - left) * (bottom - top)
    if (area >= best.area) return
    const corner = (along: number, across: number): Point => ({
      x: along * ux - across * uy,
      y: along * uy + across * ux,
    })
    const quad = [
      corner(left, top),
      corner(right, top),
      corner(right, bottom),
      corner(left, bottom),
    ]
    best = { quad: quad as unknown as Quad, width: right - left, height: bottom - top, area }
  })
  return { quad: best.quad!, width: best.width, height: best.height }
}

/** The corners of the hull that reach farthest towards those of a rectangle. */
export function reachingCorners(hull: readonly Point[], quad: Quad): Quad {
  const middle = { x: (quad[0].x + quad[2].x) / 2, y: (quad[0].y + quad[2].y) / 2 }
  return quad.map((corner) => {
    const [dx, dy] = [corner.x - middle.x, corner.y - middle.y]
    const reach = ({ x, y }: Point): number => x * dx + y * dy
    return hull.reduce((far, point) => (reach(point) > reach(far) ? point : far))
  }) as unknown as Quad
}

/** A quad that begins with another of its corners. */
export const turned = (quad: Quad, by: number): Quad =>
  quad.map((_, at) => quad[(at + by) % 4]!) as unknown as Quad

/** The parallelogram of a quad's corners but for the second, which is where they make it. */
export const without2nd = ([a, , c, d]: Quad): Quad => [
  a,
  { x: a.x + c.x - d.x, y: a.y + c.y - d.y },
  c,
  d,
]

/** Whether a quad goes clockwise around and has no corner that points inwards. */
export const isConvex = (quad: Quad): boolean =>
  quad.every((point, at) => turn(point, quad[(at + 1) % 4]!, quad[(at + 2) % 4]!) > 0)
