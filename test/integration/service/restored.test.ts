import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Cursor, chainAnswer, pullAnswer } from '#shared/sync/protocol.ts'
import { EPOCH, STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { TestService } from '../../support/sync/service.ts'

let service: TestService
let credential: string
const [a, b] = [new TestChain(testId('b', 1)), new TestChain(testId('b', 2))]
for (let n = 1; n <= 6; n++) {
  a.write(testBody(testId('a', n)))
  b.write(testBody(testId('a', 10 + n)))
}

beforeEach(async () => {
  service = await new TestService().start()
  credential = await service.enroll(a.install, STREAM)
}, 60_000)
afterEach(() => service.remove())

const call = (name: string, message: unknown) => service.call(name, message, credential)
const backup = () => join(service.folder, 'backup')
const data = () => join(service.folder, 'postgres')

/** Copies the data while the service rests, and puts the copy back. */
async function restore(isRestored: boolean): Promise<void> {
  await service.stop()
  rmSync(data(), { recursive: true })
  cpSync(backup(), data(), { recursive: true })
  await service.start({ isRestored })
}

test.each([
  ['into a new epoch', true],
  ['as if nothing had been', false],
])(
  'SYN-10 SYN-14 a service that was restored %s gets back what it lost',
  async (_, isNew) => {
    await call('push', { run: a.events.slice(0, 2) })
    await service.stop()
    cpSync(data(), backup(), { recursive: true })
    await service.start()
    await call('push', { run: a.events.slice(2) })
    const entries = b.events.slice(0, 3).map((envelope) => ({ envelope }))
    await call('return', { stream: STREAM, entries })
    const before = pullAnswer.parse((await call('pull', { stream: STREAM, cursor: null })).body)

    service.epoch = testId('e', 2)
    await restore(isNew)
    const epoch = isNew ? testId('e', 2) : EPOCH
    const pull = (cursor: Cursor) => call('pull', { stream: STREAM, cursor })
    const head = { epoch, pos: 2 }
    expect(await pull(before.cursor)).toMatchObject({
      status: 409,
      body: { error: { type: 'DIVERGED', head } },
    })
    const { body } = await call('chain', { stream: STREAM, positions: [2, 3] })
    const { hashes } = chainAnswer.parse(body)
    expect(hashes[1]).toBeNull()
    const common = { epoch, pos: 2, hash: hashes[0]! }
    expect(await pull(common)).toMatchObject({ status: 200, body: { entries: [], cursor: common } })
    expect(await call('hello', greeting(common))).toMatchObject({
      body: { epoch, chains: [{ status: 'OK', expect: 3 }], stream: { status: 'OK' } },
    })

    const rest = before.entries.slice(2).map(({ envelope }) => ({ envelope }))
    await call('return', { stream: STREAM, entries: rest.filter((_, i) => i !== 1) })
    expect(await call('push', { run: a.events })).toMatchObject({ body: { acked: 6 } })
    const after = pullAnswer.parse((await call('pull', { stream: STREAM, cursor: null })).body)
    const kept = (page: typeof after) => page.entries.map(({ envelope }) => envelope.hash).sort()
    expect(kept(after)).toEqual(kept(before))
  },
  60_000,
)

const greeting = (cursor: Cursor) => ({
  stream: STREAM,
  chains: [{ chain: a.name, head: { seq: 6, hash: a.events[5]!.hash } }],
  cursor,
})
