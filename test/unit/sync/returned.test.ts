import { describe, expect, test } from 'vitest'
import { NO_HASH } from '#shared/ledger/envelope.ts'
import type { Result } from '#shared/lib/result.ts'
import { type ChainState, fits, isTaken, NO_CHAIN, withEvent } from '#shared/sync/chain-state.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import { MemoryLog } from '../../../service/store/memory-log.ts'
import { Centre, said } from '../../support/sync/centre.ts'
import { EPOCH, STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { namingBody, sealFor, someKey } from '../../support/sync/seals.ts'

const uid = (n: number) => testId('a', n)
const chainOf = (bench: number, ...uids: number[]) => {
  const chain = new TestChain(testId('b', bench))
  for (const n of uids) chain.write(testBody(uid(n)))
  return chain
}
const at = ({ events }: TestChain, ...seqs: number[]) =>
  seqs.map((seq) => ({ envelope: events[seq - 1]! }))
function answered<Value>(answer: Result<Value, unknown>): Value {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.error)}`)
  return answer.value
}
const headOf = ({ events }: TestChain, seq: number) => ({ seq, hash: events[seq - 1]!.hash })

describe('what is returned', () => {
  test('SYN-10 comes from any bench, of any chains, with holes, each entry by itself', async () => {
    const centre = Centre.inMemory()
    const [a, b] = [chainOf(1, 1, 2, 3), chainOf(2, 11, 12, 13)]
    const spoilt = { envelope: { ...b.events[0]!, body: testBody(uid(99)) } }
    expect(said(await centre.giveBack([...at(a, 1, 3), spoilt, ...at(b, 2)]))).toEqual([
      'ACCEPTED 1',
      'ACCEPTED 2',
      'REFUSED BAD_HASH',
      'ACCEPTED 3',
    ])
    expect(said(await centre.giveBack(at(a, 3, 1)))).toEqual(['DUPLICATE 2', 'DUPLICATE 1'])
  })

  test('SYN-10 SYN-17 is refused where it is of another stream or too large', async () => {
    const centre = Centre.inMemory()
    const elsewhere = new TestChain(testId('b', 1), 1, testId('5', 2))
    elsewhere.write(testBody(uid(1)))
    elsewhere.write(testBody(uid(2)))
    const large = new TestChain(testId('b', 2))
    large.write(testBody(uid(3), [], 'x'.repeat(LIMITS.bodyBytes)))
    const answer = await centre.giveBack([...at(elsewhere, 1), ...at(large, 1)])
    expect(said(answer)).toEqual(['REFUSED OTHER_SITE', 'REFUSED TOO_LARGE'])
    expect(centre.log.eventsOf(STREAM)).toEqual([])
  })

  test('SYN-7 waits for its causes, which may stand earlier in the message or be lost', async () => {
    const chain = chainOf(1, 1)
    chain.write(testBody(uid(2), [uid(1)]))
    const first = Centre.inMemory()
    const early = await first.giveBack(at(chain, 2, 1))
    expect(early).toMatchObject({
      value: { outcomes: [{ reason: 'MISSING_CAUSE', uid: uid(1) }, {}] },
    })
    expect(said(early)).toEqual(['REFUSED MISSING_CAUSE', 'ACCEPTED 1'])
    const second = Centre.inMemory()
    expect(said(await second.giveBack(at(chain, 1, 2)))).toEqual(['ACCEPTED 1', 'ACCEPTED 2'])
    const third = Centre.inMemory()
    expect(said(await third.giveBack(at(chain, 2), [uid(1)]))).toEqual(['QUARANTINED 1 CAUSE_LOST'])
  })

  test('SYN-7 a push of a fact whose cause is lost is kept, and later facts build on it', async () => {
    const centre = Centre.inMemory()
    const chain = new TestChain(testId('b', 1))
    chain.write(testBody(uid(1), [uid(9)]))
    chain.write(testBody(uid(2), [uid(1)]))
    expect(said(await centre.push(chain.events))).toMatchObject({
      type: 'MISSING_CAUSE',
      uid: uid(9),
    })
    expect(said(await centre.push(chain.events, { lost: [uid(9)] }))).toEqual([
      'QUARANTINED 1 CAUSE_LOST',
      'ACCEPTED 2',
    ])
    const page = await centre.pull(null)
    expect(page).toMatchObject({ value: { entries: [{ quarantined: 'CAUSE_LOST' }, {}] } })
  })

  test('SYN-11 is kept beside another event of its place, marked, and the chain goes on without it', async () => {
    const centre = Centre.inMemory()
    const chain = chainOf(1, 1, 2)
    const fork = chain.copy(1)
    for (const n of [8, 9]) fork.write(testBody(uid(n)))
    await centre.push(chain.events)
    expect(said(await centre.giveBack(at(fork, 2, 3)))).toEqual([
      'QUARANTINED 3 FORK',
      'QUARANTINED 4 FORK',
    ])
    expect(said(await centre.giveBack(at(fork, 2)))).toEqual(['DUPLICATE 3'])
    expect(said(await centre.push(fork.events.slice(1)))).toEqual({ type: 'FORK', seq: 2 })
    expect(said(await centre.push([chain.write(testBody(uid(3)))]))).toEqual(['ACCEPTED 5'])
  })

  test('SYN-12 a hole is filled by a push, which goes on at the end of what was returned', async () => {
    const centre = Centre.inMemory()
    const chain = chainOf(1, 1, 2, 3, 4, 5, 6)
    await centre.push(chain.events.slice(0, 1))
    await centre.giveBack(at(chain, 4, 3, 6))
    expect(said(await centre.push(chain.events.slice(3)))).toEqual({ type: 'GAP', expect: 2 })
    expect(said(await centre.push(chain.events.slice(0, 3)))).toEqual([
      'DUPLICATE 1',
      'ACCEPTED 5',
      'DUPLICATE 3',
    ])
    expect(said(await centre.push(chain.events.slice(4)))).toEqual(['ACCEPTED 6', 'DUPLICATE 4'])
    expect(centre.log.chainsOf(STREAM).get(chain.name)).toEqual({
      ...headOf(chain, 6),
      islands: [],
    })
  })

  test('SYN-3 a push that would not be followed by what was returned is a fork', async () => {
    const centre = Centre.inMemory()
    const chain = chainOf(1, 1, 2, 3)
    const other = chain.copy(1)
    other.write(testBody(uid(9)))
    await centre.giveBack(at(chain, 1, 3))
    expect(said(await centre.push(other.events.slice(1)))).toEqual({ type: 'FORK', seq: 2 })
    expect(said(await centre.push(chain.events.slice(1)))).toEqual(['ACCEPTED 3', 'DUPLICATE 2'])
  })

  test('SYN-4 a fact that came back under another envelope is an alias', async () => {
    const centre = Centre.inMemory()
    const [old, later] = [chainOf(1, 1), new TestChain(testId('b', 1), 2)]
    later.write(testBody(uid(1)))
    await centre.push(later.events)
    expect(said(await centre.giveBack(at(old, 1)))).toEqual(['ALIAS 1'])
    expect(said(await centre.push([old.write(testBody(uid(2)))]))).toEqual(['ACCEPTED 2'])
  })

  test('SYN-16 is kept without a seal that does not hold, and with one that does', async () => {
    const key = someKey()
    const chain = new TestChain(testId('b', 1))
    chain.write(namingBody(uid(1), key))
    chain.write(testBody(uid(2)))
    const [named, sealed] = chain.events
    const good = sealFor(sealed!, key)
    for (const [seal, kept] of [
      [{ ...good, at: good.at + 1 }, undefined],
      [sealFor(sealed!, someKey()), undefined],
      [good, good],
    ] as const) {
      const centre = Centre.inMemory()
      const given = [{ envelope: named! }, { envelope: sealed!, seal }]
      expect(said(await centre.giveBack(given))).toEqual(['ACCEPTED 1', 'ACCEPTED 2'])
      const page = await centre.pull(null)
      expect(answered(page).entries[1]!.seal).toEqual(kept)
    }
  })
})

describe('SYN-13 hello', () => {
  test('tells what is kept of a chain from what its bench has', async () => {
    const centre = Centre.inMemory()
    const chain = chainOf(1, 1, 2, 3, 4, 5)
    const fork = chain.copy(1)
    fork.write(testBody(uid(9)))
    const stands = async (head: { seq: number; hash: string } | null) => {
      const answer = await centre.hello([{ chain: chain.name, head }])
      const { status, expect } = answered(answer).chains[0]!
      return `${status} ${expect}`
    }
    expect(await stands(null)).toBe('OK 1')
    expect(await stands(headOf(chain, 3))).toBe('OK 1')
    await centre.push(chain.events.slice(0, 2))
    expect(await stands(null)).toBe('BEHIND 3')
    expect(await stands(headOf(chain, 1))).toBe('BEHIND 3')
    expect(await stands(headOf(chain, 2))).toBe('OK 3')
    expect(await stands(headOf(fork, 2))).toBe('FORK 3')
    await centre.giveBack(at(chain, 4))
    expect(await stands(headOf(chain, 2))).toBe('BEHIND 3')
    expect(await stands(headOf(chain, 3))).toBe('BEHIND 3')
    expect(await stands(headOf(chain, 4))).toBe('OK 3')
    expect(await stands({ seq: 4, hash: NO_HASH })).toBe('FORK 3')
    expect(await stands(headOf(chain, 5))).toBe('OK 3')
  })
})

describe('SYN-14 a service that was restored', () => {
  test('shows by its running hashes how far its order is that of a bench', async () => {
    const log = new MemoryLog(EPOCH, [STREAM])
    const centre = new Centre(log)
    const chain = chainOf(1, 1, 2, 3, 4)
    await centre.push(chain.events.slice(0, 2))
    const backup = log.copy()
    await centre.push(chain.events.slice(2))
    const before = await centre.chain([0, 1, 2, 3, 4, 5])
    const cursor = answered(before).head
    log.restore(backup)
    expect(await centre.pull(cursor)).toMatchObject({
      error: { type: 'DIVERGED', head: { pos: 2 } },
    })
    await centre.push(chainOf(2, 11, 12).events)
    expect(await centre.pull(cursor)).toMatchObject({
      error: { type: 'DIVERGED', head: { pos: 4 } },
    })
    const after = await centre.chain([0, 1, 2, 3, 4, 5])
    const [then, now] = [before, after].map((one) => answered(one).hashes)
    expect(now!.map((hash, i) => hash === then![i])).toEqual([true, true, true, false, false, true])
    expect(now![5]).toBeNull()
  })

  test('is in another epoch where its operator says so, and no cursor of before is of it', async () => {
    const log = new MemoryLog(EPOCH, [STREAM])
    const centre = new Centre(log)
    await centre.push(chainOf(1, 1).events)
    const page = await centre.pull(null)
    const cursor = answered(page).cursor
    log.restore(log.copy(), testId('e', 2))
    expect(await centre.pull(cursor)).toMatchObject({ error: { type: 'DIVERGED' } })
    expect(await centre.hello([], cursor)).toMatchObject({
      value: { stream: { status: 'DIVERGED' } },
    })
    const next = { ...cursor, epoch: testId('e', 2) }
    expect(await centre.pull(next)).toMatchObject({ value: { entries: [] } })
  })
})

test('SYN-12 places come together whatever the order in which they are filled', () => {
  const { events } = chainOf(1, 1, 2, 3, 4, 5)
  const orders = [
    [1, 2, 3, 4, 5],
    [5, 4, 3, 2, 1],
    [3, 1, 5, 4, 2],
    [2, 4, 5, 3, 1],
  ]
  for (const order of orders) {
    let state: ChainState = NO_CHAIN
    for (const seq of order) {
      const event = events[seq - 1]!
      expect(isTaken(state, seq)).toBe(false)
      expect(fits(state, event)).toBe(true)
      expect(fits(state, { ...event, prev: 'f'.repeat(64), hash: 'f'.repeat(64) })).toBe(
        !isTaken(state, seq - 1) && !isTaken(state, seq + 1) && seq > 1,
      )
      state = withEvent(state, event)
    }
    expect(state).toEqual({ seq: 5, hash: events[4]!.hash, islands: [] })
  }
})
