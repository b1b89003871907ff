import type { Point } from '../grey.ts'
import type { Bits } from '../light.ts'

/** Pixels that hang together, also by their corners. */
export interface Blob {
  pixels: number
  left: number
  top: number
  right: number
  bottom: number
  /** First and last pixel of every row, from `top`: all that its hull depends on. */
  ends: [first: number, last: number][]
}

/** Every connected set of pixels that are 1 and whose box is between two lengths, in pixels. */
export function blobsOf(bits: Bits, least: number, most: number): Blob[] {
  const { width, height, data } = bits
  const seen = new Uint8Array(data.length)
  const stack = new Int32Array(data.length)
  const blobs: Blob[] = []
  for (let start = 0; start < data.length; start++) {
    if (seen[start] === 1 || data[start] !== 1) continue
    let depth = 0
    let pixels = 0
    let [left, right, bottom] = [width, 0, 0]
    const top = Math.floor(start / width)
    const ends: [number, number][] = []
    stack[depth++] = start
    seen[start] = 1
    while (depth > 0) {
      const at = stack[--depth]!
      const y = Math.floor(at / width)
      const x = at - y * width
      pixels += 1
      if (x < left) left = x
      if (x > right) right = x
      if (y > bottom) bottom = y
      const row = ends[y - top]
      if (row === undefined) ends[y - top] = [x, x]
      else if (x < row[0]) row[0] = x
      else if (x > row[1]) row[1] = x
      for (let dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
        for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
          const next = at + dy * width + dx
          if (seen[next] === 1 || data[next] !== 1) continue
          seen[next] = 1
          stack[depth++] = next
        }
      }
    }
    const longest = Math.max(right - left, bottom - top) + 1
    if (longest >= least && longest <= most) blobs.push({ pixels, left, top, right, bottom, ends })
  }
  return blobs
}

/** The convex hull of a blob, as corners of its pixels, clockwise as seen (Andrew 1979). */
export function hullOf({ top, ends }: Blob): Point[] {
  const points: Point[] = []
  ends.forEach(([first, last], row) => {
    for (const y of [top + row, top + row + 1]) points.push({ x: first, y }, { x: last + 1, y })
  })
  points.sort((a, b) => a.x - b.x || a.y - b.y)
  const half = (all: readonly Point[]): Point[] => {
    const chain: Point[] = []
    for (const point of all) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(points), ...half(points.reverse())]
}

/** Above 0 when the way from a over b to c turns clockwise as seen. */
export const turn = (a: Point, b: Point, c: Point): number =>
  (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

/** The area that a polygon encloses. */
export const areaOf = (polygon: readonly Point[]): number =>
  Math.abs(
    polygon.reduce((sum, from, at) => {
      const to = polygon[(at + 1) % polygon.length]!
      return sum + from.x * to.y - to.x * from.y
    }, 0),
  ) / 2
