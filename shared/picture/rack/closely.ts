import type { Found } from '../found.ts'
import { type Grey, middleOf } from '../grey.ts'
import { type Kind, QUICK, type Readers, readWell, type Step, THOROUGH } from './closer.ts'
import { busyAt, isEmpty, learnHoles, learnTubes, type Print } from './empty.ts'
import { type Lattice, type Place, placeAt } from './lattice.ts'
import { faceAt } from './looks.ts'
import type { Reader } from './picture.ts'
import type { Extent } from './stand.ts'

/** A well while it is being read. */
export interface OpenWell {
  place: Place
  found: Found | null
  by: Reader | null
  isEmpty: boolean
  /** How much there is to see in it that is as fine as a code. */
  busy: number
}

export interface Going {
  /** How many wells have been looked at closely, of how many. */
  onProgress?: (done: number, of: number) => void
  /** Asked, and waited for, before each well: whether to leave the rest unread. */
  isOver?: () => boolean | Promise<boolean>
}

/** Each code of the whole picture into the well that it lies in, and what lies in none. */
export function shared(
  lattice: Lattice,
  { across, down }: Extent,
  found: readonly Found[],
): { wells: OpenWell[]; rest: Found[] } {
  const wells = Array.from({ length: across * down }, (_, at): OpenWell => {
    const place = { column: at % across, row: Math.floor(at / across) }
    return { place, found: null, by: null, isEmpty: false, busy: 0 }
  })
  const rest: Found[] = []
  const nearestFirst = found
    .map((code) => ({ code, ...wellOf(lattice, code) }))
    .toSorted((one, other) => one.off - other.off)
  for (const { code, place } of nearestFirst) {
    const isInside =
      place.column >= 0 && place.row >= 0 && place.column < across && place.row < down
    const well = isInside ? wells[place.row * across + place.column] : undefined
    if (well === undefined || code.kind === 'linear') rest.push(code)
    else if (well.found === null) Object.assign(well, { found: code, by: 'whole' })
    else if (well.found.text !== code.text) rest.push(code)
  }
  return { wells, rest }
}

function wellOf(lattice: Lattice, { quad }: Found): { place: Place; off: number } {
  const { column, row } = placeAt(lattice, middleOf(quad))
  const place = { column: Math.round(column), row: Math.round(row) }
  return { place, off: Math.hypot(column - place.column, row - place.row) }
}

export interface Closely extends Readers, Going {
  picture: Grey
  lattice: Lattice
  kind: Kind
  print: Print
}

/**
 * Looks at every well alone that has no code yet: at all of them quickly, then at those patiently that even
 * then are not seen to be empty, the busiest first. Says whether it came to the end.
 */
export async function readClosely(wells: readonly OpenWell[], closely: Closely): Promise<boolean> {
  const { picture, lattice, print } = closely
  for (const well of wells) well.busy = busyAt(picture, lattice, well.place, print)
  judge(wells, closely)
  const quick = pending(wells)
  const done = { count: 0, of: quick.length }
  if (!(await each(quick, QUICK, closely, done))) return false
  judge(wells, closely)
  const patient = pending(wells)
  done.of += patient.length
  return each(patient, THOROUGH, closely, done)
}

const pending = (wells: readonly OpenWell[]): OpenWell[] =>
  wells
    .filter(({ found, isEmpty }) => found === null && !isEmpty)
    .toSorted((one, other) => other.busy - one.busy)

/** Again once more tubes are read: the more of them are known, the surer it is what none of them looks like. */
function judge(wells: readonly OpenWell[], { picture, lattice }: Closely): void {
  const tubes = learnTubes(
    picture,
    lattice,
    wells.filter(({ found }) => found !== null),
  )
  const faced = wells
    .filter(({ found }) => found === null)
    .map((well) => ({ well, face: faceAt(picture, lattice, well.place) }))
  const certain = faced.filter(({ well, face }) => isEmpty(well.busy, face, tubes))
  const holes = learnHoles(certain.flatMap(({ face }) => face ?? []))
  for (const { well, face } of faced) well.isEmpty = isEmpty(well.busy, face, tubes, holes)
}

async function each(
  wells: readonly OpenWell[],
  steps: readonly Step[],
  { picture, lattice, kind, isOver, onProgress, ...readers }: Closely,
  done: { count: number; of: number },
): Promise<boolean> {
  for (const well of wells) {
    if (await isOver?.()) return false
    onProgress?.(done.count, done.of)
    const closer = await readWell(picture, lattice, well.place, kind, readers, steps)
    if (closer !== null) Object.assign(well, closer)
    done.count += 1
  }
  onProgress?.(done.count, done.of)
  return true
}
