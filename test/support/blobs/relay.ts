import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A line to a service that can be cut: from then on nobody is answered, and what is on its way ends after
 * so many bytes.
 */
export class Relay {
  readonly #to: () => string
  readonly #server: Server
  /** Of answers with `/snapshot/` in their address; null: all of them. */
  bytes: number | null = null
  /** Turns a byte of what goes through, where it is set. */
  harm = false
  /** Answers for files as a page of a hotel does. */
  isElsewhere = false
  asked: string[] = []

  constructor(to: () => string) {
    this.#to = to
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        void this.#pass(request.method!, request.url!, request.headers, Buffer.concat(chunks)).then(
          ({ status, headers, body, isCut }) => {
            response.writeHead(status, headers)
            if (!isCut) return response.end(body)
            response.write(body)
            setTimeout(() => response.destroy(), 20)
          },
          () => response.destroy(),
        )
      })
    })
  }

  async #pass(method: string, url: string, given: object, body: Buffer) {
    this.asked.push(`${method} ${url}`)
    const {
      host: _,
      connection: __,
      'content-length': ___,
      ...rest
    } = given as Record<string, string>
    const init = { method, headers: rest, ...(body.length > 0 && { body: new Uint8Array(body) }) }
    const answer = await fetch(`${this.#to()}${url}`, init)
    const all = Buffer.from(await answer.arrayBuffer())
    const isFile = method === 'GET' && url.includes('/snapshot/')
    if (isFile && this.isElsewhere)
      return { status: 200, headers: {}, body: Buffer.from('<h1>Welcome</h1>'), isCut: false }
    const headers = Object.fromEntries(
      [...answer.headers].filter(([name]) => name !== 'content-encoding' && name !== 'connection'),
    )
    if (isFile && this.harm) all[Math.floor(all.length / 2)]! ^= 1
    const isCut = isFile && this.bytes !== null && this.bytes < all.length
    if (isFile && this.bytes !== null) this.bytes = Math.max(0, this.bytes - all.length)
    return { status: answer.status, headers, body: isCut ? all.subarray(0, 1000) : all, isCut }
  }

  async start(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    return this
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}
