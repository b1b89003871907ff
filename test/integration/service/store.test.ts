import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NO_HASH, runningHash } from '#shared/ledger/envelope.ts'
import { allBenches } from '../../../service/store/benches.ts'
import { type Database, openPglite } from '../../../service/store/database.ts'
import { entriesAfter } from '../../../service/store/entries.ts'
import { MIGRATIONS, migrate } from '../../../service/store/migrate.ts'
import { naming } from '../../../service/store/naming.ts'
import { said } from '../../support/sync/centre.ts'
import { EPOCH, sha256, TestChain, testBody, testId } from '../../support/sync/events.ts'
import {
  allowManySites,
  asOwner,
  foundTestSite,
  openTestStore,
  pushTo,
  readLog,
} from '../../support/sync/stored-keeper.ts'

let database: Database
beforeAll(async () => {
  database = await openTestStore()
  await allowManySites(database)
}, 60_000)
afterAll(() => database.close())

let site = 0
let stream: string
let chain: TestChain
beforeEach(async () => {
  stream = testId('d', ++site)
  await foundTestSite(database, stream)
  chain = new TestChain(testId('b', 1), 1, stream)
  for (const n of [1, 2, 3]) chain.write(testBody(testId('a', n)))
  await pushTo(database, stream, chain.events)
})

const forged = (pos: number, running: string) => `insert into ledger
  select stream, ${pos}, chain, seq + 10, prev, hash, body, null, null, bytes, received_at,
    decode('${running}', 'hex') from ledger where stream = '${stream}' and pos = 1`

describe('the log', () => {
  test('has the running hash that the ledger has', async () => {
    let running = NO_HASH
    for (const row of await readLog(database, stream)) {
      running = runningHash(sha256, running, row.pos, row.envelope.hash)
      expect(row.running).toBe(running)
    }
    expect(running).not.toBe(NO_HASH)
  })

  test('keeps each body as its writer wrote it, to the byte', async () => {
    const body = '{ "z":1,"a" : "å\\u00e5 🧊 \'quoted\' \\\\ \\n" }'
    const odd = chain.write(body)
    await pushTo(database, stream, [odd])
    expect((await readLog(database, stream)).at(-1)?.envelope).toEqual(odd)
  })

  test.each([
    ['update', 'update ledger set received_at = 0'],
    ['delete', 'delete from ledger'],
    ['truncate', 'truncate ledger cascade'],
    ['update an alias', 'update aliases set pos = 1'],
    ['delete an alias', 'delete from aliases'],
  ])('cannot be changed by the service: %s', async (_, sql) => {
    await expect(database.script(sql)).rejects.toThrow('permission denied')
    await expect(asOwner(database, () => database.script(sql))).rejects.toThrow('append-only')
    expect(await readLog(database, stream)).toHaveLength(3)
  })

  test('the service cannot take its triggers off, and its owner could', async () => {
    const sql = 'alter table ledger disable trigger ledger_append_only'
    await expect(database.script(sql)).rejects.toThrow('must be owner')
    await asOwner(database, () => database.script(`begin; ${sql}; rollback`))
  })

  test('takes no position but the next and no running hash but the right one', async () => {
    const [first, , last] = await readLog(database, stream)
    const right = runningHash(sha256, last!.running, 4, first!.envelope.hash)
    await expect(database.script(forged(5, right))).rejects.toThrow('does not follow')
    await expect(database.script(forged(3, right))).rejects.toThrow('does not follow')
    await expect(database.script(forged(4, NO_HASH))).rejects.toThrow('running hash breaks')
    await database.script(`begin; ${forged(4, right)}; rollback`)
  })

  test('orders what two benches push at once densely, each once', async () => {
    const other = new TestChain(testId('b', 2), 1, stream)
    for (let n = 0; n < 40; n++) {
      chain.write(testBody(testId('a', 100 + n)))
      other.write(testBody(testId('a', 200 + n)))
    }
    const runs = [0, 10, 20, 30].flatMap((from) => [
      chain.events.slice(3 + from, 13 + from),
      other.events.slice(from, 10 + from),
    ])
    await Promise.all(runs.map((run) => pushTo(database, stream, run)))
    const log = await readLog(database, stream)
    expect(log.map((row) => row.pos)).toEqual(Array.from({ length: 83 }, (_, i) => i + 1))
    expect(new Set(log.map((row) => row.envelope.hash))).toEqual(
      new Set([...chain.events, ...other.events].map((e) => e.hash)),
    )
  })
})

/** How many rows of the log were read without an index. */
async function rowsScanned(): Promise<number> {
  await database.query('select pg_stat_force_next_flush()')
  const [row] = await database.query<{ n: number }>(
    `select seq_tup_read as n from pg_stat_user_tables where relname = 'ledger'`,
  )
  return Number(row!.n)
}

test('a push and a page read what they need of the log and never all of it', async () => {
  for (let n = 0; n < 1_000; n++) chain.write(testBody(testId('a', 300 + n), [testId('a', 1)]))
  const before = await rowsScanned()
  for (let from = 3; from < 1_000; from += 100) {
    await pushTo(database, stream, chain.events.slice(from, from + 100))
    await entriesAfter(database, stream, from - 1, 10)
    expect((await naming(database, stream, chain.name)).bodies).toEqual([])
  }
  // A plan that reads the whole log at each of the ten pushes and pages would read thousands.
  expect((await rowsScanned()) - before).toBeLessThan(500)
  await database.query('select count(body) from ledger')
  expect((await rowsScanned()) - before).toBeGreaterThan(1_000)
})

test('a log of before goes on: what had no name of its own is named by its hash, and each bench has its stream', async () => {
  const old = await openPglite(null)
  await old.script('create table migrations (number integer primary key)')
  for (const { number, sql } of MIGRATIONS.slice(0, 4))
    await old.script(`begin; ${sql} insert into migrations values (${number}); commit;`)
  await old.script(`insert into service (epoch, created_at) values ('${EPOCH}', 1)`)
  await foundTestSite(old, stream)
  await old.script(`insert into benches (number, install, name, credential, enrolled_at)
    values (1, '${chain.install}', 'Bench', '\\x01', 1)`)
  const unread = new TestChain(testId('b', 9), 1, stream)
  const first = unread.write('no JSON')
  await old.query(
    `select keep_run($1, $2, 1, 1, $3, $4, $5, array[null]::text[], array['BAD_BODY'], array[9],
      array[]::integer[], array[]::text[])`,
    [stream, unread.name, [first.prev], [first.hash], [first.body]],
  )
  await migrate(old)
  const own = first.hash.slice(0, 36)
  expect((await readLog(old, stream)).map(({ uid }) => uid)).toEqual([own])
  expect(await allBenches(old)).toMatchObject([{ install: chain.install, stream }])
  unread.write(testBody(testId('a', 1), [own]))
  const pushed = await pushTo(old, stream, unread.events)
  expect(said(pushed)).toEqual(['DUPLICATE 1', 'ACCEPTED 2'])
  await expect(old.script('delete from ledger')).rejects.toThrow('append-only')
  await old.close()
}, 60_000)

test('the migrations run once and refuse data of a newer service', async () => {
  await asOwner(database, () => migrate(database))
  const rows = await asOwner(database, () => database.query('select * from migrations'))
  expect(rows).toHaveLength(MIGRATIONS.length)
  const newer = MIGRATIONS.at(-1)!.number + 1
  await asOwner(database, () => database.script(`insert into migrations values (${newer})`))
  await expect(asOwner(database, () => migrate(database))).rejects.toThrow('newer version')
})
