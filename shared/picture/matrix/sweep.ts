import type { Grey, Point, Quad } from '../grey.ts'
import { glance } from './fit.ts'

/** What a symbol is expected to be like, where others of its kind have been read already. */
export interface Expected {
  /** Modules along a side. */
  side: number
  /** Pixels along a side. */
  length: number
  /** -1 for light symbols on dark. */
  sign: 1 | -1
}

/** Degrees that a symbol may lie off a direction and still be found from there. */
const ANGLE_STEP = 3
/** What a place must show at a glance to be looked at closely. */
const PROMISING = 0.35

/** The directions that edges of the picture run in, folded to 90 degrees, the commonest first; degrees. */
export function directionsOf({ width, height, data }: Grey, count: number): number[] {
  const bins = new Float64Array(90)
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const dx = data[at + 1]! - data[at - 1]!
      const dy = data[at + width]! - data[at - width]!
      const strength = dx * dx + dy * dy
      if (strength < 400) continue
      const degrees = (Math.atan2(dy, dx) * 180) / Math.PI
      bins[Math.floor(degrees + 360) % 90]! += Math.sqrt(strength)
    }
  }
  const smooth = Array.from(bins, (_, at) =>
    [-2, -1, 0, 1, 2].reduce((sum, by) => sum + bins[(at + by + 90) % 90]!, 0),
  )
  const peaks: number[] = []
  const order = smooth.map((_, at) => at).sort((a, b) => smooth[b]! - smooth[a]!)
  for (const at of order) {
    const isNear = peaks.some((peak) => Math.min((at - peak + 90) % 90, (peak - at + 90) % 90) < 5)
    if (!isNear) peaks.push(at)
    if (peaks.length === count) break
  }
  return peaks.map((peak) => peak + 0.5)
}

/** A square about a point, turned clockwise. */
export function squareAt({ x, y }: Point, length: number, degrees: number): Quad {
  const half = length / 2
  const cos = Math.cos((degrees * Math.PI) / 180) * half
  const sin = Math.sin((degrees * Math.PI) / 180) * half
  return [
    { x: x - cos + sin, y: y - sin - cos },
    { x: x + cos + sin, y: y + sin - cos },
    { x: x + cos - sin, y: y + sin + cos },
    { x: x - cos - sin, y: y - sin + cos },
  ]
}

/**
 * Lays the finder pattern of an expected symbol on every place of a small picture, in the directions that
 * its edges run in, and gives the places where it looks most like one, the likeliest first. It needs no
 * outline, so it finds symbols that touch a rim or a text.
 */
export function sweep(picture: Grey, { side, length, sign }: Expected, count = 6): Quad[] {
  const step = Math.max(1, (length / side) * 0.6)
  const margin = length / 2
  const places: { quad: Quad; at: Point; score: number }[] = []
  for (const direction of directionsOf(picture, 4)) {
    for (const off of [0, -ANGLE_STEP / 2, ANGLE_STEP / 2]) {
      for (let turn = 0; turn < 360; turn += 90) {
        for (let y = margin * 0.9; y <= picture.height - margin * 0.9; y += step) {
          for (let x = margin * 0.9; x <= picture.width - margin * 0.9; x += step) {
            const quad = squareAt({ x, y }, length, direction + off + turn)
            const score = sign * glance(picture, quad, side)
            if (score > PROMISING) places.push({ quad, at: { x, y }, score })
          }
        }
      }
    }
  }
  places.sort((a, b) => b.score - a.score)
  return places.slice(0, count).map(({ quad }) => quad)
}
