import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { fromRgba, type Grey } from '#shared/picture/grey.ts'
import { readRack } from '#shared/picture/rack/read-rack.ts'
import type { RackAnswer, RackAsked, RackRequest } from './rack-messages.ts'
import { prepareWasm, readWithWasm } from './wasm-engine.ts'

/** Its own thread: a large picture takes seconds, in which scans still have to sound. */
prepareWasm({ url: wasmUrl })

let isCalledOff = false

self.onmessage = async ({ data }: MessageEvent<RackRequest>) => {
  if ('callOff' in data) {
    isCalledOff = true
    return
  }
  try {
    say({ rack: await read(greyIn(data.bitmap), data.read) })
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) })
  }
}

const say = (answer: RackAnswer): void => self.postMessage(answer)

async function read(picture: Grey, asked: RackAsked) {
  const { readWithLibrary } = await import('./library-engine.ts')
  return readRack(picture, {
    ...asked,
    first: readWithWasm,
    second: readWithLibrary,
    onProgress: (done, of) => say({ done, of }),
    isOver: async () => {
      await letMessagesIn()
      return isCalledOff
    },
  })
}

/** A worker that never rests hears nothing: messages come in between tasks only. */
const letMessagesIn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

function greyIn(bitmap: ImageBitmap): Grey {
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas to draw the picture on')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return fromRgba(context.getImageData(0, 0, width, height))
}
