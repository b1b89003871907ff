import type { Box, Quad } from '#shared/picture/grey.ts'
import type { RackPicture, RackWell } from '#shared/picture/rack/picture.ts'

/** A picture of a rack and what was read in it. It never leaves this screen. */
export interface RackPhoto {
  /** The name of its file, or the camera's. */
  readonly name: string
  readonly bitmap: ImageBitmap
  readonly read: RackPicture
}

export type WellSign = 'read' | 'unread' | 'empty' | 'duplicate'

export function signOf({ duplicates }: RackPicture, { state, text }: RackWell): WellSign {
  return duplicates.some((one) => one.text === text) ? 'duplicate' : state
}

/** How many wells are how; what was read twice counts as that. */
export function countsOf(read: RackPicture): Readonly<Record<WellSign, number>> {
  const counts = { read: 0, unread: 0, empty: 0, duplicate: 0 }
  for (const well of read.wells) counts[signOf(read, well)]++
  return counts
}

/** What a person sees in a well whose code was not read: a tube, or nothing. */
export function corrected(read: RackPicture, position: string, hasTube: boolean): RackPicture {
  const wells = read.wells.map((well) =>
    well.position === position && well.text === null
      ? { ...well, state: hasTube ? ('unread' as const) : ('empty' as const) }
      : well,
  )
  return { ...read, wells }
}

/** The part of a picture around a well and a little of what is beside it, within the picture. */
export function cropOf(
  quad: Quad,
  picture: { readonly width: number; readonly height: number },
): Box {
  const xs = quad.map(({ x }) => x)
  const ys = quad.map(({ y }) => y)
  const margin = (Math.max(...xs) - Math.min(...xs)) * 0.12
  const left = Math.max(0, Math.floor(Math.min(...xs) - margin))
  const top = Math.max(0, Math.floor(Math.min(...ys) - margin))
  const right = Math.min(picture.width, Math.ceil(Math.max(...xs) + margin))
  const bottom = Math.min(picture.height, Math.ceil(Math.max(...ys) + margin))
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) }
}
