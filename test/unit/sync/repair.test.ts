import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HelloAnswer } from '#shared/sync/protocol.ts'
import type { Fetch } from '../../../electron/sync/ports.ts'
import { LOOK_AGAIN, SLOW_POLL } from '../../../electron/sync/schedule.ts'
import { testBody, testId } from '../../support/sync/events.ts'
import { ManualTimers, settle } from '../../support/sync/manual-timers.ts'
import { MemoryBench } from '../../support/sync/memory-bench.ts'
import { MemoryService, refusing, unreachable } from '../../support/sync/memory-service.ts'

let timers: ManualTimers
let service: MemoryService
let a: MemoryBench
let b: MemoryBench
let more: MemoryBench[]

beforeEach(() => {
  timers = new ManualTimers()
  service = new MemoryService()
  a = new MemoryBench(service, timers, 'a')
  b = new MemoryBench(service, timers, 'b')
  more = []
})
afterEach(async () => {
  for (const bench of [a, b, ...more]) await bench.client.stop()
})

/** Until everybody has had time to hand over, to receive, and to hand back. */
async function calm(): Promise<void> {
  for (const bench of [a, b, ...more]) bench.client.start()
  await timers.pass(4 * SLOW_POLL)
}

/** The line breaks for a moment: what comes after it is a new connection. */
async function blink(...benches: MemoryBench[]): Promise<void> {
  for (const bench of benches) bench.line = unreachable
  await timers.pass(2 * SLOW_POLL)
  for (const bench of benches) bench.line = service.fetch
}

const callsOf = async (run: () => Promise<void>): Promise<string[]> => {
  service.calls.length = 0
  await run()
  return service.calls
}

/** Everybody has every fact, in the same order, each once. */
function agreed(facts: number): void {
  const [first, ...rest] = [a, b, ...more]
  expect(new Set(first!.received).size).toBe(facts)
  expect(first!.received).toHaveLength(facts)
  for (const bench of rest) expect(bench.store.log).toEqual(first!.store.log)
  for (const bench of [a, b, ...more])
    expect(bench.state).toMatchObject({ type: 'up-to-date', waiting: 0 })
}

describe('hello', () => {
  test('is said once, before anything else, and again after the line was broken', async () => {
    a.record(2)
    a.client.start()
    await timers.pass(2_000)
    const calls = service.calls.filter((call) => call !== 'poke')
    expect(calls[0]).toBe('hello')
    expect(calls.filter((call) => call === 'hello')).toHaveLength(1)
    const again = await callsOf(async () => {
      await blink(a)
      await timers.pass(2 * SLOW_POLL)
    })
    expect(again[0]).toBe('hello')
    expect(again.filter((call) => call === 'hello')).toHaveLength(1)
  })

  test('is said now and then on a line that holds', async () => {
    a.client.start()
    const calls = await callsOf(() => timers.pass(20 * 60_000))
    const hellos = calls.filter((call) => call === 'hello').length
    expect(hellos).toBeGreaterThanOrEqual(2)
    expect(hellos).toBeLessThan(calls.filter((call) => call === 'pull').length / 20)
  })

  test.each<[string, Fetch]>([
    ['of another service', async () => new Response('<html>')],
    ['that fails', async () => refusing('FAULT', 500)],
    ['that a service does not know', async () => refusing('NOT_FOUND', 404)],
    ['of a service that speaks a later version', async () => refusing('UPGRADE', 426)],
  ])('%s holds no push', async (_, answer) => {
    service.spoilt.hello = answer
    a.record(3)
    a.client.start()
    await timers.pass(SLOW_POLL)
    expect(service.log).toHaveLength(3)
    service.spoilt.hello = null
    await timers.pass(LOOK_AGAIN)
    expect(a.state).toMatchObject({ type: 'up-to-date', waiting: 0 })
  })

  test('tells of a clock that is far off, and takes it back when it is right again', async () => {
    service.centre.now = timers.now + 3 * 3_600_000
    a.client.start()
    await timers.pass(0)
    expect(a.state.clockAhead).toBe(-3 * 3_600_000)
    service.centre.now = timers.now + 60_000
    await blink(a)
    await timers.pass(SLOW_POLL)
    expect(a.state.clockAhead).toBeNull()
  })
})

