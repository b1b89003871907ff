import { RACK_SHAPES, type RackShape } from '../../scan/rack/read.ts'
import type { Grey } from '../grey.ts'
import { countedFrom, type Lattice, type Place, wellAt } from './lattice.ts'
import { alike, type Face, faceAt, meanFace } from './looks.ts'
import type { Extent } from './stand.ts'

/** Which part of an endless lattice the rack is. */
export interface Window {
  shape: RackShape
  extent: Extent
  /** Counted from the rack's top left well. */
  lattice: Lattice
  /** Whether what the picture shows leaves no doubt. */
  sure: boolean
}

interface Candidate {
  shape: RackShape
  extent: Extent
  from: Place
  score: number
}

/** How alike a place must be to the wells with codes to speak for being one of the rack's. */
const ALIKE = 0.4
/** What a place counts whose middle is not in the picture. */
const OUTSIDE = -1
/** How much better than all others, in wells, the part must be that is taken for certain. */
const MARGIN = 2
/** A rack is full with this part of its wells. */
const FULL = 0.7
/** Wells that show something of a rack without a code in them, before the picture is asked where its edge is. */
const SHOWING = 3

/**
 * Finds out where the rack begins and ends, and which shape it has unless that is given. All wells of one
 * rack are made alike, so every place of the lattice is compared with the wells that have a code: those of
 * the rack look like them, full or not, and what lies around it does not. Where no rack is to be seen
 * between the codes, they themselves decide, and nothing is sure. Null when the codes fit no such rack.
 */
export function windowOf(
  picture: Grey,
  lattice: Lattice,
  read: readonly Place[],
  wanted?: RackShape,
): Window | null {
  const likenessAt = likenesses(picture, lattice, read)
  const shapes = wanted ? [wanted] : RACK_SHAPES
  const places = shapes.flatMap((shape) => candidatesFor(shape, read))
  if (places.length === 0) return null
  const shows = showsRack(places, read, likenessAt)
  const middle = middleIn(picture)
  const scored = places.map((place) => ({
    ...place,
    score:
      (shows
        ? bySight(place, likenessAt) + fullness(place, read)
        : byCodes(place, read, likenessAt, shapes)) -
      0.02 * middle(lattice, place),
  }))
  scored.sort((one, other) => other.score - one.score)
  const [best, next] = scored
  const clear = next === undefined || best!.score - next.score > MARGIN
  const whole = shows ? !mayBeCut(best!, places, likenessAt) : isFull(best!, read)
  return {
    shape: best!.shape,
    extent: best!.extent,
    lattice: countedFrom(lattice, best!.from),
    sure: clear && whole,
  }
}

/** Whether it might as well be a rack of the commonest shape that is only partly in the picture. */
function mayBeCut(best: Candidate, places: readonly Candidate[], likenessAt: Likeness): boolean {
  const inPicture: Likeness = (place) => {
    const likeness = likenessAt(place)
    return likeness === OUTSIDE ? ALIKE : likeness
  }
  return (
    best.shape !== RACK_SHAPES[0] &&
    places.some(
      (place) => place.shape === RACK_SHAPES[0] && bySight(place, inPicture) > best.score - MARGIN,
    )
  )
}

type Likeness = (place: Place) => number

/** Each place is looked at once, however many candidates it is a part of. */
function likenesses(picture: Grey, lattice: Lattice, read: readonly Place[]): Likeness {
  const faces = read.flatMap((place) => faceAt(picture, lattice, place) ?? [])
  const usual: Face = meanFace(faces)
  const seen = new Map<string, number>()
  return (place) => {
    const key = `${place.column} ${place.row}`
    const known = seen.get(key)
    if (known !== undefined) return known
    const face = faceAt(picture, lattice, place)
    const likeness = face === null ? OUTSIDE : alike(face, usual)
    seen.set(key, likeness)
    return likeness
  }
}

/** Every way to lay a rack over the lattice so that all codes are in it. */
function candidatesFor(shape: RackShape, read: readonly Place[]): Candidate[] {
  const columns = read.map(({ column }) => column)
  const rows = read.map(({ row }) => row)
  const [left, right] = [Math.min(...columns), Math.max(...columns)]
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)]
  const lying: Extent = { across: shape.columns, down: shape.rows }
  const standing: Extent = { across: shape.rows, down: shape.columns }
  const extents = shape.rows === shape.columns ? [lying] : [lying, standing]
  return extents.flatMap((extent) =>
    range(right - extent.across + 1, left).flatMap((column) =>
      range(bottom - extent.down + 1, top).map((row) => ({
        shape,
        extent,
        from: { column, row },
        score: 0,
      })),
    ),
  )
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)

function placesOf({ extent, from }: Candidate): Place[] {
  return range(0, extent.down - 1).flatMap((row) =>
    range(0, extent.across - 1).map((column) => ({
      column: from.column + column,
      row: from.row + row,
    })),
  )
}

/** Whether there are wells to be seen where no code was read. */
function showsRack(
  candidates: readonly Candidate[],
  read: readonly Place[],
  likenessAt: Likeness,
): boolean {
  const codes = new Set(read.map(({ column, row }) => `${column} ${row}`))
  const shown = new Set<string>()
  for (const candidate of candidates) {
    for (const place of placesOf(candidate)) {
      const key = `${place.column} ${place.row}`
      if (!codes.has(key) && likenessAt(place) > ALIKE) shown.add(key)
    }
  }
  return shown.size >= SHOWING
}

const bySight = (candidate: Candidate, likenessAt: Likeness): number =>
  placesOf(candidate).reduce((sum, place) => sum + likenessAt(place) - ALIKE, 0)

/** Codes in every row and column of a rack that is made speak for that rack. */
const fullness = (candidate: Candidate, read: readonly Place[]): number =>
  isFull(candidate, read) ? 2 * MARGIN : 0

/** Full racks before half full ones, then the shapes in the order in which they are common. */
function byCodes(
  candidate: Candidate,
  read: readonly Place[],
  likenessAt: Likeness,
  shapes: readonly RackShape[],
): number {
  const outside = placesOf(candidate).filter((place) => likenessAt(place) === OUTSIDE).length
  return (
    10 * fullness(candidate, read) - 10 * outside - shapes.indexOf(candidate.shape) * 1.5 * MARGIN
  )
}

function isFull({ extent: { across, down } }: Candidate, read: readonly Place[]): boolean {
  const columns = new Set(read.map(({ column }) => column)).size
  const rows = new Set(read.map(({ row }) => row)).size
  return columns === across && rows === down && read.length >= FULL * across * down
}

/** How many pitches the middle of a rack lies beside the middle of its picture. */
function middleIn({ width, height }: Grey): (lattice: Lattice, candidate: Candidate) => number {
  return (lattice, { extent, from }) => {
    const at = (column: number, row: number) => wellAt(lattice, { column, row })
    const column = from.column + (extent.across - 1) / 2
    const row = from.row + (extent.down - 1) / 2
    const middle = at(column, row)
    const beside = at(column + 1, row)
    const pitch = Math.hypot(beside.x - middle.x, beside.y - middle.y)
    return Math.hypot(middle.x - width / 2, middle.y - height / 2) / pitch
  }
}
