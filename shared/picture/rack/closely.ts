import type { Found } from '../found.ts'
import { type Grey, middleOf } from '../grey.ts'
import { type Kind, PATIENT, QUICK, type Readers, readWell, type Step, THOROUGH } from './closer.ts'
import {
  isEmpty,
  isPromising,
  learnHoles,
  learnTubes,
  type Print,
  type Sight,
  sightsOf,
  type Tubes,
} from './empty.ts'
import { type Lattice, type Place, placeAt } from './lattice.ts'
import type { Reader } from './picture.ts'
import type { Extent } from './stand.ts'

/** A well while it is being read. */
export interface OpenWell {
  place: Place
  found: Found | null
  by: Reader | null
  isEmpty: boolean
  sight: Sight
}

const UNSEEN: Sight = { busy: 0, face: null }

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
    return { place, found: null, by: null, isEmpty: false, sight: UNSEEN }
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
 * Looks at every well alone that has no code yet: at all of them quickly, then at those thoroughly that even
 * then are not seen to be empty, the busiest first, and patiently where there is a code beyond doubt. Says
 * whether it came to the end.
 */
export async function readClosely(wells: readonly OpenWell[], closely: Closely): Promise<boolean> {
  const { picture, lattice, print } = closely
  const places = wells.map(({ place }) => place)
  const sights = sightsOf(picture, lattice, places, print)
  wells.forEach((well, at) => {
    well.sight = sights[at]!
  })
  const done = { count: 0, of: 0 }
  for (const steps of [QUICK, THOROUGH, PATIENT]) {
    const tubes = judge(wells)
    const open = wells.filter(({ found, isEmpty }) => found === null && !isEmpty)
    const tried = steps === PATIENT ? open.filter(({ sight }) => isPromising(sight, tubes)) : open
    tried.sort((one, other) => other.sight.busy - one.sight.busy)
    done.of += tried.length
    if (!(await each(tried, steps, closely, done))) return false
  }
  judge(wells)
  return true
}

/** Again once more tubes are read: the more of them are known, the surer it is what none of them looks like. */
function judge(wells: readonly OpenWell[]): Tubes | null {
  const tubes = learnTubes(wells.filter(({ found }) => found !== null).map(({ sight }) => sight))
  const open = wells.filter(({ found }) => found === null)
  const certain = open.filter(({ sight }) => isEmpty(sight, tubes, null))
  const holes = learnHoles(certain.map(({ sight }) => sight))
  for (const well of open) well.isEmpty = isEmpty(well.sight, tubes, holes)
  return tubes
}

/** After so many wells in a row that it could not read, a means is not tried on those that show less. */
const IN_VAIN = 16

async function each(
  wells: readonly OpenWell[],
  steps: readonly Step[],
  { picture, lattice, kind, isOver, onProgress, ...readers }: Closely,
  done: { count: number; of: number },
): Promise<boolean> {
  let inVain = 0
  for (const well of wells) {
    if (await isOver?.()) return false
    onProgress?.(done.count, done.of)
    const closer = await readWell(picture, lattice, well.place, kind, readers, steps)
    if (closer !== null) Object.assign(well, closer)
    done.count += 1
    inVain = closer === null ? inVain + 1 : 0
    if (inVain === IN_VAIN) break
  }
  onProgress?.(done.count, done.of)
  return true
}
