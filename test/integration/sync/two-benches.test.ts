import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createSyncClient,
  type SyncClient,
  type SyncClientOptions,
} from '../../../electron/sync/client.ts'
import { enroll } from '../../../electron/sync/enroll.ts'
import { type Fetch, systemTimers, type Timers } from '../../../electron/sync/ports.ts'
import { STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { MemoryStore } from '../../support/sync/memory-store.ts'
import { TestService } from '../../support/sync/service.ts'

/** Forty times as fast, so that a wait of two seconds is one of 50 milliseconds. */
const HURRY = 40
const hurried: Timers = { after: (ms, run) => systemTimers.after(ms / HURRY, run) }

interface TestBench {
  readonly options: SyncClientOptions
  readonly chain: TestChain
  readonly store: MemoryStore
  readonly client: SyncClient
  /** What stands between this bench and the network. */
  line: Fetch
  record(count: number): void
}

let service: TestService
let benches: TestBench[]
beforeEach(async () => {
  service = await new TestService(() => HURRY * Date.now()).start()
  benches = []
})
afterEach(async () => {
  await Promise.all(benches.map(({ client }) => client.stop()))
  await service.remove()
})

async function enrolBench(n: number, stream: string | null): Promise<TestBench> {
  const chain = new TestChain(testId('b', n))
  const enrolled = await enroll({
    url: service.url,
    code: service.code,
    install: chain.install,
    stream,
    benchName: `Bench ${n}`,
    fetch,
    timers: systemTimers,
  })
  if (!enrolled.ok) throw new Error(enrolled.error.type)
  const { url, credential } = enrolled.value
  const store = new MemoryStore(chain)
  const options: SyncClientOptions = {
    store,
    settings: async () => ({ url, credential }),
    fetch: (...call) => bench.line(...call),
    clock: { now: Date.now },
    random: Math.random,
    timers: hurried,
    onState: () => {},
  }
  const bench: TestBench = {
    chain,
    store,
    options,
    line: fetch,
    client: createSyncClient(options),
    record(count) {
      for (let i = 0; i < count; i++) {
        chain.write(testBody(testId(String(n), chain.events.length)))
      }
      bench.client.changed()
    },
  }
  benches.push(bench)
  bench.client.start()
  return bench
}

const twoBenches = async () => [await enrolBench(1, STREAM), await enrolBench(2, null)] as const

/** Until it is so; the test's own time limit ends it if it never is. */
async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 10))
}

const hasAll =
  (bench: TestBench, ...writers: TestBench[]) =>
  () =>
    writers.flatMap((w) => w.chain.events).length === bench.store.log.length

test('what one bench records the other sees, in one order', async () => {
  const [a, b] = await twoBenches()
  a.record(5)
  b.record(3)
  await eventually(() => hasAll(a, a, b)() && hasAll(b, a, b)())
  expect(a.store.log).toEqual(b.store.log)
  expect(await a.store.cursor()).toEqual(await b.store.cursor())
  await eventually(() => a.client.state().type === 'up-to-date')
})

test('a bench records on while the service is away, and both catch up when it is back', async () => {
  const [a, b] = await twoBenches()
  a.record(2)
  await eventually(hasAll(b, a))
  await service.stop()
  await eventually(() => b.client.state().type === 'offline')
  a.record(700)
  b.record(1)
  await eventually(() => a.client.state().type === 'offline' && a.client.state().waiting === 700)
  await service.start()
  await eventually(() => hasAll(a, a, b)() && hasAll(b, a, b)())
  expect(a.store.log).toEqual(b.store.log)
  await eventually(() => a.client.state().type === 'up-to-date')
})

