import { describe, expect, test } from 'vitest'
import { envelopeHash, NO_HASH } from '#shared/ledger/envelope.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import { Centre, said } from '../../support/sync/centre.ts'
import { STREAM, sha256, TestChain, testBody, testId } from '../../support/sync/events.ts'

const uid = (n: number) => testId('a', n)

function chainOf(...uids: number[]): TestChain {
  const chain = new TestChain(testId('b', 1))
  for (const n of uids) chain.write(testBody(uid(n)))
  return chain
}

describe('admission of a run', () => {
  test('SYN-1 gives dense positions and takes the same run twice as the same events', async () => {
    const keeper = Centre.inMemory()
    const { events } = chainOf(1, 2, 3)
    expect(said(await keeper.push(events))).toEqual(['ACCEPTED 1', 'ACCEPTED 2', 'ACCEPTED 3'])
    expect(said(await keeper.push(events))).toEqual(['DUPLICATE 1', 'DUPLICATE 2', 'DUPLICATE 3'])
    expect(keeper.log.eventsOf(STREAM)).toHaveLength(3)
  })

  test('SYN-2 refuses a gap and says what it expects', async () => {
    const keeper = Centre.inMemory()
    const { events } = chainOf(1, 2, 3)
    await keeper.push(events.slice(0, 1))
    expect(said(await keeper.push(events.slice(2)))).toEqual({ type: 'GAP', expect: 2 })
    expect(said(await keeper.push(events.slice(1)))).toEqual(['ACCEPTED 2', 'ACCEPTED 3'])
  })

  test('SYN-3 answers a fork where the hash at a seq is another', async () => {
    const keeper = Centre.inMemory()
    const chain = chainOf(1, 2)
    const copy = chain.copy()
    chain.write(testBody(uid(3)))
    copy.write(testBody(uid(4)))
    await keeper.push(chain.events)
    expect(said(await keeper.push(copy.events.slice(2)))).toEqual({ type: 'FORK', seq: 3 })
    expect(said(await keeper.push(copy.events))).toEqual(['DUPLICATE 1', 'DUPLICATE 2'])
  })

  test('SYN-3 answers a fork where the next event follows another last event', async () => {
    const keeper = Centre.inMemory()
    const chain = chainOf(1)
    const copy = chain.copy()
    await keeper.push([...chain.events, chain.write(testBody(uid(2)))])
    copy.write(testBody(uid(3)))
    const next = copy.write(testBody(uid(4)))
    expect(said(await keeper.push([next]))).toEqual({ type: 'FORK', seq: 2 })
  })

  test('SYN-1 never takes another event at the same seq for a duplicate, whatever its uid', async () => {
    const keeper = Centre.inMemory()
    const chain = chainOf(1)
    const copy = chain.copy(0)
    copy.write(testBody(uid(1), [], 'said otherwise'))
    await keeper.push(chain.events)
    expect(said(await keeper.push(copy.events))).toEqual({ type: 'FORK', seq: 1 })
  })

  test('SYN-7 SYN-8 sequences a fact only when its causes are known, and takes the events before it', async () => {
    const keeper = Centre.inMemory()
    const chain = chainOf(1)
    chain.write(testBody(uid(2), [uid(9)]))
    expect(said(await keeper.push(chain.events))).toEqual(['ACCEPTED 1'])
    const again = await keeper.push(chain.events.slice(1))
    expect(said(again)).toEqual({ type: 'MISSING_CAUSE', seq: 2, uid: uid(9) })
    const other = new TestChain(testId('b', 2))
    other.write(testBody(uid(9)))
    await keeper.push(other.events)
    expect(said(await keeper.push(chain.events.slice(1)))).toEqual(['ACCEPTED 3'])
  })

  test('SYN-7 knows a cause that stands earlier in the same run', async () => {
    const keeper = Centre.inMemory()
    const chain = chainOf(1)
    chain.write(testBody(uid(2), [uid(1)]))
    expect(said(await keeper.push(chain.events))).toEqual(['ACCEPTED 1', 'ACCEPTED 2'])
  })

  test('SYN-4 advances a new incarnation over a fact that is known, without a second row', async () => {
    const keeper = Centre.inMemory()
    const old = chainOf(1, 2)
    await keeper.push(old.events)
    const incarnation = new TestChain(old.install, 2)
    incarnation.write(testBody(uid(2)))
    incarnation.write(testBody(uid(3)))
    expect(said(await keeper.push(incarnation.events))).toEqual(['ALIAS 2', 'ACCEPTED 3'])
    expect(said(await keeper.push(incarnation.events))).toEqual(['DUPLICATE 2', 'DUPLICATE 3'])
    expect(keeper.log.eventsOf(STREAM)).toHaveLength(3)
  })

  test('SYN-5 keeps another fact under a known uid, in quarantine', async () => {
    const keeper = Centre.inMemory()
    await keeper.push(chainOf(1).events)
    const other = new TestChain(testId('b', 2))
    other.write(testBody(uid(1), [], 'said otherwise'))
    expect(said(await keeper.push(other.events))).toEqual(['QUARANTINED 2 UID_TAKEN'])
    const again = new TestChain(testId('b', 3))
    again.write(testBody(uid(1)))
    expect(said(await keeper.push(again.events))).toEqual(['ALIAS 1'])
  })

  test.each([
    ['no JSON', 'hello', 'BAD_BODY'],
    ['no known form', '{"uid":1}', 'BAD_BODY'],
    ['nested too deeply', '['.repeat(8000) + ']'.repeat(8000), 'TOO_DEEP'],
    ['its own cause', testBody(uid(1), [uid(1)]), 'OWN_CAUSE'],
  ])('SYN-6 quarantines a body that is %s and goes on', async (_, body, reason) => {
    const keeper = Centre.inMemory()
    const chain = new TestChain(testId('b', 1))
    chain.write(body)
    chain.write(testBody(uid(2)))
    const answer = said(await keeper.push(chain.events))
    expect(answer).toEqual([`QUARANTINED 1 ${reason}`, 'ACCEPTED 2'])
  })

  test('SYN-6 lets later facts build on a body that only a later version can read', async () => {
    const keeper = Centre.inMemory()
    const chain = new TestChain(testId('b', 1))
    chain.write(JSON.stringify({ uid: uid(1), base: {}, anything: 'new' }))
    chain.write(testBody(uid(2), [uid(1)]))
    expect(said(await keeper.push(chain.events))).toEqual(['QUARANTINED 1 BAD_BODY', 'ACCEPTED 2'])
  })

  test('SYN-17 refuses a changed body, a broken link and a first event that follows something', async () => {
    const [first, second] = chainOf(1, 2).events
    const changed = { ...first!, body: testBody(uid(7)) }
    const stray = { ...second!, seq: 1 }
    const bad = { type: 'BAD_HASH', seq: 1 }
    expect(said(await Centre.inMemory().push([changed]))).toEqual(bad)
    expect(said(await Centre.inMemory().push([stray]))).toEqual(bad)
    const unlinked = chainOf(3).write(testBody(uid(4)))
    expect(said(await Centre.inMemory().push([first!, unlinked]))).toEqual(['ACCEPTED 1'])
  })

  test('SYN-17 refuses a first link over another than none, though its hash is right', async () => {
    const [first] = chainOf(1).events
    const linked = (prev: string) => {
      const link = { ...first!, prev }
      return { ...link, hash: envelopeHash(sha256, link) }
    }
    const bad = { type: 'BAD_HASH', seq: 1 }
    const keeper = Centre.inMemory()
    expect(said(await keeper.push([linked('f'.repeat(64))]))).toEqual(bad)
    const returned = [{ envelope: linked('f'.repeat(64)) }]
    expect(said(await keeper.giveBack(returned))).toEqual(['REFUSED BAD_HASH'])
    expect(said(await keeper.push([linked(NO_HASH)]))).toEqual(['ACCEPTED 1'])
  })

  test('SYN-17 refuses a run that is not one', async () => {
    const { events } = chainOf(1, 2, 3)
    const keeper = Centre.inMemory()
    await keeper.push(events)
    expect(said(await keeper.push([events[0]!, events[2]!]))).toEqual(['DUPLICATE 1'])
  })

  test('SYN-17 refuses a body that is too large, and nothing else of the chain', async () => {
    const keeper = Centre.inMemory()
    const chain = chainOf(1)
    chain.write(testBody(uid(2), [], 'x'.repeat(LIMITS.bodyBytes)))
    expect(said(await keeper.push(chain.events))).toEqual(['ACCEPTED 1'])
    expect(said(await keeper.push(chain.events.slice(1)))).toEqual({ type: 'TOO_LARGE', seq: 2 })
  })

  test('SYN-4 takes a fact that comes twice in one run as one fact', async () => {
    const keeper = Centre.inMemory()
    const { events } = chainOf(1, 2, 1, 3)
    expect(said(await keeper.push(events))).toEqual([
      'ACCEPTED 1',
      'ACCEPTED 2',
      'ALIAS 1',
      'ACCEPTED 3',
    ])
  })
})
