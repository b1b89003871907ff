import { boxAround, crop, type Grey, greyOf } from '../grey.ts'
import { integralOf, localMean } from '../light.ts'
import { type Lattice, type Place, pitchAt, squareAt } from './lattice.ts'
import { apart, type Face, faceAt, meanFace } from './looks.ts'

/** How codes of this rack are: what a side measures, and a module of it. Pixels. */
export interface Print {
  side: number
  module: number
}

/** What tubes look like, learnt from those whose code was read. */
export interface Tubes {
  face: Face
  /** How far the faces of nearly all of them are apart from that, greys. */
  spread: number
  /** How busy the calmest of nearly all of them are. */
  busy: number
}

/** Of a rack's tubes, the part that may be odd without what is usual being widened for them. */
const ODD = 0.1
/** Fewer tubes do not show how different tubes may look. */
const ENOUGH = 4
/** A place with a code is this busy at least, as a part of what calm tubes are: blurred and frosted ones too. */
const BUSY = 0.5
/** As busy as a place is at most that has dust in it, and how much nearer it must be to the face of holes then. */
const DUSTY = 0.65
const LIKE_A_HOLE = 0.6
/** How much further than a tube a place must be from the face of tubes. */
const UNLIKE = 1.3
/** Greys that scanners make of nothing. */
const LEAST_APART = 8

export function learnTubes(
  picture: Grey,
  lattice: Lattice,
  read: readonly { place: Place; busy: number }[],
): Tubes | null {
  if (read.length < ENOUGH) return null
  const faces = read.flatMap(({ place }) => faceAt(picture, lattice, place) ?? [])
  const face = meanFace(faces)
  const distances = sorted(faces.map((one) => apart(one, face)))
  const busy = sorted(read.map((tube) => tube.busy))
  return {
    face,
    spread: distances[Math.floor((distances.length - 1) * (1 - ODD))]!,
    busy: busy[Math.floor((busy.length - 1) * ODD)]!,
  }
}

/** What empty wells look like, learnt from those that are certain. */
export interface Holes {
  face: Face
}

export const learnHoles = (faces: readonly Face[]): Holes | null =>
  faces.length < ENOUGH ? null : { face: meanFace(faces) }

/**
 * Whether there is nothing in a well, beyond doubt: it shows nothing as fine as a code, and does not look
 * like the tubes beside it. A tube without a code, or under frost, still looks like a tube. Where other
 * wells are known to be empty and it looks like them, some dust in it is no tube.
 */
export function isEmpty(
  busy: number,
  face: Face | null,
  tubes: Tubes | null,
  holes: Holes | null = null,
): boolean {
  if (tubes === null || face === null) return false
  const distance = apart(face, tubes.face)
  if (distance < Math.max(LEAST_APART, tubes.spread * UNLIKE)) return false
  if (busy < tubes.busy * BUSY) return true
  const isHole = holes !== null && apart(face, holes.face) < distance * LIKE_A_HOLE
  return isHole && busy < tubes.busy * DUSTY
}

/**
 * How much there is to see in a well that is as fine as modules and as large as a code, in greys: the mean
 * difference from what is around, of the square that has most of it.
 */
export function busyAt(picture: Grey, lattice: Lattice, place: Place, print: Print): number {
  const around = boxAround(squareAt(lattice, place, 0.42))
  if (around.left + around.width < 1 || around.top + around.height < 1) return 0
  if (around.left > picture.width - 1 || around.top > picture.height - 1) return 0
  const { picture: well } = crop(picture, around)
  const fine = localMean(well, Math.round(print.module / 4))
  const coarse = localMean(well, Math.max(1, Math.round(print.module * 1.5)))
  const details = greyOf(well.width, well.height)
  for (let at = 0; at < details.data.length; at++) {
    details.data[at] = Math.abs(fine[at]! - coarse[at]!)
  }
  const pitch = pitchAt(lattice, place)
  return busiest(details, Math.round(Math.min(print.side, pitch * 0.8)))
}

function busiest(details: Grey, wanted: number): number {
  const { width, height } = details
  const side = Math.min(wanted, width, height)
  const sums = integralOf(details)
  const at = (x: number, y: number): number => sums[y * (width + 1) + x]!
  const step = Math.max(1, Math.floor(side / 16))
  let best = 0
  for (let y = 0; y + side <= height; y += step) {
    for (let x = 0; x + side <= width; x += step) {
      const sum = at(x + side, y + side) - at(x, y + side) - at(x + side, y) + at(x, y)
      if (sum > best) best = sum
    }
  }
  return best / (side * side)
}

const sorted = (values: readonly number[]): number[] => values.toSorted((one, other) => one - other)
