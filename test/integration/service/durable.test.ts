import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { foundSite } from '../../../service/store/benches.ts'
import { type Database, openPglite } from '../../../service/store/database.ts'
import { databaseLog } from '../../../service/store/database-log.ts'
import { openStore } from '../../../service/store/open.ts'
import { Centre } from '../../support/sync/centre.ts'
import { EPOCH, STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { layEmptyStore } from '../../support/sync/service.ts'

let folder: string
let database: Database | null = null
let flushed = 0
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frostkeep-durable-'))
  await layEmptyStore(data())
}, 60_000)
afterEach(async () => {
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
})

const data = () => join(folder, 'postgres')
const flushesOf = async (act: () => Promise<unknown>) => {
  const before = flushed
  await act()
  return flushed - before
}

test('SYN-18 each commit flushes the log before it is answered, and none does where it is told so', async () => {
  database = await openPglite(data(), () => {
    flushed += 1
  })
  const { query } = database
  expect(await flushesOf(() => query('create table acts (n integer)'))).toBeGreaterThan(0)
  for (const n of [1, 2, 3]) {
    expect(await flushesOf(() => query(`insert into acts values (${n})`))).toBeGreaterThan(0)
  }
  expect(await flushesOf(() => query('select * from acts'))).toBe(0)
  await database.close()
  database = await openPglite(data(), null)
  expect(await flushesOf(() => database!.query('insert into acts values (4)'))).toBe(0)
}, 60_000)

test('SYN-18 the service vouches for all that it has answered, and for nothing where nothing is flushed', async () => {
  const chain = new TestChain(testId('b', 1))
  for (const n of [1, 2, 3]) chain.write(testBody(testId('a', n)))
  const durablePos = async (isFlushed: boolean) => {
    database = await openStore({ folder: data(), now: 1, newEpoch: () => EPOCH, isFlushed })
    await foundSite(database, { stream: STREAM, name: null }, 1)
    const centre = new Centre(databaseLog(database))
    await centre.push(chain.events)
    const greeted = await centre.hello([])
    await database.close()
    database = null
    return greeted.ok && greeted.value.durablePos
  }
  expect(await durablePos(true)).toBe(3)
  expect(await durablePos(false)).toBe(0)
}, 60_000)

test('a folder that was copied is flushed as a whole when it is opened, and only once', async () => {
  await (await openPglite(data())).close()
  const mark = (of: string) => readFileSync(join(of, 'frostkeep.flushed'), 'utf8')
  const first = mark(data())
  const copy = join(folder, 'copy')
  cpSync(data(), copy, { recursive: true })
  expect(mark(copy)).toBe(first)
  await (await openPglite(copy)).close()
  expect(mark(copy)).not.toBe(first)
  expect(mark(data())).toBe(first)
  expect(existsSync(join(copy, 'PG_VERSION'))).toBe(true)
}, 60_000)
