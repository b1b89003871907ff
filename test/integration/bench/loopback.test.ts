import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { SECRET, ServedBench } from '../../support/bench/served-bench.ts'

let served: ServedBench
let cookie: string

beforeAll(async () => {
  served = await new ServedBench().start()
  cookie = await served.cookie()
})
afterAll(() => served.remove())

const port = () => Number(new URL(served.origin).port)

/** Sends these bytes and answers what came back. `fetch` would make a decent request of it. */
async function raw(first: string, headers: Record<string, string> = {}): Promise<string> {
  const socket = connect(port(), '127.0.0.1')
  const plain = { host: `127.0.0.1:${port()}`, connection: 'close' }
  const lines = Object.entries({ ...plain, ...headers })
  socket.write(`${first}\r\n${lines.map(([k, v]) => `${k}: ${v}`).join('\r\n')}\r\n\r\n`)
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  socket.on('error', () => {})
  await once(socket, 'close')
  return answer
}
const status = async (first: string, headers: Record<string, string> = {}) =>
  Number((await raw(first, headers)).split(' ')[1] ?? 0)

describe('the door of the bench', () => {
  test('is opened by the token of this start, which becomes a cookie no script can read', async () => {
    const answer = await fetch(served.loopback.address, { redirect: 'manual' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/')
    expect(answer.headers.get('set-cookie')).toMatch(
      /^frostkeep-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    )
    expect(served.token).toMatch(/^[\w-]{43}$/)
  })

  test('shows the page to whoever has the cookie', async () => {
    expect(await status('GET / HTTP/1.1', { cookie })).toBe(200)
    expect(await status('GET / HTTP/1.1', { cookie: `theme=dark; ${cookie}; x=y` })).toBe(200)
  })

  test.each([
    ['no cookie', {}],
    ['a wrong one', { cookie: 'frostkeep-1=x' }],
    ['an empty one', { cookie: '' }],
  ])('stays shut with %s', async (_, headers) => {
    expect(await status('GET / HTTP/1.1', headers)).toBe(403)
    expect(await status('GET /assets/app.js HTTP/1.1', headers)).toBe(403)
  })

  test('stays shut for a token that is nearly right', async () => {
    const wrong = served.token.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))
    for (const token of [wrong, '', served.token.slice(1), `${served.token}A`])
      expect(await status(`GET /?token=${token} HTTP/1.1`)).toBe(403)
    const name = cookie.split('=')[0]
    expect(await status('GET / HTTP/1.1', { cookie: `${name}=${wrong}` })).toBe(403)
    expect(await status('GET / HTTP/1.1', { cookie: `${name}=` })).toBe(403)
  })

  test.each([
    ['localhost', () => `localhost:${port()}`],
    ['another name for it', () => `127.0.0.1.nip.io:${port()}`],
    ['another port', () => '127.0.0.1:1'],
    ['no port', () => '127.0.0.1'],
    ['no name at all', () => ''],
  ])('stays shut for the host %s, whatever cookie it brings', async (_, host) => {
    expect(await status('GET / HTTP/1.1', { host: host(), cookie })).toBe(403)
  })

  test('takes nothing but GET', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])
      expect(await status(`${method} / HTTP/1.1`, { cookie })).toBe(403)
  })

  test('is another one at each start', async () => {
    const next = await new ServedBench().start()
    try {
      expect(next.token).not.toBe(served.token)
    } finally {
      await next.remove()
    }
  })

  test.each(['GET // HTTP/1.1', 'GET http://[ HTTP/1.1', 'GET /%zz HTTP/1.1', 'GET \\ HTTP/1.1'])(
    'stands after %s',
    async (first) => {
      await raw(first)
      await raw(first, { cookie })
      expect(await status('GET / HTTP/1.1', { cookie })).toBe(200)
    },
  )
})

