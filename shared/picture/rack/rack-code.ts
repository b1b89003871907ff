import type { Engine, Format, Found } from '../found.ts'
import {
  type Box,
  boxAround,
  crop,
  type Grey,
  middleOf,
  quadBack,
  resize,
  through,
  type View,
} from '../grey.ts'
import { evened, stretch } from '../light.ts'
import { sideOf } from './kind.ts'
import { type Lattice, pitchAt, placeAt, wellAt } from './lattice.ts'
import type { Extent } from './stand.ts'

/** What racks carry: makers print one or the other, or both. */
export const RACK_FORMATS: readonly Format[] = ['DataMatrix', 'QRCode', 'Code128', 'Code39']

interface Place {
  picture: Grey
  lattice: Lattice
  extent: Extent
  /** Pixels along a side of a tube's code. */
  side: number
  first: Engine
}

/** Pitches that the frame of a rack is wide at most. */
const FRAME = 2.5
/** A code this much like a tube's, this near to where a well would be, lies on a tube beside the rack. */
const LIKE_A_TUBE = 1.25
const IN_LINE = 0.15

/**
 * The code on the rack itself, which lies beside its wells: of those that were found there the matrix codes
 * first, since their error correction vouches for them, or one that a closer look at the frame finds. A
 * linear code must be read twice, in pictures of two sizes.
 */
export async function rackCodeIn(place: Place, beside: readonly Found[]): Promise<Found | null> {
  const found = await chosen(place, beside)
  if (found !== null) return found
  for (const strip of stripsOf(place)) {
    const view = crop(place.picture, strip)
    for (const look of LOOKS) {
      const seen = look(view)
      const codes = await place.first(seen.picture, WISH)
      const there = codes.map((code) => ({ ...code, quad: quadBack(seen, code.quad) }))
      const own = await chosen(
        place,
        there.filter((code) => liesBeside(place, code)),
      )
      if (own !== null) return own
    }
  }
  return null
}

const WISH = { formats: RACK_FORMATS, many: true, tryHarder: true } as const

const LOOKS: readonly ((view: View) => View)[] = [
  (view) => view,
  (view) => ({ ...view, picture: stretch(view.picture) }),
  (view) => through(view, resize(view.picture, 0.5)),
  (view) => ({ ...view, picture: evened(view.picture, 24, 1.5) }),
]

async function chosen(place: Place, beside: readonly Found[]): Promise<Found | null> {
  const matrices = beside
    .filter((code) => code.kind === 'matrix' && !isOnTube(place, code))
    .toSorted((one, other) => sideOf(other.quad) - sideOf(one.quad))
  if (matrices[0] !== undefined) return matrices[0]
  for (const code of beside) {
    if (code.kind === 'linear' && (await isReadAgain(place, code))) return code
  }
  return null
}

function isOnTube({ lattice, side }: Place, { quad }: Found): boolean {
  const { column, row } = placeAt(lattice, middleOf(quad))
  const off = Math.max(Math.abs(column - Math.round(column)), Math.abs(row - Math.round(row)))
  const ratio = sideOf(quad) / side
  return off < IN_LINE && ratio < LIKE_A_TUBE && ratio > 1 / LIKE_A_TUBE
}

async function isReadAgain(
  { picture, first }: Place,
  { quad, text, format }: Found,
): Promise<boolean> {
  const view = crop(picture, boxAround(quad, 0.15))
  for (const scale of [0.75, 1.5]) {
    const again = await first(resize(view.picture, scale).picture, { ...WISH, formats: [format] })
    if (again.some((other) => other.text === text)) return true
  }
  return false
}

/** Whether a code lies outside all wells. */
export function liesBeside(
  { lattice, extent }: Pick<Place, 'lattice' | 'extent'>,
  { quad }: Pick<Found, 'quad'>,
): boolean {
  const { column, row } = placeAt(lattice, middleOf(quad))
  return column < -0.5 || row < -0.5 || column > extent.across - 0.5 || row > extent.down - 0.5
}

/** The frame of the rack: to the left and right of its wells, above and below them. */
function stripsOf({ picture, lattice, extent: { across, down } }: Place): Box[] {
  const at = (column: number, row: number) => wellAt(lattice, { column, row })
  const pitch = pitchAt(lattice, { column: (across - 1) / 2, row: (down - 1) / 2 })
  const inner = boxAround([at(0, 0), at(across - 1, 0), at(across - 1, down - 1), at(0, down - 1)])
  const [left, top] = [inner.left - pitch / 2, inner.top - pitch / 2]
  const [width, height] = [inner.width + pitch, inner.height + pitch]
  const wide = FRAME * pitch
  const strips = [
    { left: left - wide, top: top - wide, width: wide, height: height + 2 * wide },
    { left: left + width, top: top - wide, width: wide, height: height + 2 * wide },
    { left, top: top - wide, width, height: wide },
    { left, top: top + height, width, height: wide },
  ]
  return strips
    .map((strip) => within(picture, strip))
    .filter((strip) => strip.width > pitch / 4 && strip.height > pitch / 4)
}

function within(picture: Grey, { left, top, width, height }: Box): Box {
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  const right = Math.min(picture.width, left + width)
  const bottom = Math.min(picture.height, top + height)
  return { left: x, top: y, width: right - x, height: bottom - y }
}
