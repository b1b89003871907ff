import { err, ok, type Result } from '#shared/lib/result.ts'
import type { RackPicture } from '#shared/picture/rack/picture.ts'
import type { RackAnswer, RackAsked, RackRequest } from './rack-messages.ts'

export type RackPictureFault =
  /** It is no picture that this program can show. */
  | { type: 'NoPicture' }
  /** Of this many pixels a picture is refused before it fills the memory. */
  | { type: 'TooLarge'; width: number; height: number; most: number }
  | { type: 'ReaderFailed'; message: string }

/** A reading that is under way. */
export interface RackReading {
  result: Promise<Result<RackPicture, RackPictureFault>>
  /** Leaves the wells unread that have not been looked at; what is known by then is the result. */
  callOff(): void
}

/** Pixels: a rack at 1,200 dpi fits. */
export const MOST_PIXELS = 40_000_000

type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

const startWorker = (): WorkerLike =>
  new Worker(new URL('./rack.worker.ts', import.meta.url), { type: 'module' })

export interface RackReadingDeps {
  onProgress?: (done: number, of: number) => void
  start?: () => WorkerLike
  toBitmap?: (picture: Blob) => Promise<ImageBitmap>
}

/** Reads a rack in a worker of its own, which ends with the reading. An `ImageBitmap` is used up. */
export function readRackPicture(
  picture: Blob | ImageBitmap,
  asked: RackAsked,
  {
    onProgress,
    start = startWorker,
    toBitmap = (blob) => createImageBitmap(blob),
  }: RackReadingDeps = {},
): RackReading {
  let worker: WorkerLike | undefined
  let isCalledOff = false

  async function run(): Promise<Result<RackPicture, RackPictureFault>> {
    const bitmap = picture instanceof Blob ? await toBitmap(picture).catch(() => null) : picture
    if (bitmap === null) return err({ type: 'NoPicture' })
    const { width, height } = bitmap
    if (width * height > MOST_PIXELS) {
      bitmap.close()
      return err({ type: 'TooLarge', width, height, most: MOST_PIXELS })
    }
    worker = start()
    try {
      return await answered(worker, bitmap)
    } finally {
      worker.terminate()
    }
  }

  function answered(
    to: WorkerLike,
    bitmap: ImageBitmap,
  ): Promise<Result<RackPicture, RackPictureFault>> {
    return new Promise((resolve) => {
      const failed = (message: string) => resolve(err({ type: 'ReaderFailed', message }))
      to.onmessage = ({ data }: MessageEvent<RackAnswer>) => {
        if ('rack' in data) resolve(ok(data.rack))
        else if ('error' in data) failed(data.error)
        else onProgress?.(data.done, data.of)
      }
      to.onerror = (event) => failed(event.message || 'the reader did not start')
      to.postMessage({ read: asked, bitmap } satisfies RackRequest, [bitmap])
      if (isCalledOff) to.postMessage({ callOff: true } satisfies RackRequest)
    })
  }

  return {
    result: run(),
    callOff() {
      isCalledOff = true
      worker?.postMessage({ callOff: true } satisfies RackRequest)
    },
  }
}
