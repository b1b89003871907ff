/** One tube of a rack as it was read. `code` null: there is a tube whose code could not be read. */
export interface RackTube {
  readonly position: string
  readonly code: string | null
}

/** How many rows and columns a rack has: 8 x 12, say. */
export interface RackShape {
  readonly rows: number
  readonly columns: number
}

/** Racks that are made: of 96 tubes first, since nearly all are. */
export const RACK_SHAPES: readonly RackShape[] = [
  { rows: 8, columns: 12 },
  { rows: 4, columns: 6 },
  { rows: 6, columns: 8 },
  { rows: 9, columns: 9 },
  { rows: 10, columns: 10 },
  { rows: 16, columns: 24 },
]

/**
 * A whole rack as a picture, a scanner's file or its server gave it: the rack's own code where it was read,
 * its shape where that is known, and its tubes as they were named. A position that is not among them is empty.
 */
export interface RackRead {
  readonly rack: string | null
  readonly shape: RackShape | null
  readonly tubes: readonly RackTube[]
}
