import type { RackShape } from '../../scan/rack/read.ts'
import type { Found } from '../found.ts'
import type { Quad } from '../grey.ts'
import type { Lattice } from './lattice.ts'
import type { Extent, Stand } from './stand.ts'

/**
 * What is in a well: a tube whose code was read; something that may be a tube; nothing, where that is
 * certain by what its place looks like.
 */
export type WellState = 'read' | 'unread' | 'empty'

export interface RackWell {
  /** By the stand of the rack: `A1`. */
  position: string
  /** Around the well, in the picture. */
  quad: Quad
  state: WellState
  text: string | null
  /** How it was read. */
  by: Reader | null
}

/** `whole`: in the whole picture; `crop`: in a picture of the well; `grid`, `library`: by another engine there. */
export type Reader = 'whole' | 'crop' | 'grid' | 'library'

/** Why A1 is taken to be in a corner: a rack like it was confirmed, the side that is filled, or nothing. */
export type StandBy = 'person' | 'known' | 'filled' | 'guess'

/** A code that was read in more than one well. Both stay: which one is right is for a person to say. */
export interface Duplicate {
  text: string
  positions: readonly string[]
}

/** A rack as one picture shows it. Wells are in row order of the picture, whatever they are named. */
export interface RackPicture {
  /** Null when there is no rack in the picture: then there are no wells either. */
  shape: RackShape | null
  /** Counted from the top left well of the picture. */
  lattice: Lattice | null
  extent: Extent
  wells: readonly RackWell[]
  /** The code on the rack itself. */
  rackCode: Found | null
  /** Codes that are neither in a well nor the rack's. */
  others: readonly Found[]
  stand: Stand
  standBy: StandBy
  /** Whether the picture leaves no doubt how many rows and columns there are, and which of them these are. */
  shapeSure: boolean
  duplicates: readonly Duplicate[]
  /** False when it was called off, or ran out of time, before each well had been looked at closely. */
  finished: boolean
}