describe('a service that was restored', () => {
  test.each([
    ['its old epoch', undefined],
    ['a new epoch', testId('e', 2)],
  ])('with %s gets back from everybody what it lost', async (_, epoch) => {
    a.record(5)
    await calm()
    const backup = service.centre.log.copy()
    a.record(4)
    b.record(3)
    await calm()
    service.centre.log.restore(backup, epoch)
    await calm()
    agreed(12)
    expect(await a.store.cursor()).toEqual(await b.store.cursor())
    expect(a.store.newLives).toEqual([])
  })

  test('gets back what a bench has from one that is gone', async () => {
    await calm()
    const backup = service.centre.log.copy()
    b.record(700)
    await calm()
    await b.client.stop()
    service.centre.log.restore(backup, testId('e', 2))
    await calm().then(() => calm())
    expect(service.log).toHaveLength(700)
    expect(a.received).toHaveLength(700)
    expect(a.state).toMatchObject({ type: 'up-to-date' })
  })

  test('is told again what it had acknowledged and nobody had received yet', async () => {
    await calm()
    const backup = service.centre.log.copy()
    for (const bench of [a, b]) {
      const { line } = bench
      bench.line = async (url, init) =>
        url.endsWith('pull') ? unreachable(url, init) : line(url, init)
    }
    a.record(3)
    await timers.pass(1_000)
    expect(a.store.acknowledged).toBe(3)
    service.centre.log.restore(backup)
    await blink(a, b)
    await calm()
    agreed(3)
  })

  test('holds no event for a cause that it lost: the bench hands over that first, with its own causes', async () => {
    const first = a.record(1)
    await calm()
    const backup = service.centre.log.copy()
    const second = b.record(1, first)
    await calm()
    const third = b.record(1, second)
    await calm()
    await b.client.stop()
    service.centre.log.restore(backup)
    service.spoilt.pull = unreachable
    a.record(1, third)
    await calm()
    expect(service.log.map(({ envelope }) => JSON.parse(envelope.body).uid)).toEqual([
      ...first,
      ...second,
      ...third,
      testId('a', 2),
    ])
    expect(service.log.every(({ mark }) => mark === null)).toBe(true)
  })

  test('keeps an event whose cause nobody has any more, and marks it', async () => {
    a.record(1, [testId('c', 99)])
    await calm()
    agreed(1)
    expect(service.log).toMatchObject([{ mark: 'CAUSE_LOST' }])
  })

  test('is not believed when it says that it has nothing, and cannot say where it ends', async () => {
    a.record(3)
    await calm()
    const before = [...a.store.log]
    const { fetch } = service
    service.spoilt.hello = async (url, init) => {
      service.spoilt.hello = null
      const answer = (await (await fetch(url, init)).json()) as HelloAnswer
      return Response.json({ ...answer, stream: { ...answer.stream, status: 'DIVERGED' } })
    }
    service.spoilt.chain = async (_, init) => {
      const { positions } = JSON.parse(String(init.body))
      const head = (await a.store.cursor())!
      return Response.json({ epoch: head.epoch, head, hashes: positions.map(() => null) })
    }
    await blink(a)
    await timers.pass(1_000)
    expect(a.store.log).toEqual(before)
    expect(a.store.lost).toEqual([])
    await calm()
    agreed(3)
  })
})