describe('the socket of the bench', () => {
  test('is opened for its own page', async () => {
    expect(await served.socket()).not.toBeNull()
  })

  test.each([
    ['no cookie', { cookie: '' }],
    ['a wrong cookie', { cookie: 'frostkeep-1=x' }],
    ['a page of another origin', { origin: 'http://evil.example' }],
    ['the origin localhost', { origin: 'http://localhost:1' }],
    ['an origin of another scheme', { origin: 'https://127.0.0.1' }],
    ['a sandboxed page', { origin: 'null' }],
    ['another host', { host: 'evil.example' }],
  ])('is refused for %s', async (_, headers) => {
    expect(await served.socket({ headers })).toBeNull()
  })

  test('is refused without any origin', async () => {
    const answer = await raw('GET /rpc HTTP/1.1', {
      cookie,
      upgrade: 'websocket',
      connection: 'upgrade',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    })
    expect(answer).toBe('')
  })

  test.each(['/', '/rpc/', '/rpc?x=1', '/RPC', '/other'])('is refused at %s', async (path) => {
    expect(await served.socket({ path })).toBeNull()
  })
})

describe('what comes through the socket', () => {
  const closed = async (socket: WebSocket): Promise<void> => {
    if (socket.readyState !== socket.CLOSED) await once(socket, 'close')
  }

  test('and breaks its protocol ends that socket alone', async () => {
    const [bad, good] = [(await served.socket())!, await served.client()]
    // A frame with all reserved bits set, which no extension has asked for.
    const { _socket: line } = bad as unknown as { _socket: Socket }
    line.write(Buffer.from([0xff, 0x80, 0, 0, 0, 0]))
    await closed(bad)
    expect(await good.session.people()).toEqual([])
  })

  test('and is longer than any table ends that socket alone', async () => {
    const [bad, good] = [(await served.socket())!, await served.client()]
    const { _socket: line } = bad as unknown as { _socket: Socket }
    const frame = Buffer.alloc(14)
    frame.writeUInt8(0x81, 0)
    frame.writeUInt8(0xff, 1)
    frame.writeBigUInt64BE(300_000_000n, 2)
    line.write(frame)
    await closed(bad)
    expect(await good.session.people()).toEqual([])
  })
})

describe('the page', () => {
  const get = (path: string) => fetch(`${served.origin}${path}`, { headers: { cookie } })

  test('has a policy with a new nonce each time, which stands in its styles', async () => {
    const [one, two] = [await get('/'), await get('/')]
    const policy = one.headers.get('content-security-policy')!
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^']+';/,
    )
    for (const directive of ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(directive)
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/)
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!
    expect(await one.text()).toContain(`nonce="${nonce}"`)
    expect(two.headers.get('content-security-policy')).not.toBe(policy)
  })

  test('is never stored, framed, sniffed or given more than the camera', async () => {
    expect(Object.fromEntries((await get('/')).headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=(self), microphone=()'),
    })
  })

  test('brings its files with their kinds; only the decoder may compile WebAssembly', async () => {
    const script = await get('/assets/app.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('content-security-policy')).toBeNull()
    const worker = await get('/assets/decode.worker-1.js')
    expect(worker.headers.get('content-security-policy')).toContain("'wasm-unsafe-eval'")
  })

  test.each(['/nothing.js', '/assets', '/assets/', '/index.html/'])(
    '%s is not there',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/%00/../secret.txt',
    '/data/ledger.db',
    '/..%2fdata%2fledger.db',
    '/../screens-secret/x',
  ])('nothing beside the screens is reached by %s', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1`, { cookie })
    expect(answer).not.toContain(SECRET)
    expect(answer).not.toContain('SQLite')
    expect(['404', '403']).toContain(answer.split(' ')[1])
  })

  test('and what is beside them would be reached if the screens were one folder higher', async () => {
    const { servePage } = await import('../../../electron/bench/pages.ts')
    const page = await servePage(served.folder, '/secret.txt')
    expect(new TextDecoder().decode(page.body)).toBe(SECRET)
  })
})
