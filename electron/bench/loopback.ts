import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import { MOST_IMPORT_TEXT } from '#shared/contract/imports.ts'
import { servePage } from './pages.ts'
import type { BenchRouter } from './router.ts'

export interface Loopback {
  /** What to open in a browser, with the token of this start. */
  readonly address: string
  close(): Promise<void>
}

const HOST = '127.0.0.1'
/** The longest table as it may come: three bytes of UTF-8 for each unit, or an escape of two. */
const MOST_BYTES = 3 * MOST_IMPORT_TEXT + 1024 * 1024

/**
 * The bench for a browser on the same computer. The token is good for as long as this start lasts, in any
 * browser of this computer, and becomes a cookie there; Host and Origin must be exactly ours, so that no
 * other page of a browser can reach the bench.
 */
export async function serveLoopback(
  router: BenchRouter,
  root: string,
  wanted: number,
): Promise<Loopback> {
  const token = randomBytes(32).toString('base64url')
  const server = createServer()
  const port = await listen(server, wanted)
  const guard = createGuard(port, token)
  server.on('request', (request, response) => void answer(request, response))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = urlOf(request, `http://${HOST}:${port}`)
    if (!url || !guard.isHost(request) || request.method !== 'GET') return refuse(response, 403)
    if (guard.isToken(url)) return enter(response, guard.cookie)
    if (!guard.hasCookie(request)) return refuse(response, 403)
    const page = await servePage(root, url.pathname)
    response.writeHead(page.status, page.headers).end(page.body)
  }

  const handler = new RPCHandler(router)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES })
  server.on('upgrade', (request, socket, head) => {
    const isOurs = guard.isHost(request) && guard.isOrigin(request) && guard.hasCookie(request)
    if (request.url !== '/rpc' || !isOurs) return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, (ws) => {
      // What is no message of ours ends its own socket; unheard, it would end the bench.
      ws.on('error', () => ws.terminate())
      void handler.upgrade(ws)
    })
  })

  return {
    address: `http://${HOST}:${port}/?token=${token}`,
    close: () => {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** What a request asks for, or null where that is no path of ours: `//` or `http://[` reach nobody. */
function urlOf({ url = '' }: IncomingMessage, origin: string): URL | null {
  const isPath = url.startsWith('/') && !url.startsWith('//')
  return isPath && URL.canParse(url, origin) ? new URL(url, origin) : null
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port))
  })
}

function createGuard(port: number, token: string) {
  const secret = Buffer.from(token)
  const isSecret = (text: string | null | undefined): boolean => {
    const given = Buffer.from(text ?? '')
    return given.length === secret.length && timingSafeEqual(given, secret)
  }
  // Cookies know no ports: two benches on one computer must not share a name.
  const name = `frostkeep-${port}`
  return {
    cookie: `${name}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    isHost: ({ headers }: IncomingMessage) => headers.host === `${HOST}:${port}`,
    isOrigin: ({ headers }: IncomingMessage) => headers.origin === `http://${HOST}:${port}`,
    isToken: (url: URL) => url.pathname === '/' && isSecret(url.searchParams.get('token')),
    hasCookie: ({ headers }: IncomingMessage) =>
      (headers.cookie ?? '')
        .split(/;\s*/)
        .some((pair) => pair.startsWith(`${name}=`) && isSecret(pair.slice(name.length + 1))),
  }
}

function enter(response: ServerResponse, cookie: string): void {
  response
    .writeHead(303, { location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' })
    .end()
}

const CLOSED = 'Open the address that Frostkeep printed when it started.'

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(CLOSED)
}
