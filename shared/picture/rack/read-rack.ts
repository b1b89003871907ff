import type { RackShape } from '../../scan/rack/read.ts'
import type { Format, Found } from '../found.ts'
import type { Grey } from '../grey.ts'
import { type Going, type OpenWell, readClosely, shared } from './closely.ts'
import type { Readers } from './closer.ts'
import { findRack, type RackFound } from './find.ts'
import { guessStand, type KnownRack } from './guess.ts'
import { kindOfTubes } from './kind.ts'
import { squareAt } from './lattice.ts'
import type { RackPicture, RackWell } from './picture.ts'
import { liesBeside, rackCodeIn } from './rack-code.ts'
import { indexAt, nameAt, type Stand } from './stand.ts'
import { duplicatesOf } from './turn.ts'

export interface RackWish extends Readers, Going {
  /** What tubes carry; Data Matrix when left out. */
  formats?: readonly Format[]
  /** Left out, the picture decides. */
  shape?: RackShape
  /** Racks whose A1 a person has confirmed before. */
  known?: readonly KnownRack[]
  /** Codes of tubes are under them: a picture that shows them is seen from below unless this says otherwise. */
  seen?: 'below' | 'above'
}

/** Modules a side of what most tubes carry, where none could be measured. */
const USUAL_MODULES = 14

/**
 * Reads every tube of a rack from one picture of it. What a look at the whole finds tells where the wells
 * are; then each well is looked at alone, ever more patiently, but for those that are seen to be empty.
 */
export async function readRack(picture: Grey, wish: RackWish): Promise<RackPicture> {
  const formats = wish.formats ?? ['DataMatrix']
  const rack = await findRack(picture, wish, formats)
  if ('nothing' in rack) return withoutRack(rack.nothing)
  const { lattice, extent } = rack
  const kind = kindOfTubes(picture, rack.tubes, formats)
  const print = { side: kind.side, module: kind.side / (kind.modules ?? USUAL_MODULES) }
  const { wells, rest } = shared(lattice, extent, rack.found)
  const finished = await readClosely(wells, { ...wish, picture, lattice, kind, print })
  const beside = rest.filter((code) => liesBeside(rack, code))
  const place = { picture, lattice, extent, side: kind.side, first: wish.first }
  const rackCode = await rackCodeIn(place, beside)
  return told(rack, wells, { rest, rackCode, finished, inMirror: kind.mirrored }, wish)
}

interface Beside {
  rest: readonly Found[]
  rackCode: Found | null
  finished: boolean
  inMirror: boolean
}

function told(
  rack: RackFound,
  open: readonly OpenWell[],
  { rest, rackCode, finished, inMirror }: Beside,
  { seen = 'below', known = [] }: RackWish,
): RackPicture {
  const { shape, lattice, extent, sure } = rack
  const mirrored = (seen === 'below') !== inMirror
  const taken = open.map(({ isEmpty }) => !isEmpty)
  const { stand, standBy } = guessStand({ ...rack, rackCode, taken, mirrored, known })
  const wells = open.map((well) => wellOf(well, rack, stand))
  return {
    shape,
    lattice,
    extent,
    wells,
    rackCode,
    others: rest.filter((code) => code.text !== rackCode?.text),
    stand,
    standBy,
    shapeSure: sure,
    duplicates: duplicatesOf(wells),
    finished,
  }
}

function wellOf(
  { place, found, by, isEmpty }: OpenWell,
  { shape, extent, lattice }: RackFound,
  stand: Stand,
): RackWell {
  return {
    position: nameAt(shape, indexAt(stand, shape, extent, place)),
    quad: squareAt(lattice, place),
    state: found !== null ? 'read' : isEmpty ? 'empty' : 'unread',
    text: found?.text ?? null,
    by,
  }
}

const withoutRack = (others: readonly Found[]): RackPicture => ({
  shape: null,
  lattice: null,
  extent: { across: 0, down: 0 },
  wells: [],
  rackCode: null,
  others,
  stand: { corner: 'top-left', mirrored: false },
  standBy: 'guess',
  shapeSure: false,
  duplicates: [],
  finished: true,
})
