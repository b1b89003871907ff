import type { Format } from '#shared/picture/found.ts'
import type { KnownRack } from '#shared/picture/rack/guess.ts'
import type { RackPicture } from '#shared/picture/rack/picture.ts'
import type { RackShape } from '#shared/scan/rack/read.ts'

/** What a page may say about a picture of a rack before it is read. */
export interface RackAsked {
  formats?: readonly Format[]
  /** Left out, the picture decides. */
  shape?: RackShape
  /** Racks whose A1 a person has confirmed before. */
  known?: readonly KnownRack[]
  seen?: 'below' | 'above'
}

/** The picture is handed over, not copied. */
export type RackRequest = { read: RackAsked; bitmap: ImageBitmap } | { callOff: true }

export type RackAnswer = { done: number; of: number } | { rack: RackPicture } | { error: string }
