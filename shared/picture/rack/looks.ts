import { type Grey, sample } from '../grey.ts'
import { projection } from '../perspective.ts'
import { type Lattice, type Place, squareAt, wellAt } from './lattice.ts'

/** A well as it looks from afar: so many means a side, row by row. */
export const FACE = 12
/** Points that each mean is taken of, along a side. */
const POINTS = 2

export type Face = Float32Array

/** What the square of a well looks like; null where its middle is not in the picture. */
export function faceAt(picture: Grey, lattice: Lattice, place: Place): Face | null {
  const { x, y } = wellAt(lattice, place)
  if (!(x >= 0 && y >= 0 && x < picture.width && y < picture.height)) return null
  const at = projection(squareAt(lattice, place))
  const face = new Float32Array(FACE * FACE)
  const points = FACE * POINTS
  for (let v = 0; v < points; v++) {
    for (let u = 0; u < points; u++) {
      const point = at((u + 0.5) / points, (v + 0.5) / points)
      const cell = Math.floor(v / POINTS) * FACE + Math.floor(u / POINTS)
      face[cell]! += sample(picture, point.x, point.y) / (POINTS * POINTS)
    }
  }
  return face
}

/** The mean of faces. */
export function meanFace(faces: readonly Face[]): Face {
  const mean = new Float32Array(FACE * FACE)
  for (const face of faces)
    face.forEach((value, at) => {
      mean[at]! += value / faces.length
    })
  return mean
}

/** From -1 to 1: whether two faces are light and dark in the same places, however strongly. */
export function alike(one: Face, other: Face): number {
  const [a, b] = [balanced(one), balanced(other)]
  const strength = Math.sqrt(dot(a, a) * dot(b, b))
  return strength < 1e-6 ? 0 : dot(a, b) / strength
}

/** How far apart two faces are within the round of a tube: the root of the mean square. */
export function apart(one: Face, other: Face): number {
  const sum = ROUND.reduce((all, at) => all + (one[at]! - other[at]!) ** 2, 0)
  return Math.sqrt(sum / ROUND.length)
}

/** How far faces are spread about their mean in each place: the root of the mean square. */
export function spreadFace(faces: readonly Face[], mean: Face): Face {
  const squares = meanFace(faces.map((face) => face.map((value, at) => (value - mean[at]!) ** 2)))
  return squares.map(Math.sqrt)
}

/** Light that differs by less is the same. */
const LEAST_SPREAD = 3
/** A face is unlike others where all but this part of it is. */
const QUARTER = 0.25

/**
 * How unlike a face is to others of their kind, in their own spreads, even where it is most like them. A
 * tube without a code has the same bottom around the place of the code; a hole has nothing of it.
 */
export function unlike(face: Face, mean: Face, spread: Face): number {
  const off = BOTTOM.map(
    (at) => Math.abs(face[at]! - mean[at]!) / Math.max(spread[at]!, LEAST_SPREAD),
  ).sort((one, other) => one - other)
  return off[Math.floor(off.length * QUARTER)]!
}

const within = (radius: number): number[] =>
  Array.from({ length: FACE * FACE }, (_, at) => at).filter((at) => {
    const x = (at % FACE) + 0.5 - FACE / 2
    const y = Math.floor(at / FACE) + 0.5 - FACE / 2
    return Math.hypot(x, y) < FACE * radius
  })

const ROUND = within(0.42)
/** The bottom of a tube, wherever in its well it leans. */
const BOTTOM = within(0.32)

const balanced = (face: Face): Face => {
  const mean = face.reduce((sum, value) => sum + value, 0) / face.length
  return face.map((value) => value - mean)
}

const dot = (one: Face, other: Face): number =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0)
