import { describe, expect, it } from 'vitest'
import type { Found } from '#shared/picture/found.ts'
import { createDecoder } from '../../../renderer/devices/decode-client.ts'
import type { DecodeAnswer, DecodeRequest } from '../../../renderer/devices/decode-messages.ts'

const request = {
  bitmap: {} as ImageBitmap,
  formats: ['DataMatrix'],
  rung: 'plain',
} as const
const read = { text: 'A', aim: ']d1', kind: 'matrix', engine: 'wasm' } as Found

function fakeWorker() {
  const asked: DecodeRequest[] = []
  const moved: unknown[] = []
  const worker = {
    postMessage(message: DecodeRequest, transfer: unknown) {
      asked.push(message)
      moved.push(transfer)
    },
    terminated: false,
    terminate() {
      this.terminated = true
    },
    onmessage: null as Worker['onmessage'],
    onerror: null as Worker['onerror'],
  }
  const answer = (data: DecodeAnswer) =>
    worker.onmessage?.call(worker as unknown as Worker, { data } as MessageEvent)
  const crash = (message: string) =>
    worker.onerror?.call(worker as unknown as Worker, { message } as ErrorEvent)
  return { worker, asked, moved, answer, crash, decoder: createDecoder(() => worker as never) }
}

describe('the decoding worker', () => {
  it('is asked with the bitmap handed over, and its answers find their questions', async () => {
    const { decoder, asked, moved, answer } = fakeWorker()
    const first = decoder.decode(request)
    const second = decoder.decode(request)
    answer({ id: asked[1]!.id, found: [] })
    answer({ id: asked[0]!.id, found: [read] })
    expect(await first).toEqual([read])
    expect(await second).toEqual([])
    expect(moved).toEqual([[request.bitmap], [request.bitmap]])
  })

  it('may fail at one picture and go on', async () => {
    const { decoder, asked, answer } = fakeWorker()
    const first = decoder.decode(request)
    answer({ id: asked[0]!.id, error: 'odd picture' })
    await expect(first).rejects.toThrow('odd picture')
    const second = decoder.decode(request)
    answer({ id: asked[1]!.id, found: [read] })
    expect(await second).toEqual([read])
  })

  it('that does not start refuses everything', async () => {
    const { decoder, crash } = fakeWorker()
    const first = decoder.decode(request)
    crash('blocked')
    await expect(first).rejects.toThrow('blocked')
    await expect(decoder.decode(request)).rejects.toThrow('blocked')
  })

  it('is ended when closed, and what waits is refused', async () => {
    const { decoder, worker } = fakeWorker()
    const first = decoder.decode(request)
    decoder.close()
    await expect(first).rejects.toThrow('closed')
    expect(worker.terminated).toBe(true)
  })
})
