import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '#shared/sync/limits.ts'
import type { RefusalType } from '#shared/sync/protocol.ts'
import { createSyncClient, type SyncClient } from '../../../electron/sync/client.ts'
import { LOOK_AGAIN, POLL, SLOW_POLL } from '../../../electron/sync/schedule.ts'
import type { StopReason, SyncState } from '../../../electron/sync/state.ts'
import { TestChain, testBody, testId } from '../../support/sync/events.ts'
import { ManualTimers, settle } from '../../support/sync/manual-timers.ts'
import { MemoryService, refusing, unreachable } from '../../support/sync/memory-service.ts'
import { MemoryStore } from '../../support/sync/memory-store.ts'
import { namingBody, sealFor, someKey } from '../../support/sync/seals.ts'

let timers: ManualTimers
let service: MemoryService
let chain: TestChain
let store: MemoryStore
let told: SyncState[]
let client: SyncClient
let written: number

beforeEach(() => {
  timers = new ManualTimers()
  service = new MemoryService()
  chain = new TestChain(testId('b', 1))
  store = new MemoryStore(chain)
  told = []
  written = 0
  client = createSyncClient({
    store,
    settings: async () => ({ url: 'https://keeper', credential: 'secret' }),
    fetch: service.fetch,
    clock: { now: () => timers.now },
    random: () => 0,
    timers,
    onState: (state) => told.push(state),
  })
})
afterEach(() => client.stop())

function record(count = 1): void {
  for (let n = 0; n < count; n++) store.chain.write(testBody(testId('a', ++written)))
}

async function start(): Promise<void> {
  client.start()
  await timers.pass(POLL)
}

describe('a bench with a connection', () => {
  test('hands over what it records at once and gets it back in the common order', async () => {
    await start()
    expect(client.state()).toMatchObject({ type: 'up-to-date', waiting: 0 })
    record(3)
    client.changed()
    await timers.pass(0)
    expect(store.acknowledged).toBe(3)
    expect(store.log).toEqual(chain.events)
    expect(client.state()).toMatchObject({ type: 'up-to-date', waiting: 0, lastContactAt: POLL })
  })

  test('fetches what others wrote, page by page, each applied once', async () => {
    const other = new TestChain(testId('b', 2))
    for (let n = 0; n < 7; n++) other.write(testBody(testId('c', n)))
    service.centre.push(other.events)
    service.pageSize = 3
    await start()
    expect(store.log).toEqual(other.events)
    expect(store.applied.map((page) => page.entries.length)).toEqual([3, 3, 1])
  })

  test('takes a page in by slices, each with its own cursor, and counts what is still to come', async () => {
    const other = new TestChain(testId('b', 2))
    for (let n = 0; n < 2_300; n++) other.write(testBody(testId('c', n)))
    for (let n = 0; n < 2_300; n += 500) await service.centre.push(other.events.slice(n, n + 500))
    await start()
    expect(store.log).toEqual(other.events)
    expect(store.applied.map((slice) => slice.entries.length)).toEqual([1_000, 1_000, 300])
    expect(store.applied.map((slice) => slice.cursor.pos)).toEqual([1_000, 2_000, 2_300])
    const counted = told.flatMap((state) =>
      state.type === 'syncing' ? (state.receiving ?? []) : [],
    )
    expect(counted).toEqual([
      { done: 1_000, of: 2_300 },
      { done: 2_000, of: 2_300 },
    ])
  })

  test('takes in less at a time while somebody works here, and for a minute after', async () => {
    await start()
    record()
    client.changed()
    await timers.pass(POLL)
    const other = new TestChain(testId('b', 2))
    const more = async (from: number, to: number) => {
      for (let n = from; n < to; n++) other.write(testBody(testId('c', n)))
      for (let n = from; n < to; n += 500)
        await service.centre.push(other.events.slice(n, Math.min(to, n + 500)))
      store.applied.length = 0
      await timers.pass(SLOW_POLL)
      return store.applied.map((slice) => slice.entries.length)
    }
    expect(await more(0, 500)).toEqual([200, 200, 100])
    await timers.pass(60_000)
    expect(await more(500, 1_000)).toEqual([500])
  })

  test('asks for the next page while one is taken in, and for none beyond the end', async () => {
    const other = new TestChain(testId('b', 2))
    for (let n = 0; n < 2_100; n++) other.write(testBody(testId('c', n)))
    for (let n = 0; n < 2_100; n += 500) await service.centre.push(other.events.slice(n, n + 500))
    const { fetch } = service
    const had: number[] = []
    service.spoilt.pull = async (url, init) => {
      const { spoilt } = service
      had.push(store.log.length)
      const { pull } = spoilt
      spoilt.pull = null
      const answer = await fetch(url, init)
      spoilt.pull = pull
      return answer
    }
    client.start()
    await timers.pass(0)
    expect(store.log).toEqual(other.events)
    expect(had).toEqual([0, 0, 1_000])
  })

  test('asks for news ever less often while there is none, and sends nothing when it has nothing', async () => {
    await start()
    service.calls.length = 0
    await timers.pass(10 * POLL)
    const asked = service.calls.filter((call) => call === 'pull').length
    expect(new Set(service.calls)).toEqual(new Set(['pull']))
    expect(asked).toBeGreaterThanOrEqual(6)
    expect(asked).toBeLessThan(10)
    await timers.pass(120_000)
    service.calls.length = 0
    await timers.pass(4 * SLOW_POLL)
    expect(service.calls.filter((call) => call === 'pull')).toHaveLength(4)
  })

  test('tells its state only when it is another', async () => {
    await start()
    const before = told.length
    await timers.pass(10 * POLL)
    expect(told).toHaveLength(before)
    record()
    client.changed()
    await timers.pass(0)
    expect(told.slice(before).map((s) => `${s.type} ${s.waiting}`)).toEqual([
      'syncing 1',
      'syncing 0',
      'up-to-date 0',
    ])
  })

  test('sends more than one message holds in as many as it takes', async () => {
    for (let n = 0; n < 1_200; n++) record()
    await start()
    expect(store.acknowledged).toBe(1_200)
    expect(service.calls.filter((call) => call === 'push')).toHaveLength(3)
  })
})

