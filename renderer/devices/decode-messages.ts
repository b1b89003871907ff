import type { Found } from '#shared/picture/found.ts'
import type { CameraFormat } from './camera-formats.ts'

/** What the page asks of the decoding worker. The bitmap is handed over, not copied. */
export interface DecodeRequest {
  id: number
  bitmap: ImageBitmap
  formats: readonly CameraFormat[]
  /** The rung of the ladder to look from, by its name. */
  rung: string
}

/** Places are those of the bitmap. */
export type DecodeAnswer = { id: number; found: Found[] } | { id: number; error: string }
