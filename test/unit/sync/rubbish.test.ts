import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '#shared/sync/limits.ts'
import type { Call } from '#shared/sync/protocol.ts'
import type { Fetch } from '../../../electron/sync/ports.ts'
import { LOOK_AGAIN, SLOW_POLL } from '../../../electron/sync/schedule.ts'
import { EPOCH, testBody, testId } from '../../support/sync/events.ts'
import { ManualTimers } from '../../support/sync/manual-timers.ts'
import { MemoryBench } from '../../support/sync/memory-bench.ts'
import { MemoryService, refusing } from '../../support/sync/memory-service.ts'

let timers: ManualTimers
let service: MemoryService
let a: MemoryBench
let b: MemoryBench

beforeEach(async () => {
  timers = new ManualTimers()
  service = new MemoryService()
  a = new MemoryBench(service, timers, 'a')
  b = new MemoryBench(service, timers, 'b')
  a.record(3)
  b.record(4)
  for (const bench of [a, b]) bench.client.start()
  await timers.pass(SLOW_POLL)
})
afterEach(async () => {
  for (const bench of [a, b]) await bench.client.stop()
})

type Spoil = (service: MemoryService, url: string, init: RequestInit) => Promise<Response>

/** What the service itself would have said, changed. */
const changed =
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any form is what is tested here
    (change: (answer: any) => unknown): Spoil =>
    async ({ fetch }, url, init) => {
      const answer = await fetch(url, init)
      return Response.json(change(await answer.json()), answer)
    }

const bytes = (text: string) => new TextEncoder().encode(text)

/** Bytes that come one by one and never end, until nobody reads them any more. */
const trickle: Spoil = async (_service, _url, { signal }) => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes('{'))
      signal!.addEventListener('abort', () => controller.error(signal!.reason))
    },
  })
  return new Response(body)
}

/** Anything may answer so, whatever it was asked. */
const ANY: [string, Spoil][] = [
  ['with the page of a hotel', async () => new Response('<html>Log in</html>')],
  ['with the page of a proxy', async () => new Response('<html>Bad gateway', { status: 502 })],
  ['with nothing', async () => new Response(null)],
  ['with a status that says nothing', async () => new Response(null, { status: 204 })],
  [
    'with half an answer',
    async ({ fetch }, url, init) => {
      const text = await (await fetch(url, init)).text()
      return new Response(text.slice(0, text.length / 2))
    },
  ],
  [
    'and is cut off',
    async ({ fetch }, url, init) => {
      const text = await (await fetch(url, init)).text()
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(bytes(text.slice(0, 40)))
          controller.error(new TypeError('terminated'))
        },
      })
      return new Response(body)
    },
  ],
  ['in another form', async () => Response.json({ ok: true })],
  ['with an array', async () => Response.json([1, 2, 3])],
  ['with bytes that are no text', async () => new Response(new Uint8Array([0xff, 0xfe, 0x00]))],
  ['without end', async () => new Response(' '.repeat(2 * LIMITS.pullBytes + 1))],
  ['byte by byte', trickle],
  ['with an error of its own', async () => Response.json({ error: 'no' }, { status: 500 })],
  ['that it has failed', async () => refusing('FAULT', 500)],
  [
    'that it is busy, until before now',
    async () => {
      const busy = refusing('BUSY', 429)
      busy.headers.set('retry-after', '-7')
      return busy
    },
  ],
  [
    'that it is busy, for a year',
    async () => {
      const busy = refusing('BUSY', 429)
      busy.headers.set('retry-after', '31536000')
      return busy
    },
  ],
  ['that there is nothing at the address', async () => refusing('NOT_FOUND', 404)],
  [
    'with the answer to another question',
    async ({ fetch }, url, init) => {
      const other = url.replace(/\w+$/, url.endsWith('chain') ? 'hello' : 'chain')
      const asked = other.endsWith('chain') ? { positions: [0] } : { chains: [], cursor: null }
      return fetch(other, { ...init, body: JSON.stringify({ stream: testId('5', 1), ...asked }) })
    },
  ],
]

