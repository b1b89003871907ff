import type { RackShape } from '../../scan/rack/read.ts'
import type { Found } from '../found.ts'
import { middleOf } from '../grey.ts'
import { type Lattice, placeAt } from './lattice.ts'
import type { RackPicture, StandBy } from './picture.ts'
import { CORNERS, type Extent, fits, indexAt, STANDS, type Stand } from './stand.ts'

/** Beside which edge of the wells the rack's own code is; as corners, clockwise from the top. */
const EDGES = ['top', 'right', 'bottom', 'left'] as const
type Edge = (typeof EDGES)[number]

/** What a person confirmed of one rack is true of all that are made like it, however they are laid down. */
export interface KnownRack {
  shape: RackShape
  codeAt: Edge
  stand: Stand
}

/** What can be kept of a rack whose A1 a person has confirmed; null where its own code was not read. */
export function learnRack({
  shape,
  lattice,
  extent,
  rackCode,
  stand,
}: RackPicture): KnownRack | null {
  if (shape === null || lattice === null || rackCode === null) return null
  return { shape, codeAt: edgeOf(rackCode, lattice, extent), stand }
}

function edgeOf({ quad }: Found, lattice: Lattice, { across, down }: Extent): Edge {
  const { column, row } = placeAt(lattice, middleOf(quad))
  const beyond = [-row, column - (across - 1), row - (down - 1), -column]
  return EDGES[beyond.indexOf(Math.max(...beyond))]!
}

interface Seen {
  shape: RackShape
  lattice: Lattice
  extent: Extent
  rackCode: Found | null
  /** Which wells have something in them, in row order of the picture. */
  taken: readonly boolean[]
  /** Whether the picture shows the rack's columns the other way round. */
  mirrored: boolean
  known: readonly KnownRack[]
}

/** How much sooner, as a part of the rack, the wells of one corner must be filled to speak for it. */
const SOONER = 0.08

/** Where A1 is, as far as one picture tells. */
export function guessStand(seen: Seen): { stand: Stand; standBy: StandBy } {
  const known = byKnown(seen)
  if (known !== null) return { stand: known, standBy: 'known' }
  const stands = STANDS.filter(
    (stand) => stand.mirrored === seen.mirrored && fits(stand, seen.shape, seen.extent),
  )
  const ranked = stands
    .map((stand) => ({ stand, rank: rankOf(stand, seen) }))
    .sort((one, other) => one.rank - other.rank)
  const [best, next] = ranked
  const clear = next === undefined || next.rank - best!.rank > SOONER
  return { stand: clear ? best!.stand : stands[0]!, standBy: clear ? 'filled' : 'guess' }
}

function byKnown({ shape, lattice, extent, rackCode, known }: Seen): Stand | null {
  if (rackCode === null) return null
  const edge = EDGES.indexOf(edgeOf(rackCode, lattice, extent))
  const turned = known
    .filter((one) => one.shape.rows === shape.rows && one.shape.columns === shape.columns)
    .map(({ codeAt, stand }) => {
      const by = edge - EDGES.indexOf(codeAt) + CORNERS.length
      const corner = CORNERS[(CORNERS.indexOf(stand.corner) + by) % CORNERS.length]!
      return { ...stand, corner }
    })
  return turned.find((stand) => fits(stand, shape, extent)) ?? null
}

/** The mean place in the order of filling, from 0 to 1, of the wells that have something in them. */
function rankOf(stand: Stand, { shape, extent, taken }: Seen): number {
  const ranks = taken.flatMap((has, at) => {
    const place = { column: at % extent.across, row: Math.floor(at / extent.across) }
    return has ? [indexAt(stand, shape, extent, place)] : []
  })
  const sum = ranks.reduce((all, rank) => all + rank, 0)
  return sum / Math.max(1, ranks.length) / taken.length
}
