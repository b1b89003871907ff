import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KeysAnswer } from '#shared/sync/keys.ts'
import { createKeysLink, type KeysLink } from '../../../electron/sync/keys.ts'
import { ManualTimers, settle } from '../../support/sync/manual-timers.ts'

const STREAM = '11111111-0000-7000-8000-000000000001'
const KEY = 'a'.repeat(64)
const LEASE = { put: [], erased: [], lease: { after: null } }

let timers: ManualTimers
let link: KeysLink
/** What is due at each look, the last one for ever. */
let due: (Record<string, unknown> | null)[]
let asked: unknown[]
let took: KeysAnswer[]
let news: number
let answer: () => Response

const said = (given: Partial<KeysAnswer> = {}) =>
  Response.json({ time: 1, kept: [], erased: [], lent: [], until: 2, next: null, ...given })

beforeEach(() => {
  timers = new ManualTimers()
  due = [null]
  asked = []
  took = []
  news = 0
  answer = () => said()
  link = createKeysLink({
    due: async () => (due.length > 1 ? due.shift()! : due[0]!) as never,
    took: async (_, given) => {
      took.push(given)
      return given.lent.length > 0
    },
    stream: async () => STREAM,
    settings: async () => ({ url: 'http://127.0.0.1:1', credential: 'c' }),
    fetch: async (url, init) => {
      asked.push({ url, ...JSON.parse(String(init.body)) })
      return answer()
    },
    clock: { monotonic: () => timers.now },
    random: () => 0,
    timers,
    onNews: () => {
      news += 1
    },
  })
})
afterEach(() => link.stop())

test('DON-7 nothing is asked while nothing is due', async () => {
  link.start()
  await timers.pass(10 * 60_000)
  expect(asked).toEqual([])
})

test('DON-7 what is due goes to the service with the site that it is of, page by page', async () => {
  const lent = [{ key: KEY, holder: 'D-7KQ2-M3XA', private: `${'A'.repeat(43)}=` }]
  const answers = [said({ lent, next: KEY }), said()]
  answer = () => answers.shift()!
  due = [LEASE, { ...LEASE, lease: { after: KEY } }, null]
  link.start()
  await timers.pass(1)
  expect(asked).toEqual([
    { url: 'http://127.0.0.1:1/v1/keys', stream: STREAM, ...LEASE },
    { url: 'http://127.0.0.1:1/v1/keys', stream: STREAM, ...LEASE, lease: { after: KEY } },
  ])
  expect(took).toHaveLength(2)
  expect(news).toBe(1)
})

test('DON-7 a key that another bench has not handed over yet is asked for again, and not at each scan', async () => {
  due = [LEASE]
  link.start()
  await settle()
  expect(asked).toHaveLength(1)
  for (let n = 0; n < 20; n++) link.wake()
  await settle()
  expect(asked).toHaveLength(1)
  await timers.pass(5_000)
  expect(asked).toHaveLength(2)
})

test('DON-4 a service that waits for other benches is asked in a minute, and told of news at once', async () => {
  const held = 'a'.repeat(32)
  answer = () => said({ held, kept: [KEY] })
  due = [LEASE, { ...LEASE, told: held }]
  link.start()
  await settle()
  // The telling is not put off for so long.
  await timers.pass(5_000)
  expect(asked).toHaveLength(2)
  await timers.pass(50_000)
  expect(asked).toHaveLength(2)
  due = [
    { ...LEASE, told: held, put: [{ key: KEY }] },
    { ...LEASE, told: held },
  ]
  link.wake()
  await settle()
  expect(asked).toHaveLength(3)
  await timers.pass(61_000)
  expect(asked).toHaveLength(4)
})

test('DON-7 a key that was made is handed over at once, whatever was asked a moment ago', async () => {
  answer = () => said({ kept: [KEY] })
  due = [LEASE, { ...LEASE, put: [{ key: KEY }] }, null]
  link.start()
  await timers.pass(1)
  expect(asked).toHaveLength(2)
})

test('DON-7 a key that the service does not take is not offered again and again', async () => {
  due = [{ ...LEASE, put: [{ key: KEY }] }]
  link.start()
  for (let n = 0; n < 5; n++) {
    link.wake()
    await timers.pass(1_000)
  }
  expect(asked).toHaveLength(1)
})

test.each([
  ['no answer', () => Promise.reject(new TypeError('fetch failed')) as never],
  ['rubbish', () => new Response('<html>')],
  ['an answer of another form', () => Response.json({ time: 'now' })],
])('DON-7 %s is tried again later, and nothing of it is kept', async (_, bad) => {
  answer = bad
  due = [LEASE]
  link.start()
  await settle()
  expect([asked.length, took.length]).toEqual([1, 0])
  answer = () => said()
  await timers.pass(2_000)
  expect(took.length).toBeGreaterThan(0)
})

test('DON-7 a service that knows no keys is left alone for a while', async () => {
  answer = () =>
    Response.json({ error: { type: 'NOT_FOUND', message: 'Nothing.' } }, { status: 404 })
  due = [LEASE]
  link.start()
  await timers.pass(4 * 60_000)
  expect(asked).toHaveLength(1)
})
