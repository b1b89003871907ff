import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { Found } from '#shared/picture/found.ts'
import { fromRgba, type Grey } from '#shared/picture/grey.ts'
import { type Engines, lookFrom, rungNamed } from '#shared/picture/ladder.ts'
import type { DecodeAnswer, DecodeRequest } from './decode-messages.ts'
import { findWithWasm, prepareWasm } from './wasm-engine.ts'

/** Its own thread, so that a hard picture never delays the tone of a scan. */
prepareWasm({ url: wasmUrl })

const engines: Engines = {
  wasm: findWithWasm,
  async library(picture, wish) {
    const { readWithLibrary } = await import('./library-engine.ts')
    return readWithLibrary(picture, wish)
  },
}

self.onmessage = async ({ data }: MessageEvent<DecodeRequest>) => {
  self.postMessage(await answer(data))
}

async function answer(request: DecodeRequest): Promise<DecodeAnswer> {
  try {
    return { id: request.id, found: await decode(request) }
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? error.message : String(error) }
  }
}

async function decode({ bitmap, formats, rung }: DecodeRequest): Promise<Found[]> {
  const wish = { formats, many: true, tryHarder: true }
  return [...(await lookFrom(rungNamed(rung), pixelsOf(bitmap), engines, wish)).found]
}

function pixelsOf(bitmap: ImageBitmap): Grey {
  const { width, height } = bitmap
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas to draw the frame on')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return fromRgba(context.getImageData(0, 0, width, height))
}