const PUSH: [string, Spoil][] = [
  ['acknowledges more than was sent', changed((said) => ({ ...said, acked: said.acked + 5 }))],
  ['acknowledges what was sent before', changed((said) => ({ ...said, acked: 1 }))],
  [
    'acknowledges without saying what became of it',
    changed(({ acked }) => ({ acked, outcomes: [] })),
  ],
  [
    'acknowledges the run of another bench',
    changed(({ outcomes }) => ({
      acked: 77,
      outcomes: [{ ...outcomes[0], seq: 77 }],
    })),
  ],
  ['names no cause that is missing', async () => refusing('MISSING_CAUSE', 424)],
  ['lacks a cause that is no name', async () => refusing('MISSING_CAUSE', 424, { uid: 'x' })],
  [
    'lacks the same cause for ever',
    async () => refusing('MISSING_CAUSE', 424, { uid: testId('a', 1) }),
  ],
  ['finds a fork that hello does not', async () => refusing('FORK')],
  ['finds a gap that hello does not', async () => refusing('GAP', 409, { expect: 1 })],
  ['finds everything too large', async () => refusing('TOO_LARGE', 422)],
]

// biome-ignore lint/suspicious/noExplicitAny: an answer of any form is what is tested here
const entries = (change: (all: any[]) => unknown[]) =>
  changed((page) => ({ ...page, entries: change(page.entries) }))
// biome-ignore lint/suspicious/noExplicitAny: an answer of any form is what is tested here
const inFirst = (change: (envelope: any) => object) =>
  entries((all) =>
    all.map((one, i) =>
      i === 0 ? { ...one, envelope: { ...one.envelope, ...change(one.envelope) } } : one,
    ),
  )
const OTHER = testId('e', 9)

const PULL: [string, Spoil][] = [
  [
    'another epoch',
    changed((page) => ({
      ...page,
      epoch: OTHER,
      cursor: { ...page.cursor, epoch: OTHER },
      head: { ...page.head, epoch: OTHER },
    })),
  ],
  ['two epochs', changed((page) => ({ ...page, epoch: OTHER }))],
  ['a cursor that jumps', changed((page) => ({ ...page, cursor: { ...page.cursor, pos: 90 } }))],
  [
    'a cursor of another hash',
    changed((page) => ({
      ...page,
      cursor: { ...page.cursor, hash: 'f'.repeat(64) },
    })),
  ],
  ['a head behind itself', changed((page) => ({ ...page, head: { ...page.head, pos: 1 } }))],
  [
    'no entry, though there are more',
    async ({ fetch }, url, init) => {
      const { cursor } = JSON.parse(String(init.body))
      const page = await (await fetch(url, init)).json()
      return Response.json({ ...page, entries: [], cursor, head: { ...page.head, pos: 99 } })
    },
  ],
  ['the same position twice', entries(([first, ...rest]) => [first, first, ...rest])],
  ['a position less', entries((all) => all.slice(1))],
  ['another order', entries((all) => all.toReversed())],
  ['entries that are none', entries(() => [null, 7, 'x'])],
  ['another body', inFirst(() => ({ body: testBody(testId('d', 1)) }))],
  ['another hash', inFirst(() => ({ hash: 'f'.repeat(64) }))],
  [
    'an event of another site',
    inFirst(({ chain }) => ({ chain: chain.replace(/:.*/, `:${testId('6', 1)}`) })),
  ],
  ['a chain that is none', inFirst(() => ({ chain: 'x' }))],
  [
    'a time that is none',
    entries((all) => all.map((one) => ({ ...one, receivedAt: 'yesterday' }))),
  ],
]

