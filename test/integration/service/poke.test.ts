import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createPokes } from '../../../service/pokes.ts'
import { revokeBench } from '../../../service/store/benches.ts'
import { STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { TestService } from '../../support/sync/service.ts'

const service = new TestService()
const [a, b] = [new TestChain(testId('b', 1)), new TestChain(testId('b', 2))]
let credentialA: string
let credentialB: string

beforeAll(async () => {
  await service.start()
  credentialA = await service.enroll(a.install, STREAM)
  credentialB = await service.enroll(b.install, null)
}, 60_000)
afterAll(() => service.remove())

interface Line {
  readonly status: number
  readonly heard: number[]
  readonly ended: Promise<void>
  hangUp(): Promise<void>
}

/** Listens as a bench does, and keeps the positions that it hears. */
async function listen(credential?: string, stream = STREAM): Promise<Line> {
  const hook = new AbortController()
  const response = await fetch(`${service.url}/v1/poke?stream=${stream}`, {
    headers: credential ? { authorization: `Bearer ${credential}` } : {},
    signal: hook.signal,
  })
  const heard: number[] = []
  const ended = read(response, heard).catch(() => {})
  const hangUp = async () => {
    hook.abort()
    await ended
  }
  return { status: response.status, heard, ended, hangUp }
}

async function read(response: Response, heard: number[]): Promise<void> {
  const decoder = new TextDecoder()
  for await (const chunk of response.body!) {
    for (const [, pos] of decoder.decode(chunk).matchAll(/event: head\ndata: {"pos":(\d+)}\n\n/g))
      heard.push(Number(pos))
  }
}

let facts = 0
const push = () =>
  service.call('push', { run: [a.write(testBody(testId('a', ++facts)))] }, credentialA)

describe('SYN-19 who listens', () => {
  test('hears where the stream ends, and again when it goes on', async () => {
    await push()
    const line = await listen(credentialB)
    expect(line.status).toBe(200)
    await vi.waitFor(() => expect(line.heard).toEqual([1]))
    await push()
    await vi.waitFor(() => expect(line.heard).toEqual([1, 2]))
    await service.call('push', { run: a.events }, credentialA)
    await service.call(
      'return',
      { stream: STREAM, entries: [{ envelope: a.events[0] }] },
      credentialB,
    )
    await push()
    await vi.waitFor(() => expect(line.heard).toEqual([1, 2, 3]))
    await line.hangUp()
  })

  test.each([
    ['without a credential', () => listen(), 401],
    ['with another credential', () => listen('x'.repeat(43)), 401],
    ['of another stream', () => listen(credentialB, testId('5', 2)), 409],
    ['of no stream', () => listen(credentialB, 'x'.repeat(50)), 422],
  ])('is refused %s', async (_, open, status) => {
    const line = await open()
    expect(line.status).toBe(status)
    await line.ended
    expect(line.heard).toEqual([])
  })

  test('has four lines and no fifth, until one ends', async () => {
    const lines = await Promise.all([1, 2, 3, 4].map(() => listen(credentialB)))
    expect((await listen(credentialB)).status).toBe(429)
    const other = await listen(credentialA)
    expect(other.status).toBe(200)
    await lines[0]!.hangUp()
    await vi.waitFor(async () => {
      const again = await listen(credentialB)
      expect(again.status).toBe(200)
      await again.hangUp()
    })
    await Promise.all([...lines, other].map((line) => line.hangUp()))
  })

  test('whose access is ended hears no more at its next try', async () => {
    await revokeBench(service.running.database, 2, service.now)
    expect((await listen(credentialB)).status).toBe(403)
  })

  test('hears the end when the service stops, which waits for nobody', async () => {
    const line = await listen(credentialA)
    await service.stop()
    await line.ended
    await service.start()
    expect((await listen(credentialA)).status).toBe(200)
  }, 30_000)
})

test('some news within a moment are told once, to those of the stream', async () => {
  const pokes = createPokes()
  const heard: (number | null)[] = []
  const others: (number | null)[] = []
  const stop = pokes.listen('x', 'one', (pos) => heard.push(pos))!
  pokes.listen('y', 'two', (pos) => others.push(pos))
  for (const pos of [3, 5, 4]) pokes.moved('one', pos)
  await vi.waitFor(() => expect(heard).toEqual([5]))
  stop()
  pokes.moved('one', 6)
  pokes.moved('two', 1)
  await vi.waitFor(() => expect(others).toEqual([1]))
  pokes.close()
  expect(heard).toEqual([5])
  expect(others).toEqual([1, null])
})
