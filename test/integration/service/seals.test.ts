import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Seal } from '#shared/ledger/seal.ts'
import { pullAnswer } from '#shared/sync/protocol.ts'
import type { BenchKey } from '../../../electron/store/key.ts'
import { openPglite } from '../../../service/store/database.ts'
import { MIGRATIONS, migrate } from '../../../service/store/migrate.ts'
import { STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { namingBody, sealFor, someKey } from '../../support/sync/seals.ts'
import { TestService } from '../../support/sync/service.ts'
import { asOwner } from '../../support/sync/stored-keeper.ts'

const service = new TestService()
let bench = 0
let chain: TestChain
let key: BenchKey
let credential: string

beforeAll(async () => {
  await service.start()
}, 60_000)
afterAll(() => service.remove())

/** Another bench each time, of one service. */
beforeEach(async () => {
  service.now += 60_000
  chain = new TestChain(testId('b', ++bench))
  key = someKey()
  credential = await service.enroll(chain.install, STREAM)
  chain.write(namingBody(uid(1), key))
  for (const n of [2, 3, 4]) chain.write(testBody(uid(n)))
})

const uid = (n: number) => testId('a', 100 * bench + n)

const push = (run = chain.events, seal?: Seal) => service.call('push', { run, seal }, credential)
const pulled = async () => {
  const { body } = await service.call('pull', { stream: STREAM, cursor: null }, credential)
  return pullAnswer.parse(body).entries.filter(({ envelope }) => envelope.chain === chain.name)
}
const BAD_SEAL = { status: 422, body: { error: { type: 'BAD_SEAL' } } }

describe('a seal that comes with a run', () => {
  test('is kept, and goes out with the event that it speaks for, to the bit', async () => {
    const seal = sealFor(chain.events[2]!, key)
    expect(await push(chain.events, seal)).toMatchObject({ status: 200, body: { acked: 4 } })
    expect((await pulled()).map((entry) => entry.seal)).toEqual([
      undefined,
      undefined,
      seal,
      undefined,
    ])
  })

  test('may be by a key that an earlier run has named', async () => {
    await push(chain.events.slice(0, 2))
    const seal = sealFor(chain.events[3]!, key)
    expect(await push(chain.events.slice(2), seal)).toMatchObject({ status: 200 })
    expect((await pulled()).at(-1)!.seal).toEqual(seal)
  })

  test('comes late where the run is known already, and once only', async () => {
    await push()
    const [first, second] = [1, 2].map((at) => sealFor(chain.events[3]!, key, { at }))
    await push(chain.events, first)
    expect(await push(chain.events, second)).toMatchObject({ status: 200 })
    expect((await pulled()).at(-1)!.seal).toEqual(first)
  })

  test('is not kept where its event is not: it comes again with the rest', async () => {
    const run = [...chain.events, chain.write(testBody(uid(9), [uid(77)]))]
    const seal = sealFor(run[4]!, key)
    expect(await push(run, seal)).toMatchObject({ status: 200, body: { acked: 4 } })
    expect((await pulled()).every((entry) => entry.seal === undefined)).toBe(true)
  })

  const spoilt: readonly [string, (good: Seal, other: BenchKey) => Seal][] = [
    ['of another key’s signature', (good, other) => ({ ...good, sig: sealFor(good, other).sig })],
    ['by a key that the chain has not named', (good, other) => sealFor(good, other)],
    ['over another hash', (good) => sealFor({ ...good, hash: 'a'.repeat(64) }, key)],
    ['over another place of the run', (good) => sealFor({ ...good, seq: 2 }, key)],
    ['over a place beyond the run', (good) => sealFor({ ...good, seq: 9 }, key)],
    [
      'of another chain',
      (good) => sealFor({ ...good, chain: good.chain.replace('~1:', '~2:') }, key),
    ],
    ['whose time was changed', (good) => ({ ...good, at: good.at + 1 })],
    ['whose protection was changed', (good) => ({ ...good, protection: 'passphrase' })],
    ['by no point of the curve', (good) => ({ ...good, key: 'f'.repeat(64) })],
  ]

  test.each(spoilt)('%s is refused with its run, and nothing of it is kept', async (_, spoil) => {
    const good = sealFor(chain.events[3]!, key)
    expect(await push(chain.events, spoil(good, someKey()))).toMatchObject(BAD_SEAL)
    expect(await pulled()).toEqual([])
    expect(await push(chain.events, good)).toMatchObject({ status: 200 })
    expect((await pulled()).at(-1)!.seal).toEqual(good)
  })

  test('by a key that was named without that key’s own signature is refused', async () => {
    const other = someKey()
    chain.write(namingBody(uid(6), other, key))
    const seal = sealFor(chain.events.at(-1)!, other)
    expect(await push(chain.events, seal)).toMatchObject(BAD_SEAL)
  })

  test('of another form is a message of another form', async () => {
    const seal = { ...sealFor(chain.events[3]!, key), sig: 'AB' }
    expect(await push(chain.events, seal)).toMatchObject({ body: { error: { type: 'BAD_FORM' } } })
  })
})

describe('the seals that are kept', () => {
  test.each(['update seals set at = 0', 'delete from seals', 'truncate seals'])(
    'are append-only: %s',
    async (sql) => {
      const seal = sealFor(chain.events[3]!, key)
      await push(chain.events, seal)
      const { database } = service.running
      await expect(database.script(sql)).rejects.toThrow('permission denied')
      await expect(asOwner(database, () => database.script(sql))).rejects.toThrow('append-only')
      expect((await pulled()).at(-1)!.seal).toEqual(seal)
    },
  )

  test('have room in data that an earlier version has written', async () => {
    const database = await openPglite(null)
    await database.script('create table migrations (number integer primary key)')
    for (const { number, sql } of MIGRATIONS.slice(0, 3))
      await database.script(`begin; ${sql} insert into migrations values (${number}); commit;`)
    await expect(database.query('select * from seals')).rejects.toThrow('seals')
    await migrate(database)
    expect(await database.query('select * from seals')).toEqual([])
    await database.close()
  })
})
