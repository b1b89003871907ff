import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Envelope } from '#shared/ledger/envelope.ts'
import { type Call, type PushAnswer, pullAnswer, refusal, WIRE } from '#shared/sync/protocol.ts'
import { createServer } from '../../../service/server.ts'
import { checkPage } from '../../support/sync/check-page.ts'
import { EPOCH, STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { garbled, mutated, seeded } from '../../support/sync/mutate.ts'
import { namingBody, sealFor, someKey } from '../../support/sync/seals.ts'
import { TestService } from '../../support/sync/service.ts'

const SEED = 20_261_124
const MESSAGES = 5_000
/** What the messages must have come to at least, so that blunt ones are seen. */
const MET = [
  'answered',
  'BAD_FORM',
  'BAD_HASH',
  'BAD_SEAL',
  'AUTH',
  'DIVERGED',
  'GAP',
  'OTHER_SITE',
]

const service = new TestService()
let server: FastifyInstance
let credential: string
let now = 1_700_000_000_000
const own = new TestChain(testId('b', 1))
const others = new TestChain(testId('b', 2))
const key = someKey()
/** Every event that was ever written: nothing else may be in the log. */
const written = new Set<string>()

beforeAll(async () => {
  await service.start()
  credential = await service.enroll(own.install, STREAM)
  // A second server over the same data, whose clock runs ahead, so that no message is one too many.
  server = createServer({ ...service.running, now: () => (now += 1_000) })
}, 60_000)
afterAll(async () => {
  await server.close()
  await service.remove()
})

const random = seeded(SEED)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
const some = (events: readonly Envelope[]) => {
  const from = Math.floor(random() * events.length)
  return events.slice(from, from + 1 + Math.floor(random() * 4))
}

/** A message that is right in form, of a bench that goes on. */
function message(call: Call, n: number): unknown {
  const chain = random() < 0.5 ? own : others
  const event = chain.write(n % 50 === 0 ? namingBody(uid(n), key) : testBody(uid(n)))
  written.add(event.hash)
  const cursor = { epoch: EPOCH, pos: Math.floor(random() * 20), hash: event.hash }
  switch (call) {
    case 'push': {
      const run = random() < 0.8 ? own.events.slice(acked, acked + 4) : some(own.events)
      const last = run.at(-1) ?? event
      return { run, lost: [uid(n)], ...(n % 3 === 0 ? { seal: sealFor(last, key) } : {}) }
    }
    case 'return':
      return { stream: STREAM, entries: some(chain.events).map((envelope) => ({ envelope })) }
    case 'hello':
      return {
        stream: STREAM,
        chains: [{ chain: own.name, head: { seq: 1, hash: event.hash } }],
        cursor,
      }
    case 'pull':
      return { stream: STREAM, cursor: random() < 0.5 ? null : cursor, limit: 3 }
    case 'chain':
      return { stream: STREAM, positions: [0, 1, Math.floor(random() * 50)] }
    default:
      return { code: 'AAAA-AAAA', install: testId('b', 9), stream: null, benchName: 'x' }
  }
}

/** How far the service has the bench's own chain. */
let acked = 0

const uid = (n: number) => testId('a', n)

/** The message as it is sent: half of them are spoilt in form, some in their bytes, some are left. */
function sent(call: Call, n: number): Buffer | string {
  const good = message(call, n)
  const way = random()
  if (way < 0.25) return JSON.stringify(good)
  if (way < 0.35) return garbled(JSON.stringify(good), random)
  const once = mutated(good, random)
  return JSON.stringify(way < 0.8 ? once : mutated(once, random)) ?? ''
}

const HEADERS: readonly (() => Record<string, string>)[] = [
  () => ({}),
  () => ({ authorization: 'Bearer x' }),
  () => ({ authorization: `Bearer ${'y'.repeat(43)}` }),
  () => ({ 'sync-protocol': '2' }),
  () => ({ 'content-type': 'text/plain' }),
  () => ({ 'content-type': 'application/json; charset=x' }),
  () => ({ 'content-encoding': 'gzip' }),
]

async function send(call: Call, n: number): Promise<{ status: number; body: unknown }> {
  const headers = {
    'content-type': 'application/json',
    'sync-protocol': '1',
    authorization: `Bearer ${credential}`,
    ...(random() < 0.1 ? pick(HEADERS)() : {}),
  }
  const payload = sent(call, n)
  const response = await server.inject({ method: 'POST', url: `/v1/${call}`, headers, payload })
  return { status: response.statusCode, body: response.json() }
}

test('SYN-17 whatever is sent, the service answers in its own form, fails at nothing and keeps nothing wrong', async () => {
  const calls = Object.keys(WIRE) as Call[]
  const answers = new Map<string, number>()
  for (let n = 1; n <= MESSAGES; n++) {
    const call = random() < 0.6 ? pick(['push', 'return'] as const) : pick(calls)
    const { status, body } = await send(call, n)
    expect([status, status < 500 || body]).toEqual([status, true])
    if (status === 200 && call === 'push') acked = Math.max(acked, (body as PushAnswer).acked)
    if (status === 200) expect(WIRE[call].answer.safeParse(body).success).toBe(true)
    else expect(refusal.safeParse(body).success).toBe(true)
    const word = status === 200 ? 'answered' : refusal.parse(body).error.type
    answers.set(word, (answers.get(word) ?? 0) + 1)
  }
  expect([...answers.keys()]).toEqual(expect.arrayContaining(MET))
  expect(answers.get('FAULT')).toBeUndefined()
  expect(service.said.filter((line) => line.startsWith('A call has failed'))).toEqual([])
  await everythingIsRight()
  written.delete(own.events[0]!.hash)
  await expect(everythingIsRight()).rejects.toThrow()
}, 180_000)

/** Each entry is an event that was written, in a dense order whose hashes are right. */
async function everythingIsRight(): Promise<void> {
  let kept = 0
  for (let cursor = null, isMore = true; isMore; ) {
    const url = '/v1/pull'
    const headers = { authorization: `Bearer ${credential}`, 'sync-protocol': '1' }
    const payload = { stream: STREAM, cursor }
    const page = pullAnswer.parse(
      (await server.inject({ method: 'POST', url, headers, payload })).json(),
    )
    expect(checkPage(cursor, page).ok).toBe(true)
    expect(page.entries.filter(({ envelope }) => !written.has(envelope.hash))).toEqual([])
    kept += page.entries.length
    isMore = page.entries.length > 0
    cursor = page.cursor as never
  }
  expect(kept).toBeGreaterThan(500)
}
