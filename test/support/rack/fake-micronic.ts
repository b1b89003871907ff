import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type MicronicFault = 'none' | 'stale' | 'slow' | 'error' | 'dies' | 'html' | 'silent'

/**
 * The program of a Micronic reader as a bench sees it: `/scanbox` starts a scan that takes a few looks, its data
 * stays ready until the next one, and what was ready before is there at once.
 */
export class FakeMicronic {
  fault: MicronicFault = 'none'
  rack = ['0034998087', '', '1034998088', '']
  asked: string[] = []
  #result = ['OLD1', 'OLD2', 'OLD3', 'OLD4']
  #left = 0
  #state = 'dataready'
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? ''
      this.asked.push(`${request.method} ${path}`)
      if (this.fault === 'silent') return
      const begun = this.asked.includes('POST /scanbox')
      if (this.fault === 'dies' && begun && path === '/state') return void request.socket.destroy()
      if (this.fault === 'html')
        return void response.writeHead(200).end('<html><body>Sign in</body></html>')
      const { status, text } = this.#answer(request.method ?? '', path)
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }

  #answer(method: string, path: string): { status: number; text: string } {
    const json = (value: unknown, status = 200) => ({ status, text: JSON.stringify(value) })
    if (method === 'GET' && path === '/state') return json({ state: this.#look() })
    if (method === 'POST' && path === '/scanbox') return this.#scan()
    if (method === 'GET' && path === '/rackid') return json({ RackID: 'SA001' })
    if (method === 'GET' && path === '/scanresult')
      return json({
        ...{ RackID: 'SA001', Date: '24.11.2026', Time: '10:11:12' },
        Position: ['A01', 'B01', 'C01', 'D01'],
        TubeID: this.#result,
        Status: this.#result.map((code) => (code === '' ? 'EMPTY' : 'OK')),
      })
    return json({ ErrorCode: 404, ErrorMsg: `No ${method} ${path}` }, 404)
  }

  #scan(): { status: number; text: string } {
    if (this.fault === 'error')
      return { status: 500, text: JSON.stringify({ ErrorCode: 12, ErrorMsg: 'Scanner not found' }) }
    if (this.fault !== 'stale') {
      this.#state = 'scanning'
      this.#left = this.fault === 'slow' ? Number.POSITIVE_INFINITY : 2
    }
    return { status: 200, text: '' }
  }

  #look(): string {
    if (this.#state === 'scanning' && this.#left-- <= 0) {
      this.#state = 'dataready'
      this.#result = this.rack
    }
    return this.#state
  }
}