const HELLO: [string, Spoil][] = [
  [
    'other chains',
    changed((said) => ({
      ...said,
      chains: [{ chain: `${testId('c', 1)}~1:${testId('5', 1)}`, status: 'FORK', expect: 1 }],
    })),
  ],
  ['no chain', changed((said) => ({ ...said, chains: [] }))],
  [
    'that it expects what was not written yet',
    changed((said) => ({
      ...said,
      chains: said.chains.map((one: object) => ({ ...one, status: 'OK', expect: 99 })),
    })),
  ],
  [
    'another epoch, and that all is well',
    changed((said) => ({
      ...said,
      epoch: OTHER,
      stream: { status: 'OK', head: { ...said.stream.head, epoch: OTHER } },
    })),
  ],
  [
    'that the order is another one, which it is not',
    changed((said) => ({
      ...said,
      stream: { ...said.stream, status: 'DIVERGED' },
    })),
  ],
  [
    'that it takes nothing',
    changed((said) => ({
      ...said,
      limits: { pushEnvelopes: 0, pushBytes: -1, bodyBytes: -1 },
    })),
  ],
  ['a time before the first clock', changed((said) => ({ ...said, time: -8_640_000_000_000 }))],
]

/** A sick line for one call, with new facts on both sides; then a sane one. Nothing may be lost or wrong. */
async function survives(call: Call, spoil: Spoil): Promise<void> {
  const well: Fetch = service.fetch
  a.line = (url, init) => (url.endsWith(call) ? spoil(service, url, init) : well(url, init))
  if (call !== 'push' && call !== 'pull') a.client.online()
  b.record(5)
  const uids = a.record(2)
  await timers.pass(4 * SLOW_POLL)
  const kept = new Set(service.log.map(({ envelope }) => envelope.hash))
  const { events } = a.store.chain
  // What it takes for handed over is there, and what it took in is what the service has.
  for (const { hash } of events.slice(0, a.store.acknowledged)) expect(kept).toContain(hash)
  const order = service.log.map(({ envelope }) => envelope.hash)
  const received = a.store.log.map(({ hash }) => hash)
  expect(received).toEqual(order.slice(0, received.length))
  expect(a.store.newLives).toEqual([])
  a.line = well
  await timers.pass(2 * LOOK_AGAIN + SLOW_POLL)
  expect(a.store.log).toHaveLength(14)
  expect(a.received).toEqual(b.received)
  expect(a.received).toEqual(expect.arrayContaining(uids))
  expect(a.store.lost).toEqual([])
  expect(a.state).toMatchObject({ type: 'up-to-date', waiting: 0 })
}

/** What it tells while the line is sick. */
async function tells(call: Call, spoil: Spoil): Promise<unknown> {
  a.line = (url, init) =>
    url.endsWith(call) ? spoil(service, url, init) : service.fetch(url, init)
  a.record(1)
  b.record(2)
  await timers.pass(4 * SLOW_POLL)
  return 'reason' in a.state ? `${a.state.type} ${a.state.reason}` : a.state.type
}

describe('whoever answers a push', () => {
  test.each([...ANY, ...PUSH])('%s', (_, spoil) => survives('push', spoil))
})

describe('whoever answers a pull', () => {
  test.each(ANY)('%s', (_, spoil) => survives('pull', spoil))
  test.each(PULL)('with %s', (_, spoil) => survives('pull', spoil))
})

describe('whoever answers hello', () => {
  test.each(ANY)('%s', async (_, spoil) => {
    await restart()
    await survives('hello', spoil)
  })
  test.each(HELLO)('with %s', async (_, spoil) => {
    await restart()
    await survives('hello', spoil)
  })
})

