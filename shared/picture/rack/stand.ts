import { positionName } from '../../domain/position/names.ts'
import type { RackShape } from '../../scan/rack/read.ts'

/** Corners of the picture, clockwise: a quarter turn of the rack takes each to the next. */
export const CORNERS = ['top-left', 'top-right', 'bottom-right', 'bottom-left'] as const
export type Corner = (typeof CORNERS)[number]

/**
 * How a rack lies in a picture: the corner that its A1 is in, and whether it is seen from below, where
 * columns count the other way round.
 */
export interface Stand {
  corner: Corner
  mirrored: boolean
}

/** Wells in a row of the picture, and rows of them. */
export interface Extent {
  across: number
  down: number
}

export const STANDS: readonly Stand[] = [false, true].flatMap((mirrored) =>
  CORNERS.map((corner) => ({ corner, mirrored })),
)

/** How far a rack is turned clockwise, degrees. */
export const turnedOf = ({ corner }: Stand): 0 | 90 | 180 | 270 =>
  ([0, 90, 180, 270] as const)[CORNERS.indexOf(corner)]!

/** Whether the numbered columns run along the rows of the picture. */
const runsAcross = ({ corner, mirrored }: Stand): boolean =>
  (corner === 'top-left' || corner === 'bottom-right') !== mirrored

/** Whether a rack of that shape that lies so has as many wells to each side as the picture. */
export function fits(
  stand: Stand,
  { rows, columns }: RackShape,
  { across, down }: Extent,
): boolean {
  return runsAcross(stand)
    ? across === columns && down === rows
    : across === rows && down === columns
}

/**
 * The stand with A1 in a corner. An oblong rack leaves no choice beside it: from that corner its long side
 * runs one way only, so whether it is mirrored follows. A square one may lie either way.
 */
export function standAt(wanted: Stand, shape: RackShape, extent: Extent): Stand {
  const other = { ...wanted, mirrored: !wanted.mirrored }
  return fits(wanted, shape, extent) || !fits(other, shape, extent) ? wanted : other
}

/** The index, in row order of the rack, of a well of the picture. */
export function indexAt(
  stand: Stand,
  { columns }: RackShape,
  { across, down }: Extent,
  { column, row }: { column: number; row: number },
): number {
  const fromRight = stand.corner === 'top-right' || stand.corner === 'bottom-right'
  const fromBottom = stand.corner === 'bottom-left' || stand.corner === 'bottom-right'
  const x = fromRight ? across - 1 - column : column
  const y = fromBottom ? down - 1 - row : row
  return runsAcross(stand) ? y * columns + x : x * columns + y
}

/** `A1` for 0: letters for rows, numbers for columns, as they stand on racks. */
export const nameAt = ({ rows, columns }: RackShape, index: number): string =>
  positionName({ rows, columns, scheme: 'letters-numbers', fill: 'rows-top-left' }, index)
