import { expect, test } from 'vitest'
import { MOST_PIXELS, readRackPicture } from '../../../renderer/devices/rack-client.ts'
import type { RackAnswer, RackRequest } from '../../../renderer/devices/rack-messages.ts'

/** A worker that answers as it is told, and keeps what it was asked. */
function fakeWorker(answers: readonly RackAnswer[]) {
  const asked: RackRequest[] = []
  const worker = {
    onmessage: null as ((event: MessageEvent<RackAnswer>) => void) | null,
    onerror: null,
    ended: false,
    postMessage(request: RackRequest) {
      asked.push(request)
      if (!('read' in request)) return
      queueMicrotask(() => {
        for (const data of answers) worker.onmessage?.({ data } as MessageEvent<RackAnswer>)
      })
    },
    terminate() {
      worker.ended = true
    },
  }
  return { worker, asked, start: () => worker as never }
}

const bitmap = (width: number, height: number) => ({ width, height, close() {} }) as ImageBitmap
const rack = { shape: null } as never

test('given a picture file, then it is read in a worker that ends with it, and progress is told', async () => {
  const { worker, asked, start } = fakeWorker([{ done: 1, of: 2 }, { rack }])
  const told: number[][] = []
  const { result } = readRackPicture(
    new Blob(['x']),
    { shape: { rows: 8, columns: 12 } },
    { start, toBitmap: async () => bitmap(9, 9), onProgress: (...all) => told.push(all) },
  )
  expect(await result).toEqual({ ok: true, value: rack })
  expect(told).toEqual([[1, 2]])
  expect(asked).toMatchObject([{ read: { shape: { rows: 8, columns: 12 } } }])
  expect(worker.ended).toBe(true)
})

test('given a file that is no picture, or one that is too large, then no worker is started', async () => {
  const start = () => {
    throw new Error('started')
  }
  const noPicture = readRackPicture(
    new Blob(['x']),
    {},
    { start, toBitmap: () => Promise.reject() },
  )
  expect(await noPicture.result).toMatchObject({ error: { type: 'NoPicture' } })
  const large = readRackPicture(bitmap(MOST_PIXELS, 2), {}, { start })
  expect(await large.result).toMatchObject({ error: { type: 'TooLarge' } })
})

test('given a reader that fails, then it is said and the worker ends', async () => {
  const { worker, start } = fakeWorker([{ error: 'no memory' }])
  const { result } = readRackPicture(bitmap(4, 4), {}, { start })
  expect(await result).toMatchObject({ error: { type: 'ReaderFailed', message: 'no memory' } })
  expect(worker.ended).toBe(true)
})

test('given it is called off, before the worker is there or after, then the worker hears of it', async () => {
  const early = fakeWorker([{ rack }])
  const reading = readRackPicture(
    new Blob(['x']),
    {},
    { start: early.start, toBitmap: async () => bitmap(4, 4) },
  )
  reading.callOff()
  await reading.result
  expect(early.asked).toContainEqual({ callOff: true })
})
