import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NO_HASH } from '#shared/ledger/envelope.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import { type Cursor, pullAnswer, refusal } from '#shared/sync/protocol.ts'
import type { Log } from '../../../service/log.ts'
import { createServer } from '../../../service/server.ts'
import { revokeBench } from '../../../service/store/benches.ts'
import { checkPage } from '../../support/sync/check-page.ts'
import { EPOCH, STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { TestService } from '../../support/sync/service.ts'

const service = new TestService()
const [a, b] = [new TestChain(testId('b', 1)), new TestChain(testId('b', 2))]
let credentialA: string
let credentialB: string

beforeAll(async () => {
  await service.start()
  credentialA = await service.enroll(a.install, STREAM)
  credentialB = await service.enroll(b.install, null)
  for (let n = 1; n <= 6; n++) a.write(testBody(testId('a', n)))
  await service.call('push', { run: a.events }, credentialA)
}, 60_000)
afterAll(() => service.remove())

const push = (chain: TestChain, from = 0, credential = credentialA) =>
  service.call('push', { run: chain.events.slice(from) }, credential)
const pull = (cursor: Cursor | null, limit?: number) =>
  service.call('pull', { stream: STREAM, cursor, limit }, credentialB)

async function page(cursor: Cursor | null, limit?: number) {
  return pullAnswer.parse((await pull(cursor, limit)).body)
}

const refused = (type: string) => ({ body: { error: { type, message: expect.any(String) } } })

describe('push', () => {
  test('acknowledges again what is kept already, at the same positions', async () => {
    const { status, body } = await push(a)
    expect(status).toBe(200)
    expect(body).toMatchObject({ acked: 6 })
    const { outcomes } = body as { outcomes: { outcome: string; pos: number }[] }
    expect(outcomes.map((o) => `${o.outcome} ${o.pos}`)).toEqual(
      [1, 2, 3, 4, 5, 6].map((pos) => `DUPLICATE ${pos}`),
    )
  })

  test('answers a fork, a gap and a missing cause with what the bench needs', async () => {
    const fork = a.copy(5)
    fork.write(testBody(testId('a', 99)))
    expect(await push(fork, 5)).toMatchObject({
      status: 409,
      body: { error: { type: 'FORK', seq: 6 } },
    })
    const ahead = a.copy()
    ahead.write(testBody(testId('a', 7)))
    ahead.write(testBody(testId('a', 8), [testId('a', 98)]))
    expect(await push(ahead, 7)).toMatchObject({
      status: 409,
      body: { error: { type: 'GAP', expect: 7 } },
    })
    expect(await push(ahead, 6)).toMatchObject({ status: 200, body: { acked: 7 } })
    expect(await push(ahead, 7)).toMatchObject({
      status: 424,
      body: { error: { type: 'MISSING_CAUSE', seq: 8, uid: testId('a', 98) } },
    })
  })

  test('lets a bench write its own chains only, of this site only', async () => {
    expect(await push(a, 0, credentialB)).toMatchObject({ status: 401, ...refused('AUTH') })
    const elsewhere = new TestChain(a.install, 1, testId('5', 2))
    elsewhere.write(testBody(testId('a', 50)))
    expect(await push(elsewhere)).toMatchObject({ status: 409, ...refused('OTHER_SITE') })
  })

  test('takes events of a bench whose version it does not know', async () => {
    const later = { 'sync-protocol': '2' }
    const again = await service.call('push', { run: a.events }, credentialA, later)
    expect(again.status).toBe(200)
    const read = { stream: STREAM, cursor: null }
    expect(await service.call('pull', read, credentialA, later)).toMatchObject({
      status: 426,
      ...refused('UPGRADE'),
    })
  })

  test('refuses a message that is too large, half or of another form', async () => {
    const large = ' '.repeat(LIMITS.pushBytes + 1)
    expect(await service.call('push', large, credentialA)).toMatchObject(refused('TOO_LARGE'))
    const half = JSON.stringify({ run: a.events }).slice(0, -9)
    expect(await service.call('push', half, credentialA)).toMatchObject(refused('BAD_FORM'))
    expect(await service.call('push', { run: [] }, credentialA)).toMatchObject(refused('BAD_FORM'))
    expect(await service.call('nothing', {})).toMatchObject({ status: 404 })
  })
})

describe('pull', () => {
  test('gives pages that follow each other, whatever their size', async () => {
    const seqs: number[] = []
    let cursor: Cursor | null = null
    for (let n = 0; n < 10; n++) {
      const next = await page(cursor, 2)
      const checked = checkPage(cursor, next)
      expect(checked.ok).toBe(true)
      seqs.push(...next.entries.map((entry) => entry.envelope.seq))
      cursor = next.cursor
    }
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(await page(cursor)).toMatchObject({ entries: [], cursor, head: cursor })
  })

  test('tells a cursor of another order from its own, also at the very place', async () => {
    const { head } = await page(null)
    const ahead = { ...head, pos: head.pos + 1 }
    const elsewhere = { ...head, epoch: testId('e', 2) }
    const reordered = { ...head, hash: NO_HASH }
    for (const cursor of [ahead, elsewhere, reordered]) {
      expect(await pull(cursor)).toMatchObject({
        status: 409,
        body: { error: { type: 'DIVERGED', head } },
      })
    }
    expect(await pull(head)).toMatchObject({ status: 200 })
  })

  test('keeps a page within its bytes and still always moves on', async () => {
    const run = Array.from({ length: 60 }, (_, n) =>
      b.write(testBody(testId('a', 1000 + n), [], '"'.repeat(6_000))),
    )
    for (let i = 0; i < 60; i += 30) {
      await service.call('push', { run: run.slice(i, i + 30) }, credentialB)
    }
    let cursor: Cursor | null = null
    let pages = 0
    let entries = 0
    do {
      const { body } = await pull(cursor)
      expect(JSON.stringify(body).length).toBeLessThan(LIMITS.pullBytes * 1.01)
      const next = pullAnswer.parse(body)
      cursor = next.cursor
      entries += next.entries.length
      pages += 1
      if (next.entries.length === 0) break
    } while (pages < 20)
    expect(entries).toBe(67)
  })
})

describe('hello', () => {
  const greet = (head: { seq: number; hash: string } | null, cursor: Cursor | null = null) =>
    service.call(
      'hello',
      { stream: STREAM, chains: [{ chain: a.name, head }], cursor },
      credentialA,
    )
  const at = (seq: number) => ({ seq, hash: a.events[seq - 1]!.hash })

  test('tells a bench whether the service has more of its chain, or another', async () => {
    const status = async (head: Parameters<typeof greet>[0]) => (await greet(head)).body
    expect(await status(at(6))).toMatchObject({ chains: [{ status: 'BEHIND', expect: 8 }] })
    expect(await status(null)).toMatchObject({ chains: [{ status: 'BEHIND' }] })
    expect(await status({ seq: 6, hash: NO_HASH })).toMatchObject({ chains: [{ status: 'FORK' }] })
    expect(await status({ seq: 9, hash: NO_HASH })).toMatchObject({ chains: [{ status: 'OK' }] })
  })

  test('tells a cursor that lies in the order from one that does not', async () => {
    const { cursor } = await page(null, 3)
    expect(await greet(null, cursor)).toMatchObject({ body: { stream: { status: 'OK' } } })
    const other = { epoch: EPOCH, pos: 3, hash: NO_HASH }
    expect(await greet(null, other)).toMatchObject({ body: { stream: { status: 'DIVERGED' } } })
  })
})

test('the access of a bench can be ended, and only its own', async () => {
  const install = testId('b', 3)
  const credential = await service.enroll(install, null)
  const read = { stream: STREAM, cursor: null }
  expect(await service.call('pull', read, credential)).toMatchObject({ status: 200 })
  await revokeBench(service.running.database, 3, service.now)
  expect(await service.call('pull', read, credential)).toMatchObject({
    status: 403,
    ...refused('REVOKED'),
  })
  expect(await service.call('pull', read, credentialA)).toMatchObject({ status: 200 })
})

test('four calls of one bench are under way at once, and a fifth is told to come again', async () => {
  const { running } = service
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const look: Log['look'] = async (...asked) => {
    await gate
    return running.log.look(...asked)
  }
  const server = createServer({ ...running, log: { ...running.log, look } })
  const pull = (credential: string) =>
    server.inject({
      method: 'POST',
      url: '/v1/pull',
      headers: { authorization: `Bearer ${credential}`, 'sync-protocol': '1' },
      payload: { stream: STREAM, cursor: null },
    })
  const calls = [1, 2, 3, 4, 5].map(() => pull(credentialA))
  const first = await Promise.race(calls)
  expect(first.statusCode).toBe(429)
  expect(first.headers['retry-after']).toBe('1')
  const other = pull(credentialB)
  open()
  expect((await other).statusCode).toBe(200)
  const statuses = (await Promise.all(calls)).map(({ statusCode }) => statusCode)
  expect(statuses.toSorted()).toEqual([200, 200, 200, 200, 429])
  expect((await pull(credentialA)).statusCode).toBe(200)
  await server.close()
})

test('every call but enroll asks for a credential, and every refusal has a form', async () => {
  for (const [call, message] of [
    ['hello', { stream: STREAM, chains: [], cursor: null }],
    ['push', { run: a.events }],
    ['pull', { stream: STREAM, cursor: null }],
  ] as const) {
    for (const credential of [undefined, 'x'.repeat(43)]) {
      const { status, body } = await service.call(call, message, credential)
      expect(status).toBe(401)
      expect(refusal.parse(body).error.type).toBe('AUTH')
    }
  }
})