describe('a bench', () => {
  test('that was rolled back and written on begins one new life before it sends anything', async () => {
    a.record(5)
    await calm()
    await a.client.stop()
    const old = new MemoryBench(service, timers, 'c', a.chain.copy(2))
    old.store.acknowledged = 2
    old.record(2)
    more.push(old)
    await calm()
    expect(old.store.newLives).toEqual(['forked'])
    expect(old.store.chain.name).not.toBe(a.chain.name)
    expect(service.log).toHaveLength(7)
    expect(old.state).toMatchObject({ type: 'up-to-date', waiting: 0 })
  })

  test('of which there are two goes on in a new life where the other was first', async () => {
    a.record(2)
    await calm()
    const clone = new MemoryBench(service, timers, 'c', a.chain.copy())
    clone.store.acknowledged = 2
    more.push(clone)
    a.record(1)
    await calm()
    expect(clone.store.newLives).toEqual(['rolled-back'])
    clone.record(2)
    await calm()
    agreed(5)
  })

  test('of which there are two, and both have written, tells its own again', async () => {
    a.record(2)
    await calm()
    const clone = new MemoryBench(service, timers, 'c', a.chain.copy())
    clone.store.acknowledged = 2
    more.push(clone)
    a.record(1)
    clone.record(1)
    await timers.pass(1_000)
    await calm()
    expect(clone.store.newLives).toEqual(['forked'])
    agreed(4)
  })

  test('that records while hello is under way is not taken for an older copy of itself', async () => {
    a.record(1)
    a.client.start()
    const { fetch } = service
    let asked = 0
    service.spoilt.hello = async (url, init) => {
      asked += 1
      if (asked > 1) service.spoilt.hello = null
      const run = [a.store.chain.write(testBody(testId('d', asked)))]
      await service.centre.push([...a.store.chain.events.slice(0, -1), ...run])
      return fetch(url, init).then(async (answer) => answer)
    }
    await timers.pass(SLOW_POLL)
    expect(asked).toBeGreaterThan(0)
    expect(a.store.newLives).toEqual([])
    expect(a.state).toMatchObject({ type: 'up-to-date', waiting: 0 })
  })

  test('does not begin one life after the other for a service that objects to all', async () => {
    a.record(1)
    const { fetch } = service
    service.spoilt.hello = async (url, init) => {
      const spoilt = service.spoilt.hello
      service.spoilt.hello = null
      const answer = (await (await fetch(url, init)).json()) as HelloAnswer
      service.spoilt.hello = spoilt
      const chains = answer.chains.map((one) => ({ ...one, status: 'FORK' }))
      return Response.json({ ...answer, chains })
    }
    a.client.start()
    await timers.pass(1_000)
    expect(a.store.newLives).toHaveLength(3)
    expect(a.state).toMatchObject({ type: 'stopped', reason: 'FORK' })
    // Nothing that has happened waits for that.
    expect(service.log.length).toBeGreaterThanOrEqual(1)
    service.spoilt.hello = null
    await timers.pass(LOOK_AGAIN)
    expect(a.state).toMatchObject({ type: 'up-to-date', waiting: 0 })
  })
})

describe('a repair', () => {
  test('lets go of an acknowledgement that was asked for before it', async () => {
    b.record(1)
    await calm()
    const backup = service.centre.log.copy()
    const { fetch } = service
    let answerLate = () => {}
    service.spoilt.push = async (url, init) => {
      service.spoilt.push = null
      const answer = await fetch(url, init)
      await new Promise<void>((done) => {
        answerLate = done
      })
      return answer
    }
    a.record(2)
    await settle()
    // The service is restored while its answer is on the way, and the other direction learns of it.
    service.centre.log.restore(backup, testId('e', 2))
    await timers.pass(SLOW_POLL)
    expect(await a.store.cursor()).toMatchObject({ epoch: testId('e', 2) })
    answerLate()
    await settle()
    await calm()
    agreed(3)
  })

  test('lets go of a page that was asked for before it', async () => {
    const backup = service.centre.log.copy()
    a.record(1)
    b.record(5)
    await calm()
    const { fetch } = service
    let answerLate = () => {}
    a.line = async (url, init) => {
      const answer = await fetch(url, init)
      if (!url.endsWith('pull')) return answer
      a.line = fetch
      await new Promise<void>((done) => {
        answerLate = done
      })
      return answer
    }
    b.record(2)
    await timers.pass(SLOW_POLL)
    service.centre.log.restore(backup, testId('e', 2))
    a.record(1)
    await timers.pass(0)
    expect(await a.store.cursor()).toMatchObject({ epoch: testId('e', 2), pos: 0 })
    answerLate()
    await timers.pass(0)
    expect(a.told.filter(({ type }) => type === 'stopped')).toEqual([])
    await calm()
    agreed(9)
  })
})