describe('an acknowledgement', () => {
  test('moves no cursor: the event is ordered when it comes back', async () => {
    service.spoilt.pull = unreachable
    record()
    await start()
    expect(store.acknowledged).toBe(1)
    expect(await store.cursor()).toBeNull()
    expect(store.log).toEqual([])
  })

  test('that was lost on the way is asked for again, and nothing is kept twice', async () => {
    record(2)
    const push = service.fetch
    service.spoilt.push = async (url, init) => {
      service.spoilt.push = null
      await push(url, init)
      throw new TypeError('the line broke')
    }
    await start()
    await timers.pass(5_000)
    expect(store.acknowledged).toBe(2)
    expect(service.log).toHaveLength(2)
  })

  test('of what was never sent is not believed', async () => {
    record()
    service.spoilt.push = async () => Response.json({ acked: 9, outcomes: [] })
    await start()
    expect(store.acknowledged).toBe(0)
    expect(client.state()).toMatchObject({ type: 'offline', reason: 'RUBBISH', waiting: 1 })
  })
})

describe('trouble', () => {
  test('of the line is told, and waits grow while news cannot cut them short', async () => {
    service.spoilt.push = service.spoilt.pull = unreachable
    record()
    client.start()
    await settle()
    expect(client.state()).toMatchObject({ type: 'offline', reason: 'NO_ANSWER', waiting: 1 })
    await timers.pass(3_000)
    service.calls.length = 0
    record()
    client.changed()
    await timers.pass(3_999)
    expect(service.calls).toEqual([])
    expect(client.state()).toMatchObject({ waiting: 2 })
    service.spoilt.push = service.spoilt.pull = null
    await timers.pass(1 + POLL)
    expect(client.state()).toMatchObject({ type: 'up-to-date', waiting: 0 })
  })

  test('of pull leaves push alone', async () => {
    service.spoilt.pull = async () => new Response('<html>')
    await start()
    record()
    client.changed()
    await timers.pass(0)
    expect(service.log).toHaveLength(1)
    expect(client.state()).toMatchObject({ type: 'offline', reason: 'RUBBISH', waiting: 0 })
  })

  test('of push leaves pull alone', async () => {
    service.spoilt.push = unreachable
    record()
    await start()
    const other = new TestChain(testId('b', 2))
    service.centre.push([other.write(testBody(testId('c', 1)))])
    await timers.pass(POLL)
    expect(store.log).toEqual(other.events)
  })

  test('of a busy service ends when the service has said', async () => {
    service.spoilt.pull = async () => {
      const busy = await refusing('BUSY').json()
      return Response.json(busy, { status: 429, headers: { 'retry-after': '20' } })
    }
    await start()
    expect(client.state()).toMatchObject({ type: 'offline', reason: 'BUSY' })
    service.calls.length = 0
    await timers.pass(20_000 - POLL - 1)
    expect(service.calls).toEqual([])
    await timers.pass(1)
    expect(service.calls).toEqual(['pull'])
  })

  test.each<StopReason & RefusalType>([
    'FORK',
    'GAP',
    'MISSING_CAUSE',
    'BAD_SEAL',
    'REVOKED',
    'AUTH',
    'TOO_LARGE',
  ])(
    'that only a person can end is told, keeps every event, and leaves pull going: %s',
    async (reason) => {
      service.spoilt.push = async () => refusing(reason)
      record()
      await start()
      expect(client.state()).toMatchObject({ type: 'stopped', reason, why: `It is ${reason}.` })
      const other = new TestChain(testId('b', 2))
      service.centre.push([other.write(testBody(testId('c', 1)))])
      await timers.pass(POLL)
      expect(store.log).toEqual(other.events)
      record()
      client.changed()
      await timers.pass(0)
      expect(client.state()).toMatchObject({ type: 'stopped', waiting: 2 })
      expect(store.acknowledged).toBe(0)
      service.spoilt.push = null
      await timers.pass(LOOK_AGAIN)
      expect(client.state()).toMatchObject({ type: 'up-to-date', waiting: 0 })
    },
  )

  test.each<RefusalType>(['UPGRADE', 'DIVERGED'])(
    'of the order stops pull and never push: %s',
    async (reason) => {
      service.spoilt.pull = async () => refusing(reason)
      record()
      await start()
      expect(service.log).toHaveLength(1)
      expect(client.state()).toMatchObject({ type: 'stopped', reason, waiting: 0 })
    },
  )

  test('of a page that does not follow keeps it from the store', async () => {
    const other = new TestChain(testId('b', 2))
    service.centre.push([other.write(testBody(testId('c', 1)))])
    const { fetch } = service
    const { pull } = service.spoilt
    service.spoilt.pull = async (url, init) => {
      service.spoilt.pull = pull
      const page = await (await fetch(url, init)).json()
      page.entries[0].envelope.body = '{}'
      return Response.json(page)
    }
    client.start()
    await settle()
    expect(client.state()).toMatchObject({ type: 'stopped', reason: 'BAD_PAGE', why: 'WrongHash' })
    expect(store.applied).toEqual([])
    await timers.pass(POLL)
    expect(client.state()).toMatchObject({ type: 'up-to-date' })
  })

  test('of two records that contradict each other is told as that, and not as a full disk', async () => {
    store.contradicted = 'the chain goes on at 7'
    record()
    await start()
    expect(client.state()).toMatchObject({
      type: 'stopped',
      reason: 'CONTRADICTION',
      why: 'the chain goes on at 7',
    })
    expect(store.applied).toEqual([])
    store.contradicted = null
    await timers.pass(LOOK_AGAIN)
    expect(client.state()).toMatchObject({ type: 'up-to-date' })
    expect(store.applied).not.toEqual([])
  })

  test('of the own store is told and passes', async () => {
    store.failing = new Error('disk full')
    await start()
    expect(client.state()).toMatchObject({
      type: 'stopped',
      reason: 'STORE_FAILED',
      why: 'disk full',
    })
    store.failing = null
    record()
    await timers.pass(10_000)
    expect(client.state()).toMatchObject({ type: 'up-to-date', waiting: 0 })
  })
})

