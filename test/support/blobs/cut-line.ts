import type { Fetch } from '../../../electron/sync/ports.ts'

/**
 * A line that breaks: what has been sent of a body after `up` bytes, or received after `down` bytes, is all
 * that gets through of the next request.
 */
export class CutLine {
  up: number | null = null
  down: number | null = null
  requests = 0

  readonly fetch: Fetch = async (url, init) => {
    this.requests += 1
    const { body } = init
    if (this.up !== null && body instanceof Uint8Array) return this.#cutUp(url, init, body)
    const response = await fetch(url, init)
    if (this.down === null || response.status !== 206) return response
    const left = this.down
    this.down = null
    const bytes = new Uint8Array(await response.arrayBuffer()).subarray(0, left)
    const cut = new ReadableStream<Uint8Array>({
      start: (stream) => {
        if (bytes.length > 0) stream.enqueue(bytes)
      },
      pull: (stream) => stream.error(new Error('the line was cut')),
    })
    return new Response(cut, { status: 206, headers: response.headers })
  }

  /** The service has got so much of the piece and keeps nothing of it, or all of it and the answer is lost. */
  async #cutUp(url: string, init: RequestInit, body: Uint8Array): Promise<Response> {
    const left = this.up!
    this.up = null
    if (left >= body.length) await fetch(url, init)
    throw new Error('the line was cut')
  }
}
