import type { Found } from '#shared/picture/found.ts'
import type { DecodeAnswer, DecodeRequest } from './decode-messages.ts'

/** Decodes pictures somewhere else than on the page's thread. */
export interface Decoder {
  /** Rejects when the worker failed, or is closed. The bitmap is used up. */
  decode(request: Omit<DecodeRequest, 'id'>): Promise<Found[]>
  close(): void
}

type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

const startWorker = (): WorkerLike =>
  new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' })

interface Waiting {
  resolve(found: Found[]): void
  reject(error: Error): void
}

export function createDecoder(start: () => WorkerLike = startWorker): Decoder {
  const worker = start()
  const waiting = new Map<number, Waiting>()
  let last = 0
  let failure: Error | undefined

  function fail(error: Error): void {
    failure = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if ('error' in data) asked?.reject(new Error(data.error))
    else asked?.resolve(data.found)
  }
  worker.onerror = (event) => fail(new Error(event.message || 'the decoder did not start'))

  return {
    decode(request) {
      if (failure !== undefined) return Promise.reject(failure)
      last += 1
      const id = last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, ...request } satisfies DecodeRequest, [request.bitmap])
      })
    },
    close() {
      worker.terminate()
      fail(new Error('the decoder was closed'))
    },
  }
}
