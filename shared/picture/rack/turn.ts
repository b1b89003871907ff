import type { RackShape } from '../../scan/rack/read.ts'
import type { Duplicate, RackPicture, RackWell } from './picture.ts'
import { CORNERS, type Corner, fits, indexAt, nameAt, type Stand, standAt } from './stand.ts'

/**
 * The same picture with A1 in another corner, as a person says. Wells keep their codes and only change
 * names. For an oblong rack `mirrored` follows from the corner.
 */
export function turn(read: RackPicture, corner: Corner, mirrored: boolean): RackPicture {
  const { shape, extent } = read
  if (shape === null) return read
  return named(read, shape, standAt({ corner, mirrored }, shape, extent))
}

/** A1 one corner on, clockwise; across, where the next corner would make rows of columns. */
export function turnOn(read: RackPicture): RackPicture {
  const { shape, extent, stand } = read
  if (shape === null) return read
  const next = (by: number): Stand => ({
    ...stand,
    corner: CORNERS[(CORNERS.indexOf(stand.corner) + by) % CORNERS.length]!,
  })
  return named(read, shape, fits(next(1), shape, extent) ? next(1) : next(2))
}

/** Seen from the other side: A1 in the corner beside, and the order of wells the other way round. */
export function flip(read: RackPicture): RackPicture {
  const { shape, stand } = read
  if (shape === null) return read
  const corner = CORNERS[CORNERS.indexOf(stand.corner) ^ 1]!
  return named(read, shape, { corner, mirrored: !stand.mirrored })
}

function named(read: RackPicture, shape: RackShape, stand: Stand): RackPicture {
  const wells = read.wells.map((well, at) => ({
    ...well,
    position: nameAt(shape, indexAt(stand, shape, read.extent, placeOf(at, read.extent.across))),
  }))
  return { ...read, wells, stand, standBy: 'person', duplicates: duplicatesOf(wells) }
}

export const placeOf = (at: number, across: number): { column: number; row: number } => ({
  column: at % across,
  row: Math.floor(at / across),
})

/** Codes that more than one well has. */
export function duplicatesOf(wells: readonly RackWell[]): Duplicate[] {
  const positions = new Map<string, string[]>()
  for (const { text, position } of wells) {
    if (text !== null) positions.set(text, [...(positions.get(text) ?? []), position])
  }
  return [...positions]
    .filter(([, all]) => all.length > 1)
    .map(([text, all]) => ({ text, positions: all }))
}
