import { describe, expect, test } from 'vitest'
import { LIMITS } from '#shared/sync/limits.ts'
import type { Fetch } from '../../../electron/sync/ports.ts'
import { createTransport } from '../../../electron/sync/transport.ts'
import { EPOCH, STREAM } from '../../support/sync/events.ts'
import { ManualTimers, settle } from '../../support/sync/manual-timers.ts'

const head = { epoch: EPOCH, pos: 0, hash: '0'.repeat(64) }
const EMPTY = { epoch: EPOCH, entries: [], cursor: head, head }
const timers = new ManualTimers()

const ask = (fetch: Fetch, signal?: AbortSignal) =>
  createTransport({
    url: 'https://keeper',
    credential: 'secret',
    fetch,
    timers,
    ...(signal ? { signal } : {}),
  }).pull({ stream: STREAM, cursor: null })

const answering = (body: BodyInit | null, init?: ResponseInit): Fetch => {
  return async () => new Response(body, init)
}

/** Waits for ever, as `fetch` does, until it is aborted. */
const silent: Fetch = (_, { signal }) =>
  new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)))

describe('a call', () => {
  test('names the protocol, shows the credential and follows no redirect', async () => {
    let asked: [string, RequestInit] | undefined
    const answer = await ask(async (...call) => {
      asked = call
      return Response.json(EMPTY)
    })
    expect(answer).toEqual({ ok: true, value: EMPTY })
    expect(asked?.[0]).toBe('https://keeper/v1/pull')
    expect(asked?.[1]).toMatchObject({
      redirect: 'error',
      headers: { 'sync-protocol': '1', authorization: 'Bearer secret' },
    })
  })

  test.each<[string, Fetch, object]>([
    [
      'nobody at the address',
      async () =>
        Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })),
      { type: 'Offline', why: 'ECONNREFUSED' },
    ],
    ['a page of a hotel', answering('<html>Welcome</html>'), { type: 'Rubbish' }],
    [
      'a page of a proxy',
      answering('<html>Bad gateway</html>', { status: 502 }),
      { type: 'Rubbish' },
    ],
    ['half an answer', answering(JSON.stringify(EMPTY).slice(0, -5)), { type: 'Rubbish' }],
    ['an empty answer', answering(null), { type: 'Rubbish' }],
    ['another form', answering(JSON.stringify({ ...EMPTY, cursor: 7 })), { type: 'Rubbish' }],
    ['bytes that are no text', answering(new Uint8Array([0xff, 0xfe])), { type: 'Rubbish' }],
    ['an error in another form', answering('{"error":"no"}', { status: 500 }), { type: 'Rubbish' }],
    [
      'a success of another kind',
      answering(JSON.stringify(EMPTY), { status: 204 + 2 }),
      { type: 'Rubbish' },
    ],
    ['too much', answering(' '.repeat(2 * LIMITS.pullBytes + 1)), { type: 'Rubbish' }],
  ])('ends as a value when it meets %s', async (_, fetch, error) => {
    expect(await ask(fetch)).toMatchObject({ ok: false, error })
  })

  test('tells what the service refuses, and when to come back', async () => {
    const error = { type: 'BUSY', message: 'Too many calls.' }
    const headers = { 'retry-after': '7' }
    const answer = await ask(answering(JSON.stringify({ error }), { status: 429, headers }))
    expect(answer).toEqual({ ok: false, error: { type: 'Refused', error, retryAfter: 7_000 } })
  })

  test.each([
    ['-5', 0],
    ['0.5', 500],
    ['99999999', 600_000],
    ['Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
  ])('takes a bench to come back after "%s" for %s milliseconds', async (text, retryAfter) => {
    const headers = { 'retry-after': text, date: 'Tue, 24 Nov 2026 12:00:00 GMT' }
    expect(await ask(answering('<html>', { status: 503, headers }))).toMatchObject({
      ok: false,
      error: { type: 'Rubbish', retryAfter },
    })
  })

  test('is given up after 30 seconds, also when the answer stops half-way', async () => {
    const stuck = async (_: string, { signal }: RequestInit) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{'))
          signal!.addEventListener('abort', () => controller.error(signal!.reason))
        },
      })
      return new Response(body)
    }
    for (const fetch of [silent, stuck]) {
      let answer: unknown = null
      ask(fetch).then((value) => {
        answer = value
      })
      await timers.pass(29_999)
      expect(answer).toBeNull()
      await timers.pass(1)
      expect(answer).toEqual({ ok: false, error: { type: 'Slow' } })
    }
  })

  test('leaves no timer behind and ends at once with its signal', async () => {
    const end = new AbortController()
    const call = ask(silent, end.signal)
    await settle()
    expect(timers.waits).toHaveLength(1)
    end.abort()
    expect(await call).toMatchObject({ ok: false, error: { type: 'Offline' } })
    expect(timers.waits).toEqual([])
  })
})
