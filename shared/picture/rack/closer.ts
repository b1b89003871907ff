import type { Engine, Format, Found, Wish } from '../found.ts'
import {
  boxAround,
  crop,
  type Grey,
  greyOf,
  middleOf,
  quadBack,
  resize,
  through,
  unchanged,
  type View,
} from '../grey.ts'
import { textOf } from '../grid-engine.ts'
import { blurred, evened, sharpened, stretch } from '../light.ts'
import { solveAt, solvePicture } from '../matrix/solve.ts'
import { sweep } from '../matrix/sweep.ts'
import { type Lattice, type Place, placeAt, squareAt } from './lattice.ts'
import type { Reader } from './picture.ts'

/** What is known of the codes of a rack from those that were read. */
export interface Kind {
  formats: readonly Format[]
  /** Modules along a side, where all that were measured have the same. */
  modules: number | null
  /** Pixels along a side. */
  side: number
  /** -1 for light modules on dark, where all are so. */
  sign: 1 | -1 | null
  /** The picture shows codes the other way round. */
  mirrored: boolean
}

export interface Readers {
  /** Trusted by itself: the error correction of a matrix code vouches for it. */
  first: Engine
  /** Believed only where two different looks agree, or the lab's pattern fits. */
  second?: Engine
  /** Whether a text is of a form that the lab's tubes have. */
  isOurs?: (text: string) => boolean
}

export interface Closer {
  found: Found
  by: Reader
}

/** One well: its own picture, with the way back into the whole one. */
interface Well {
  view: View
  lattice: Lattice
  place: Place
}

export type Step = (well: Well, kind: Kind, readers: Readers) => Promise<Closer | null>

/** Looks at one well alone, ever more patiently. Null when nobody can read it. */
export async function readWell(
  picture: Grey,
  lattice: Lattice,
  place: Place,
  kind: Kind,
  readers: Readers,
  steps: readonly Step[],
): Promise<Closer | null> {
  const cut = crop(picture, boxAround(squareAt(lattice, place, REACH)))
  const view = kind.mirrored ? through(cut, flipped(cut.picture)) : cut
  const well = { view, lattice, place }
  for (const step of steps) {
    const closer = await step(well, kind, readers)
    if (closer !== null) return closer
  }
  return null
}

/** The other way round: what a mirror showed is as it was printed. */
export function flipped(picture: Grey): View {
  const { width, height, data } = picture
  const made = greyOf(width, height)
  for (let at = 0; at < data.length; at++) {
    const column = at % width
    made.data[at - column + width - 1 - column] = data[at]!
  }
  return { picture: made, back: ({ x, y }) => ({ x: width - x, y }) }
}

/** Half the width of a well's picture, in pitches: tubes lean, and their codes lie askew. */
const REACH = 0.56

const by =
  (remade: (picture: Grey, kind: Kind) => View | null, how: Partial<Wish> = {}): Step =>
  async (well, kind, { first }) => {
    const view = remade(well.view.picture, kind)
    if (view === null) return null
    return nearest(await first(view.picture, { ...wishFor(kind), ...how }), well, view, 'crop')
  }

const wishFor = ({ formats }: Kind) => ({ formats, many: true, tryHarder: true })

/** Of what a picture of one well shows, that which lies nearest to its middle; never what is in a well beside. */
function nearest(all: readonly Found[], well: Well, view: View, reader: Reader): Closer | null {
  const back = through(well.view, view)
  const [best] = all
    .map((found) => ({ ...found, quad: quadBack(back, found.quad) }))
    .map((found) => ({ found, off: offMiddle(well, found) }))
    .filter(({ off }) => off < 0.5)
    .toSorted((one, other) => one.off - other.off)
  return best ? { found: best.found, by: reader } : null
}

function offMiddle({ lattice, place }: Well, { quad }: Found): number {
  const { column, row } = placeAt(lattice, middleOf(quad))
  return Math.max(Math.abs(column - place.column), Math.abs(row - place.row))
}

/** Finders want modules of three pixels at least. */
const larger = (picture: Grey, { side }: Kind): View | null =>
  side > 160 ? null : resize(picture, side < 45 ? 3 : side < 90 ? 2 : 1.5)

const grid: Step = async (well, kind, { first }) => {
  if (!kind.formats.includes('DataMatrix')) return null
  for (const view of [unchanged(well.view.picture), enlarged(well.view.picture, kind)]) {
    if (view === null) continue
    const side = (kind.side * view.picture.width) / well.view.picture.width
    const symbols = solvePicture(view.picture, {
      ...(kind.modules === null ? {} : { sides: [kind.modules] }),
      least: side * 0.6,
      most: side * 1.6,
      enough: 1,
    })
    for (const symbol of symbols) {
      const closer = nearest(await textOf(symbol, first), well, view, 'grid')
      if (closer !== null) return closer
    }
  }
  return null
}

/** The grid solver follows outlines, which small codes hardly have. */
const enlarged = (picture: Grey, { side }: Kind): View | null =>
  side < 60 ? resize(picture, 2) : null

const swept: Step = async (well, kind, { first }) => {
  const { modules, side, sign } = kind
  if (modules === null || !kind.formats.includes('DataMatrix')) return null
  const scale = Math.min(1, (modules * 4) / side)
  const { picture } = well.view
  const view = scale < 1 ? resize(picture, scale) : unchanged(picture)
  for (const tried of sign === null ? ([1, -1] as const) : [sign]) {
    const expected = { side: modules, length: side * scale, sign: tried }
    for (const quad of sweep(view.picture, expected)) {
      const symbol = solveAt(picture, quadBack(view, quad), tried, [modules])
      if (symbol === undefined) continue
      const closer = nearest(await textOf(symbol, first), well, unchanged(picture), 'grid')
      if (closer !== null) return closer
    }
  }
  return null
}

/** The second engine reads what is not there, now and then: never the same twice. */
const second: Step = async (well, kind, readers) => {
  if (readers.second === undefined) return null
  const seen = new Set<string>()
  for (const remade of LOOKS) {
    const view = remade(well.view.picture, kind)
    const found = view ? await readers.second(view.picture, wishFor(kind)) : []
    for (const one of found) {
      const believed = seen.has(one.text) || (readers.isOurs?.(one.text) ?? false)
      if (believed && view) return nearest([one], well, view, 'library')
      seen.add(one.text)
    }
  }
  return null
}

const LOOKS: readonly ((picture: Grey, kind: Kind) => View | null)[] = [
  unchanged,
  larger,
  (picture) => unchanged(stretch(picture)),
  (picture) => resize(picture, 0.7),
  (picture) => unchanged(blurred(picture, 1)),
]

/** What reads most of what the look at the whole has left, for a few milliseconds. */
export const QUICK: readonly Step[] = [by(unchanged), by((picture) => unchanged(stretch(picture)))]

/** What may read the rest, in the order of what it costs. */
export const THOROUGH: readonly Step[] = [
  grid,
  by(larger),
  by((picture) => resize(picture, 0.7)),
  by((picture) => unchanged(blurred(picture, 1))),
  by((picture, { side }) => unchanged(evened(picture, Math.max(2, Math.round(side / 4)), 1.5))),
  by((picture, { side }) => unchanged(sharpened(picture, Math.max(1, Math.round(side / 40)), 1))),
]

/** What costs most: for wells that have a code beyond doubt. */
export const PATIENT: readonly Step[] = [
  by(unchanged, { denoise: true }),
  by(unchanged, { oneThreshold: true }),
  second,
  swept,
]
