import type { CameraFormat } from './camera-formats.ts'
import type { CodeRead } from './camera-gate.ts'
import type { Redrawing } from './frame-plan.ts'

/** What the page asks of the decoding worker. The bitmap is handed over, not copied. */
export interface DecodeRequest {
  id: number
  bitmap: ImageBitmap
  formats: readonly CameraFormat[]
  redrawing: Redrawing
  second: boolean
}

export type DecodeAnswer = { id: number; reads: CodeRead[] } | { id: number; error: string }