describe('a line that is sick', () => {
  const only = (call: 'push' | 'pull', sick: Fetch): Fetch => {
    return (url, init) => (url.endsWith(call) ? sick(url, init) : fetch(url, init))
  }

  test('for pull lets push through, and for push lets pull through', async () => {
    const [a, b] = await twoBenches()
    a.line = only('pull', async () => new Response('<html>Please log in</html>'))
    b.line = only('push', async () => Promise.reject(new TypeError('reset')))
    a.record(2)
    b.record(2)
    await eventually(hasAll(b, a))
    expect(a.store.acknowledged).toBe(2)
    expect(a.store.log).toEqual([])
    expect(b.store.acknowledged).toBe(0)
    a.line = b.line = fetch
    await eventually(() => hasAll(a, a, b)() && hasAll(b, a, b)())
  })

  test('loses, doubles and cuts answers, and every event still arrives once', async () => {
    const [a, b] = await twoBenches()
    let chance = 7
    const sick: Fetch = async (url, init) => {
      if (url.includes('/poke')) throw new TypeError('reset')
      chance = (chance * 16_807) % 2_147_483_647
      const turn = chance % 6
      if (turn === 0) throw new TypeError('lost on the way there')
      const answer = await fetch(url, init)
      if (turn === 1) throw new TypeError('lost on the way back')
      if (turn === 2) return new Response((await answer.text()).slice(0, -1), answer)
      return turn === 3 ? fetch(url, init) : answer
    }
    a.line = b.line = sick
    for (let round = 0; round < 3; round++) {
      a.record(2)
      b.record(1)
      await eventually(() => a.client.state().waiting + b.client.state().waiting === 0)
    }
    await eventually(() => hasAll(a, a, b)() && hasAll(b, a, b)())
    expect(a.store.log).toEqual(b.store.log)
    const hashes = a.store.log.map((e) => e.hash)
    expect(new Set(hashes).size).toBe(9)
  }, 30_000)
})

describe('somebody else at the address', () => {
  let other: Server
  afterEach(() => new Promise((done) => other.close(done)))

  const listen = async (answer: Parameters<typeof createServer>[1]): Promise<string> => {
    other = createServer(answer)
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const address = other.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  test.each<[string, Parameters<typeof createServer>[1], string]>([
    [
      'answers half and hangs up',
      (_, res) => res.writeHead(200).write('{"epo', () => res.destroy()),
      'NO_ANSWER',
    ],
    ['answers with a page', (_, res) => res.end('<html>'), 'RUBBISH'],
    ['sends elsewhere', (_, res) => res.writeHead(307, { location: '/v2' }).end(), 'NO_ANSWER'],
    ['says nothing', () => {}, 'SLOW'],
    ['never ends', (_, res) => res.writeHead(200).write('{'), 'SLOW'],
  ])('that %s is trouble that passes', async (_, answer, reason) => {
    const [a] = await twoBenches()
    const url = await listen((req, res) => answer!(req, res))
    a.line = (asked, init) => fetch(asked.replace(service.url, url), init)
    a.record(1)
    await eventually(() => {
      const state = a.client.state()
      return state.type === 'offline' && state.reason === reason && state.waiting === 1
    })
    a.line = fetch
    other.closeAllConnections()
    await eventually(hasAll(a, a))
  })
})

test('a copied bench goes on in a new life, and what both have recorded reaches everybody', async () => {
  const [a, b] = await twoBenches()
  a.record(2)
  await eventually(hasAll(a, a))
  const copy = a.chain.copy()
  a.record(1)
  await eventually(hasAll(a, a))
  await a.client.stop()
  copy.write(testBody(testId('c', 1)))
  const store = new MemoryStore(copy)
  store.acknowledged = 2
  const credential = await service.enroll(copy.install, STREAM)
  const client = createSyncClient({
    store,
    settings: async () => ({ url: service.url, credential }),
    fetch,
    clock: { now: Date.now },
    random: Math.random,
    timers: hurried,
    onState: () => {},
  })
  client.start()
  await eventually(() => store.log.length === 4 && b.store.log.length === 4)
  expect(store.newLives).toEqual(['forked'])
  expect(client.state()).toMatchObject({ waiting: 0 })
  expect(store.log).toEqual(b.store.log)
  await client.stop()
})

test('what one bench records reaches the other soon, though neither asks often', async () => {
  const [a, b] = await twoBenches()
  // Nobody is hurried here: without being told, a bench that has long been idle asks every 15 seconds.
  await Promise.all([a, b].map(({ client }) => client.stop()))
  const slow = [a, b].map((bench) =>
    createSyncClient({ ...bench.options, timers: systemTimers, onState: () => {} }),
  )
  for (const client of slow) client.start()
  await eventually(() => slow.every((client) => client.state().type === 'up-to-date'))
  for (let n = 1; n <= 5; n++) {
    a.record(1)
    slow[0]!.changed()
    await eventually(() => b.store.log.length === n)
  }
  expect(slow[1]!.state()).toMatchObject({ type: 'up-to-date' })
  await Promise.all(slow.map((client) => client.stop()))
})
