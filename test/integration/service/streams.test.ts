import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestChain, testBody, testId } from '../../support/sync/events.ts'
import { TestService } from '../../support/sync/service.ts'
import { allowManySites, foundTestSite } from '../../support/sync/stored-keeper.ts'

/** Two sites in one store, which the service itself never has: nothing of one is in any answer to the other. */
const service = new TestService()
const [MINE, OTHER] = [testId('5', 1), testId('5', 2)]
const mine = new TestChain(testId('b', 1), 1, MINE)
const theirs = new TestChain(testId('b', 2), 1, OTHER)
let credential: string

beforeAll(async () => {
  await service.start()
  credential = await service.enroll(mine.install, MINE)
  const { database } = service.running
  await allowManySites(database)
  await foundTestSite(database, OTHER)
  for (const n of [1, 2, 3]) {
    mine.write(testBody(testId('a', n)))
    theirs.write(testBody(testId('f', n)))
  }
  const theirCredential = await service.enroll(theirs.install, null)
  await database.query('update benches set stream = $1 where install = $2', [OTHER, theirs.install])
  await service.call('push', { run: mine.events }, credential)
  const kept = await service.call('push', { run: theirs.events }, theirCredential)
  expect(kept).toMatchObject({ status: 200, body: { acked: 3 } })
}, 60_000)
afterAll(() => service.remove())

/** Whatever of the other stream could be in an answer. */
const foreign = () => [
  OTHER,
  theirs.install,
  ...theirs.events.map(({ hash }) => hash),
  ...[1, 2, 3].map((n) => testId('f', n)),
]

const asked = (call: string, message: unknown) => service.call(call, message, credential)
const headOfTheirs = () => [{ chain: theirs.name, head: { seq: 1, hash: theirs.events[0]!.hash } }]
const entries = () => theirs.events.map((envelope) => ({ envelope }))

describe('SYN-15 I15 a bench that asks', () => {
  test.each<[string, string, () => unknown]>([
    ['for another stream', 'pull', () => ({ stream: OTHER, cursor: null })],
    [
      'where it stands in another stream',
      'hello',
      () => ({ stream: OTHER, chains: [], cursor: null }),
    ],
    ['for hashes of another stream', 'chain', () => ({ stream: OTHER, positions: [1, 2, 3] })],
    ['to return to another stream', 'return', () => ({ stream: OTHER, entries: entries() })],
  ])('%s is refused', async (_, call, message) => {
    const { status, body } = await asked(call, message())
    expect(status).toBe(409)
    expect(body).toMatchObject({ error: { type: 'OTHER_SITE' } })
    for (const word of foreign()) expect(JSON.stringify(body)).not.toContain(word)
  })

  test.each<[string, string, () => unknown]>([
    ['for all of its own', 'pull', () => ({ stream: MINE, cursor: null })],
    ['for all hashes', 'chain', () => ({ stream: MINE, positions: [1, 2, 3, 4] })],
    [
      'that builds on facts of the other',
      'push',
      () => ({
        run: [mine.copy().write(testBody(testId('a', 9), [testId('a', 3)]))],
      }),
    ],
  ])('%s gets nothing of the other', async (_, call, message) => {
    const { status, body } = await asked(call, message())
    expect(status).toBe(200)
    for (const word of foreign()) expect(JSON.stringify(body)).not.toContain(word)
  })

  test('about a chain of the other learns nothing of it', async () => {
    const { body } = await asked('hello', { stream: MINE, chains: headOfTheirs(), cursor: null })
    expect(body).toMatchObject({ chains: [{ status: 'OK', expect: 1 }] })
    for (const { hash } of theirs.events) expect(JSON.stringify(body)).not.toContain(hash)
  })

  test('cannot push, return or build upon what is of the other', async () => {
    expect(await asked('push', { run: theirs.events })).toMatchObject({ status: 401 })
    const own = new TestChain(mine.install, 1, OTHER)
    own.write(testBody(testId('a', 20)))
    expect(await asked('push', { run: own.events })).toMatchObject({ status: 409 })
    expect(await asked('return', { stream: MINE, entries: entries() })).toMatchObject({
      body: { outcomes: [1, 2, 3].map(() => ({ outcome: 'REFUSED', reason: 'OTHER_SITE' })) },
    })
    const built = new TestChain(mine.install, 2, MINE)
    built.write(testBody(testId('a', 21), [testId('f', 1)]))
    expect(await asked('push', { run: built.events })).toMatchObject({ status: 424 })
  })
})
