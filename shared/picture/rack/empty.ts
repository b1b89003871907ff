import { type Grey, greyOf } from '../grey.ts'
import { integralOf, localMean } from '../light.ts'
import { unwarp } from '../perspective.ts'
import { type Lattice, type Place, pitchAt, squareAt } from './lattice.ts'
import { apart, type Face, faceAt, meanFace, spreadFace, unlike } from './looks.ts'

/** How codes of this rack are: what a side measures, and a module of it. Pixels. */
export interface Print {
  side: number
  module: number
}

/** What there is to see in a well, both in parts of how light its surroundings are. */
export interface Sight {
  /** As fine as modules and as large as a code: the mean difference from what is around. */
  busy: number
  /** From afar; null where the well is not in the picture. */
  face: Face | null
}

/** What tubes look like, learnt from those whose code was read. */
export interface Tubes {
  face: Face
  /** How far their faces are spread about that, place by place. */
  spread: Face
  /** How busy the calmest of nearly all of them are. */
  busy: number
}

/** Of a rack's tubes, the part that may be odd without what is usual being widened for them. */
const ODD = 0.1
/** Fewer tubes do not show how different tubes may look. */
const ENOUGH = 8
/** A place with a code is this busy at least, as a part of what calm tubes are: blurred and frosted ones too. */
const BUSY = 0.5
/** As busy as a place is at most that has dust in it, and how much nearer it must be to the face of holes then. */
const DUSTY = 0.7
const LIKE_A_HOLE = 0.75
/** How unlike tubes a place must be where it is most like them, in the spreads of tubes. */
const UNLIKE = 1
/** How far beyond nearly all holes something may be and still be one of them. */
const LIKE_MOST = 1.3
/** Differences that scanners make of nothing. */
const LEAST_APART = 6
/** What the lightest of a well's surroundings count, wherever the light is weaker. */
const LIGHT = 100

/** Looks at wells, and takes uneven light out of what is seen: rims of one rack are equally light in truth. */
export function sightsOf(
  picture: Grey,
  lattice: Lattice,
  places: readonly Place[],
  print: Print,
): Sight[] {
  const faces = places.map((place) => faceAt(picture, lattice, place))
  const lights = faces.map((face) => (face === null ? 0 : lightOf(face)))
  const usual = sorted(lights.filter((light) => light > 0))
  const least = Math.max(1, (usual[usual.length >> 1] ?? 0) / 3)
  return places.map((place, at) => {
    const factor = LIGHT / Math.max(lights[at]!, least)
    return {
      busy: busyAt(picture, lattice, place, print) * factor,
      face: faces[at]?.map((value) => value * factor) ?? null,
    }
  })
}

const lightOf = (face: Face): number => face.toSorted()[Math.floor(face.length * 0.9)]!

export function learnTubes(read: readonly Sight[]): Tubes | null {
  if (read.length < ENOUGH) return null
  const faces = read.flatMap(({ face }) => face ?? [])
  const face = meanFace(faces)
  const busy = sorted(read.map((tube) => tube.busy))
  return {
    face,
    spread: spreadFace(faces, face),
    busy: busy[Math.floor((busy.length - 1) * ODD)]!,
  }
}

/** What empty wells look like, and how far nearly all of them are apart from that. */
export interface Holes {
  face: Face
  spread: number
}

/** Learns from wells that are certain to be empty. */
export function learnHoles(certain: readonly Sight[]): Holes | null {
  if (certain.length < ENOUGH) return null
  const faces = certain.flatMap(({ face }) => face ?? [])
  const face = meanFace(faces)
  return { face, spread: spreadOf(faces, face) }
}

function spreadOf(faces: readonly Face[], face: Face): number {
  const distances = sorted(faces.map((one) => apart(one, face)))
  return distances[Math.floor((distances.length - 1) * (1 - ODD))] ?? 0
}

/**
 * Whether there is nothing in a well, beyond doubt: it shows nothing as fine as a code, and does not look
 * like the tubes beside it. A tube without a code, or under frost, still looks like a tube. Where other
 * wells are known to be empty and it looks like them, some dust in it is no tube.
 */
export function isEmpty({ busy, face }: Sight, tubes: Tubes | null, holes: Holes | null): boolean {
  if (tubes === null || face === null) return false
  if (unlike(face, tubes.face, tubes.spread) < UNLIKE) return false
  if (busy < tubes.busy * BUSY) return true
  if (holes === null || busy > tubes.busy * DUSTY) return false
  const beside = apart(face, holes.face)
  return (
    beside < apart(face, tubes.face) * LIKE_A_HOLE &&
    beside < Math.max(LEAST_APART, holes.spread * LIKE_MOST)
  )
}

/** Whether so much is to be seen in a well that all means are worth trying. */
export const isPromising = ({ busy }: Sight, tubes: Tubes | null): boolean =>
  tubes !== null && busy > tubes.busy * DUSTY

/** Pixels a module measures where it is looked for: enough to tell it from noise, however large the picture. */
const MODULE = 3
/** Half the width of what is looked at, in pitches: within the rim of a well. */
const REACH = 0.42

/** How much there is to see in a well, greys: of the square of a code's size that has most of it. */
function busyAt(picture: Grey, lattice: Lattice, place: Place, { side, module }: Print): number {
  const scale = Math.min(1, MODULE / module)
  const size = Math.round(pitchAt(lattice, place) * REACH * 2 * scale)
  if (size < 8) return 0
  const well = unwarp(picture, squareAt(lattice, place, REACH), size, size)
  const fine = scale < 1 || module > MODULE * 0.8 ? localMean(well, 1) : well.data
  const coarse = localMean(well, Math.max(1, Math.round(module * scale * 1.5)))
  const details = greyOf(size, size)
  for (let at = 0; at < details.data.length; at++) {
    details.data[at] = 4 * Math.abs(fine[at]! - coarse[at]!)
  }
  return busiest(details, Math.round(side * scale)) / 4
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