describe.each<Call>(['chain', 'return'])(
  'whoever answers a %s, after the service was restored,',
  (call) => {
    test.each(ANY)('%s', async (_, spoil) => {
      const backup = service.centre.log.copy()
      b.record(5)
      a.record(2)
      await timers.pass(2 * SLOW_POLL)
      await b.client.stop()
      const before = a.received
      expect(before).toHaveLength(14)
      service.centre.log.restore(backup, OTHER)
      let asked = 0
      a.line = (url, init) => {
        if (!url.endsWith(call)) return service.fetch(url, init)
        asked += 1
        return spoil(service, url, init)
      }
      await timers.pass(4 * SLOW_POLL)
      expect(asked).toBeGreaterThan(0)
      const here = [...a.store.log, ...a.store.lost].map(({ body }) => JSON.parse(body).uid)
      expect(here).toEqual(expect.arrayContaining(before))
      a.line = service.fetch
      await timers.pass(3 * LOOK_AGAIN)
      expect(service.log).toHaveLength(14)
      expect(a.received.toSorted()).toEqual(before.toSorted())
      expect(a.store.newLives).toEqual([])
      expect(a.state).toMatchObject({ type: 'up-to-date', waiting: 0 })
    })
  },
)

/** The next step begins with hello. */
async function restart(): Promise<void> {
  await a.client.stop()
  a.client.start()
}

describe('what is said of it', () => {
  test.each<[Call, string, string]>([
    ['push', 'with the page of a hotel', 'offline RUBBISH'],
    ['push', 'byte by byte', 'offline SLOW'],
    ['push', 'that it has failed', 'offline SERVICE_FAILED'],
    ['push', 'that it is busy, for a year', 'offline BUSY'],
    ['push', 'acknowledges more than was sent', 'offline RUBBISH'],
    ['push', 'finds a fork that hello does not', 'stopped FORK'],
    ['push', 'lacks the same cause for ever', 'stopped MISSING_CAUSE'],
    ['push', 'finds everything too large', 'stopped TOO_LARGE'],
    ['pull', 'with the page of a hotel', 'offline RUBBISH'],
    ['pull', 'no entry, though there are more', 'offline RUBBISH'],
    ['pull', 'another order', 'stopped BAD_PAGE'],
    ['pull', 'an event of another site', 'stopped BAD_PAGE'],
  ])('to a %s: "%s" is %s', async (call, name, words) => {
    const [, spoil] = [...ANY, ...PUSH, ...PULL].find(([one]) => one === name)!
    expect(await tells(call, spoil)).toBe(words)
  })
})

describe('a page that is bad in the middle', () => {
  const many = async (spoil: Spoil) => {
    b.record(600)
    a.line = (url, init) =>
      url.endsWith('pull') ? spoil(service, url, init) : service.fetch(url, init)
    await timers.pass(1_000)
  }

  test('keeps the good slices before, with their cursor, and says why', async () => {
    await many(
      entries((all) =>
        all.map((one) =>
          one.pos === 508 ? { ...one, envelope: { ...one.envelope, body: '{}' } } : one,
        ),
      ),
    )
    await timers.pass(SLOW_POLL)
    expect(a.store.log).toHaveLength(507)
    expect(await a.store.cursor()).toMatchObject({ epoch: EPOCH, pos: 507 })
    expect(a.state).toMatchObject({ type: 'stopped', reason: 'BAD_PAGE', why: 'WrongHash' })
    a.line = service.fetch
    await timers.pass(2 * 60_000)
    expect(a.store.log).toHaveLength(607)
    expect(a.state).toMatchObject({ type: 'up-to-date' })
  })

  test('whose order breaks is asked for again up to there', async () => {
    await many(entries((all) => all.map((one) => (one.pos === 508 ? { ...one, pos: 9_000 } : one))))
    await timers.pass(SLOW_POLL)
    expect(a.store.log).toHaveLength(507)
    expect(a.state).toMatchObject({ type: 'stopped', reason: 'BAD_PAGE' })
  })
})

test('a line that is too slow for a large page is asked for smaller ones', async () => {
  b.record(900)
  const sizes: number[] = []
  a.line = async (url, init) => {
    if (!url.endsWith('pull')) return service.fetch(url, init)
    const { limit } = JSON.parse(String(init.body))
    sizes.push(limit)
    return limit > 100 ? trickle(service, url, init) : service.fetch(url, init)
  }
  await timers.pass(10 * 60_000)
  expect(a.store.log).toHaveLength(907)
  expect(Math.min(...sizes)).toBeLessThanOrEqual(100)
})
