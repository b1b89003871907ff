import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '#shared/ledger/envelope.ts'
import type { Database } from '../../../service/store/database.ts'
import { keepRun } from '../../../service/store/migrations/0002-keep-run.ts'
import { TestChain, testBody, testId } from '../../support/sync/events.ts'
import { MemoryKeeper } from '../../support/sync/memory-keeper.ts'
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
})
afterAll(() => database.close())

/** Few uids and few chains, so that uids, causes and forks meet. */
const fact = fc.nat(9)
const pick = fc.nat(5)
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constant('write' as const),
      chain: pick,
      uid: fact,
      causes: fc.oneof(fc.constant<number[]>([]), fc.array(fact, { maxLength: 2 })),
      note: fc.constantFrom('', '', '', 'other', 'bad'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('push' as const),
      chain: pick,
      from: fc.oneof(fc.nat(6), fc.constant('next' as const)),
      count: fc.integer({ min: 1, max: 6 }),
      spoil: fc.constantFrom('no', 'no', 'no', 'no', 'first', 'second', 'skip'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('copy' as const), chain: pick, length: fc.nat(4) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Counts what the random histories came to, so that a blunt generator is seen. */
const seen = new Map<string, number>()
const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)

let site = 0

async function run(steps: readonly Step[]): Promise<void> {
  const stream = testId('d', ++site)
  const chains = [1, 2, 3].map((n) => new TestChain(testId('b', n), 1, stream))
  const memory = new MemoryKeeper()
  await foundTestSite(database, stream)
  for (const step of steps) {
    const chain = chains[step.chain % chains.length]!
    if (step.op === 'write') chain.write(bodyOf(step))
    else if (step.op === 'copy') chains.push(chain.copy(step.length))
    else await pushBoth(memory, stream, slice(memory, chain, step))
  }
  for (const chain of chains) await pushBoth(memory, stream, chain.events)
  expect(await readLog(database, stream)).toEqual(memory.log)
}

function bodyOf({ uid, causes, note }: Step & { op: 'write' }): string {
  if (note === 'bad') return `no JSON ${uid}`
  const ids = causes.map((n) => testId('a', n))
  return testBody(testId('a', uid), ids, note)
}

function slice(
  memory: MemoryKeeper,
  chain: TestChain,
  { from, count, spoil }: Step & { op: 'push' },
) {
  const start = from === 'next' ? (memory.chainHead(chain.name)?.seq ?? 0) : from
  const part = chain.events.slice(start, start + count)
  const spoilt = { first: 0, second: 1, skip: -1, no: -1 }[spoil]
  if (spoilt >= 0) return part.map((e, i) => (i === spoilt ? { ...e, body: `${e.body} ` } : e))
  return spoil === 'skip' ? part.filter((_, i) => i !== 1) : part
}

async function pushBoth(memory: MemoryKeeper, stream: string, events: readonly Envelope[]) {
  if (events.length === 0) return
  const expected = memory.push(events)
  expect(await pushTo(database, stream, events)).toEqual(expected)
  if (!expected.ok) count(expected.error.type)
  else for (const { outcome, reason } of expected.value) count(reason ?? outcome)
}

const histories = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), run)
const small = { numRuns: 80, seed: 20_240_607, endOnFailure: true }

test('PostgreSQL answers and keeps what the pure rules say, for random histories', async () => {
  await fc.assert(histories, small)
  const met = [...seen.keys()].sort()
  expect(met).toEqual([
    'ACCEPTED',
    'ALIAS',
    'BAD_BODY',
    'BAD_HASH',
    'DUPLICATE',
    'FORK',
    'GAP',
    'MISSING_CAUSE',
    'OWN_CAUSE',
    'UID_TAKEN',
  ])
})

describe('the comparison notices a service that', () => {
  afterEach(() => install(keepRun))

  test.each([
    [
      'takes any event at a known seq for a duplicate',
      "and l.hash <> decode(p_hashes[l.seq - p_first + 1], 'hex')",
      'and false',
    ],
    [
      'takes whatever follows for the next event',
      "decode(p_prevs[1], 'hex') <> chain_hash",
      'false',
    ],
    ['takes an event before its cause', 'where p_first + c.n - 1 > chain_seq', 'where false'],
    ['drops another fact under a known uid', 'and l.body = r.body', ''],
    ['keeps no alias', ') known where known.pos is not null', ') known where false'],
    [
      'leaves positions out',
      'p_stream, stream_pos - cardinality(runnings) + event.nth',
      'p_stream, stream_pos + event.nth',
    ],
    ['takes a run beyond a gap', 'p_first > chain_seq + 1', 'false'],
  ])('%s', async (_, right, wrong) => {
    expect(keepRun.split(right)).toHaveLength(2)
    await install(keepRun.replace(right, wrong))
    const { failed } = await fc.check(histories, small)
    expect(failed).toBe(true)
  })
})

const install = (sql: string) =>
  asOwner(database, () =>
    database.script(sql.replace('create function', 'create or replace function')),
  )
