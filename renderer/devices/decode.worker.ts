import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { CodeRead } from './camera-gate.ts'
import type { DecodeAnswer, DecodeRequest } from './decode-messages.ts'
import type { Redrawing } from './frame-plan.ts'
import { prepareWasm, readWithWasm } from './wasm-engine.ts'

/** Its own thread, so that a hard picture never delays the tone of a scan. */
prepareWasm({ url: wasmUrl })

self.onmessage = async ({ data }: MessageEvent<DecodeRequest>) => {
  self.postMessage(await answer(data))
}

async function answer(request: DecodeRequest): Promise<DecodeAnswer> {
  try {
    return { id: request.id, reads: await decode(request) }
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? error.message : String(error) }
  }
}

async function decode({ bitmap, formats, redrawing, second }: DecodeRequest): Promise<CodeRead[]> {
  const picture = redraw(bitmap, redrawing)
  const reads = await readWithWasm(picture, formats)
  if (!second) return reads
  const { readWithLibrary } = await import('./library-engine.ts')
  return [...reads, ...readWithLibrary(picture, formats)]
}

function redraw(bitmap: ImageBitmap, { scale, rotate, contrast }: Redrawing): ImageData {
  const width = Math.round(bitmap.width * scale)
  const height = Math.round(bitmap.height * scale)
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas to draw the frame on')
  if (contrast !== 1) context.filter = `contrast(${contrast})`
  context.translate(width / 2, height / 2)
  context.rotate((rotate * Math.PI) / 180)
  context.drawImage(bitmap, -width / 2, -height / 2, width, height)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}