test('a bench without a site asks nobody, and starts by itself once it has one', async () => {
  store.enrolled = false
  await start()
  expect(client.state()).toMatchObject({ type: 'not-enrolled' })
  expect(service.calls).toEqual([])
  store.enrolled = true
  await timers.pass(POLL)
  expect(client.state()).toMatchObject({ type: 'up-to-date' })
})

test('after a stop nothing is under way and nothing is told; it can start again', async () => {
  service.spoilt.pull = (_, { signal }) =>
    new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)))
  client.start()
  await settle()
  const before = told.length
  await client.stop()
  expect(timers.waits).toEqual([])
  record()
  client.changed()
  await timers.pass(60_000)
  expect(told).toHaveLength(before)
  service.spoilt.pull = null
  await start()
  expect(store.acknowledged).toBe(1)
})

describe('a seal', () => {
  const key = someKey()
  beforeEach(() => {
    chain.write(namingBody(testId('f', 1), key))
  })

  test('goes out with the run, the last one within it, and comes back with its event', async () => {
    record(2)
    store.seals.push(sealFor(chain.events[0]!, key), sealFor(chain.events[1]!, key))
    const sent: unknown[] = []
    const { fetch } = service
    service.spoilt.push = async (url, init) => {
      sent.push(JSON.parse(String(init.body)).seal)
      service.spoilt.push = null
      return fetch(url, init)
    }
    await start()
    expect(sent).toEqual([store.seals[1]])
    expect(store.applied.flatMap((page) => page.entries.map(({ seal }) => seal))).toEqual([
      undefined,
      store.seals[1],
      undefined,
    ])
  })

  test('is left out where none speaks for the run', async () => {
    const sent: unknown[] = []
    const { fetch } = service
    service.spoilt.push = async (url, init) => {
      sent.push(JSON.parse(String(init.body)))
      service.spoilt.push = null
      return fetch(url, init)
    }
    await start()
    expect(sent).toEqual([{ run: chain.events }])
  })

  test('with a run as large as a message may be still fits into it', async () => {
    const quotes = '"'.repeat(7_900)
    for (let n = 0; n < 70; n++) chain.write(testBody(testId('a', ++written), [], quotes))
    for (const one of chain.events) store.seals.push(sealFor(one, key))
    const sizes: number[] = []
    const { fetch } = service
    service.spoilt.push = async (url, init) => {
      sizes.push(Buffer.byteLength(String(init.body)))
      const run = service.spoilt.push
      service.spoilt.push = null
      const answer = await fetch(url, init)
      service.spoilt.push = run
      return answer
    }
    await start()
    expect(store.acknowledged).toBe(71)
    expect(Math.max(...sizes)).toBeGreaterThan(LIMITS.pushBytes * 0.95)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(LIMITS.pushBytes)
  })
})
