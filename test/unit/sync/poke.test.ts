import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LOOK_AGAIN, POLL, SLOW_POLL } from '../../../electron/sync/schedule.ts'
import { ManualTimers } from '../../support/sync/manual-timers.ts'
import { MemoryBench } from '../../support/sync/memory-bench.ts'
import { MemoryService, refusing, unreachable } from '../../support/sync/memory-service.ts'

let timers: ManualTimers
let service: MemoryService
let a: MemoryBench
let b: MemoryBench

beforeEach(async () => {
  timers = new ManualTimers()
  service = new MemoryService(true)
  a = new MemoryBench(service, timers, 'a')
  b = new MemoryBench(service, timers, 'b')
  for (const bench of [a, b]) bench.client.start()
  await timers.pass(1_000)
})
afterEach(async () => {
  for (const bench of [a, b]) await bench.client.stop()
})

const pulls = () => service.calls.filter((call) => call === 'pull').length

/** Keeps the line alive, as the service does. */
async function passWithSigns(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 15_000) {
    service.say(': still here\n\n')
    await timers.pass(Math.min(left, 15_000))
  }
}

describe('a bench that is told of news', () => {
  test('asks every 15 seconds, to be sure, and at once when it is told', async () => {
    service.calls.length = 0
    await passWithSigns(8 * SLOW_POLL)
    expect(pulls()).toBeLessThanOrEqual(2 * 9)
    b.record(3)
    await timers.pass(0)
    expect(a.store.log).toEqual([])
    service.poke()
    await timers.pass(100)
    expect(a.store.log).toHaveLength(3)
  })

  test('asks once for many pokes at a time, and not at all for what it has', async () => {
    b.record(3)
    await timers.pass(100)
    for (let n = 0; n < 50; n++) service.poke()
    service.calls.length = 0
    await timers.pass(100)
    expect(pulls()).toBeLessThanOrEqual(2)
    service.calls.length = 0
    for (let n = 0; n < 50; n++) service.poke()
    await timers.pass(100)
    expect(service.calls).toEqual([])
  })

  test.each([
    ['no number', 'event: head\ndata: {"pos":"many"}\n\n'],
    ['no JSON', 'event: head\ndata: {{{\n\n'],
    ['another event', 'event: tail\ndata: {"pos":9}\n\n'],
    ['nothing that it knows', 'id: 7\nretry: 1\n\n'],
  ])('does not mind %s', async (_, text) => {
    service.calls.length = 0
    service.say(text)
    await timers.pass(1_000)
    expect(service.calls).toEqual([])
    service.say('event: head\r\ndata: {"pos')
    service.say('":9}\r\n\r\n')
    await timers.pass(100)
    expect(pulls()).toBe(2)
  })

  test('hears to the end of a line, and of nothing that has none', async () => {
    service.calls.length = 0
    service.say('x'.repeat(10_000))
    await timers.pass(SLOW_POLL)
    expect(service.calls.filter((call) => call === 'poke').length).toBeGreaterThan(0)
  })
})

describe('a bench whom nobody tells of news', () => {
  test('asks every two seconds at first, and listens again where the line broke', async () => {
    service.spoilt.poke = unreachable
    service.hangUp()
    await timers.pass(1_000)
    b.record(2)
    await timers.pass(2 * POLL)
    expect(a.store.log).toHaveLength(2)
    service.spoilt.poke = null
    service.calls.length = 0
    await timers.pass(2 * SLOW_POLL)
    expect(service.listeners).toHaveLength(2)
    // A line that is there again is a new connection.
    expect(service.calls).toContain('hello')
  })

  test('lays a line again that has said nothing for long', async () => {
    service.calls.length = 0
    await timers.pass(60_000)
    expect(service.calls.filter((call) => call === 'poke').length).toBeGreaterThanOrEqual(2)
    expect(service.listeners).toHaveLength(2)
  })

  test('does not ask a service for it again and again that has no such thing', async () => {
    await a.client.stop()
    await b.client.stop()
    service.spoilt.poke = async () => refusing('NOT_FOUND', 404)
    a.client.start()
    await timers.pass(1_000)
    service.calls.length = 0
    await timers.pass(LOOK_AGAIN - 2_000)
    expect(service.calls).not.toContain('poke')
    await timers.pass(4_000)
    expect(service.calls).toContain('poke')
  })

  test('is not told that it is offline for that alone', async () => {
    service.spoilt.poke = async () => new Response('<html>')
    service.hangUp()
    a.record(1)
    await timers.pass(SLOW_POLL)
    expect(a.state).toMatchObject({ type: 'up-to-date', waiting: 0 })
    expect(a.told.filter(({ type }) => type === 'offline' || type === 'stopped')).toEqual([])
  })
})

test('when the network is back, what waits for it goes on at once, and what the service has put off does not', async () => {
  a.line = unreachable
  service.hangUp()
  a.record(1)
  await timers.pass(2 * 60_000)
  a.line = service.fetch
  await timers.pass(0)
  expect(a.state).toMatchObject({ type: 'offline', waiting: 1 })
  a.client.online()
  await timers.pass(0)
  expect(a.state).toMatchObject({ type: 'up-to-date', waiting: 0 })

  service.spoilt.push = async () => {
    const busy = refusing('BUSY', 429)
    busy.headers.set('retry-after', '60')
    return busy
  }
  a.record(1)
  await timers.pass(0)
  service.calls.length = 0
  a.client.online()
  await timers.pass(30_000)
  expect(service.calls).not.toContain('push')
})

test('what listens ends with the client', async () => {
  expect(service.listeners).toHaveLength(2)
  await a.client.stop()
  await b.client.stop()
  expect(service.listeners).toEqual([])
  expect(timers.waits).toEqual([])
})
