import type { Result } from '#shared/lib/result.ts'
import type { RackPicture } from '#shared/picture/rack/picture.ts'
import type { RackShape } from '#shared/scan/rack/read.ts'
import { type RackPictureFault, readRackPicture } from '../../devices/rack-client.ts'
import { keptStands } from './kept-stands.ts'

interface Asked {
  /** A person said how many rows and columns there are; else the picture decides. */
  readonly shape: RackShape | undefined
  readonly signal: AbortSignal
  onProgress(done: number, of: number): void
}

/** Reads the rack in a picture, which is kept to be shown. */
export async function readPhoto(
  bitmap: ImageBitmap,
  { shape, signal, onProgress }: Asked,
): Promise<Result<RackPicture, RackPictureFault>> {
  // The reader uses up what it is given.
  const copy = await createImageBitmap(bitmap)
  const asked = { known: keptStands(localStorage).known, ...(shape && { shape }) }
  const reading = readRackPicture(copy, asked, { onProgress })
  signal.addEventListener('abort', reading.callOff)
  return reading.result.finally(() => signal.removeEventListener('abort', reading.callOff))
}
