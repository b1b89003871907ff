import { describe, expect, test } from 'vitest'
import { admit } from '#shared/sync/admission.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import { sha256, TestChain, testBody, testId } from '../../support/sync/events.ts'
import { MemoryKeeper } from '../../support/sync/memory-keeper.ts'

const uid = (n: number) => testId('a', n)

function chainOf(...uids: number[]): TestChain {
  const chain = new TestChain(testId('b', 1))
  for (const n of uids) chain.write(testBody(uid(n)))
  return chain
}

const outcomes = (result: ReturnType<MemoryKeeper['push']>) =>
  result.ok ? result.value.map(({ outcome, pos }) => `${outcome} ${pos}`) : result.error

describe('admission of a run', () => {
  test('gives dense positions and takes the same run twice as the same events', () => {
    const keeper = new MemoryKeeper()
    const { events } = chainOf(1, 2, 3)
    expect(outcomes(keeper.push(events))).toEqual(['ACCEPTED 1', 'ACCEPTED 2', 'ACCEPTED 3'])
    expect(outcomes(keeper.push(events))).toEqual(['DUPLICATE 1', 'DUPLICATE 2', 'DUPLICATE 3'])
    expect(keeper.log).toHaveLength(3)
  })

  test('refuses a gap and says what it expects', () => {
    const keeper = new MemoryKeeper()
    const { events } = chainOf(1, 2, 3)
    keeper.push(events.slice(0, 1))
    expect(outcomes(keeper.push(events.slice(2)))).toEqual({ type: 'GAP', expect: 2 })
    expect(outcomes(keeper.push(events.slice(1)))).toEqual(['ACCEPTED 2', 'ACCEPTED 3'])
  })

  test('answers a fork where the hash at a seq is another', () => {
    const keeper = new MemoryKeeper()
    const chain = chainOf(1, 2)
    const copy = chain.copy()
    chain.write(testBody(uid(3)))
    copy.write(testBody(uid(4)))
    keeper.push(chain.events)
    expect(outcomes(keeper.push(copy.events.slice(2)))).toEqual({ type: 'FORK', seq: 3 })
    expect(outcomes(keeper.push(copy.events))).toEqual(['DUPLICATE 1', 'DUPLICATE 2'])
  })

  test('answers a fork where the next event follows another last event', () => {
    const keeper = new MemoryKeeper()
    const chain = chainOf(1)
    const copy = chain.copy()
    keeper.push([...chain.events, chain.write(testBody(uid(2)))])
    copy.write(testBody(uid(3)))
    const next = copy.write(testBody(uid(4)))
    expect(outcomes(keeper.push([next]))).toEqual({ type: 'FORK', seq: 2 })
  })

  test('never takes another event at the same seq for a duplicate, whatever its uid', () => {
    const keeper = new MemoryKeeper()
    const chain = chainOf(1)
    const copy = chain.copy(0)
    copy.write(testBody(uid(1), [], 'said otherwise'))
    keeper.push(chain.events)
    expect(outcomes(keeper.push(copy.events))).toEqual({ type: 'FORK', seq: 1 })
  })

  test('sequences a fact only when its causes are known, and takes the events before it', () => {
    const keeper = new MemoryKeeper()
    const chain = chainOf(1)
    chain.write(testBody(uid(2), [uid(9)]))
    expect(outcomes(keeper.push(chain.events))).toEqual(['ACCEPTED 1'])
    const again = keeper.push(chain.events.slice(1))
    expect(outcomes(again)).toEqual({ type: 'MISSING_CAUSE', seq: 2, uid: uid(9) })
    const other = new TestChain(testId('b', 2))
    other.write(testBody(uid(9)))
    keeper.push(other.events)
    expect(outcomes(keeper.push(chain.events.slice(1)))).toEqual(['ACCEPTED 3'])
  })

  test('knows a cause that stands earlier in the same run', () => {
    const keeper = new MemoryKeeper()
    const chain = chainOf(1)
    chain.write(testBody(uid(2), [uid(1)]))
    expect(outcomes(keeper.push(chain.events))).toEqual(['ACCEPTED 1', 'ACCEPTED 2'])
  })

  test('advances a new incarnation over a fact that is known, without a second row', () => {
    const keeper = new MemoryKeeper()
    const old = chainOf(1, 2)
    keeper.push(old.events)
    const incarnation = new TestChain(old.install, 2)
    incarnation.write(testBody(uid(2)))
    incarnation.write(testBody(uid(3)))
    expect(outcomes(keeper.push(incarnation.events))).toEqual(['ALIAS 2', 'ACCEPTED 3'])
    expect(outcomes(keeper.push(incarnation.events))).toEqual(['DUPLICATE 2', 'DUPLICATE 3'])
    expect(keeper.log).toHaveLength(3)
  })

  test('keeps another fact under a known uid, in quarantine', () => {
    const keeper = new MemoryKeeper()
    keeper.push(chainOf(1).events)
    const other = new TestChain(testId('b', 2))
    other.write(testBody(uid(1), [], 'said otherwise'))
    expect(keeper.push(other.events)).toEqual({
      ok: true,
      value: [{ seq: 1, outcome: 'QUARANTINED', pos: 2, reason: 'UID_TAKEN' }],
    })
    expect(keeper.fact(uid(1))?.pos).toBe(1)
  })

  test.each([
    ['no JSON', 'hello', 'BAD_BODY'],
    ['no known form', '{"uid":1}', 'BAD_BODY'],
    ['nested too deeply', '['.repeat(8000) + ']'.repeat(8000), 'TOO_DEEP'],
    ['its own cause', testBody(uid(1), [uid(1)]), 'OWN_CAUSE'],
  ])('quarantines a body that is %s and goes on', (_, body, reason) => {
    const keeper = new MemoryKeeper()
    const chain = new TestChain(testId('b', 1))
    chain.write(body)
    chain.write(testBody(uid(2)))
    expect(keeper.push(chain.events)).toMatchObject({
      value: [{ outcome: 'QUARANTINED', reason }, { outcome: 'ACCEPTED' }],
    })
  })

  test('lets later facts build on a body that only a later version can read', () => {
    const keeper = new MemoryKeeper()
    const chain = new TestChain(testId('b', 1))
    chain.write(JSON.stringify({ uid: uid(1), base: {}, anything: 'new' }))
    chain.write(testBody(uid(2), [uid(1)]))
    expect(outcomes(keeper.push(chain.events))).toEqual(['QUARANTINED 1', 'ACCEPTED 2'])
  })

  test('refuses a changed body, a broken link and a first event that follows something', () => {
    const [first, second] = chainOf(1, 2).events
    const changed = { ...first!, body: testBody(uid(7)) }
    const stray = { ...second!, seq: 1 }
    const bad = { type: 'BAD_HASH', seq: 1 }
    expect(outcomes(new MemoryKeeper().push([changed]))).toEqual(bad)
    expect(outcomes(new MemoryKeeper().push([stray]))).toEqual(bad)
    const unlinked = chainOf(3).write(testBody(uid(4)))
    expect(outcomes(new MemoryKeeper().push([first!, unlinked]))).toEqual(['ACCEPTED 1'])
  })

  test('refuses a run that is not one', () => {
    const { events } = chainOf(1, 2, 3)
    const keeper = new MemoryKeeper()
    keeper.push(events)
    expect(outcomes(keeper.push([events[0]!, events[2]!]))).toEqual(['DUPLICATE 1'])
  })

  test('refuses a body that is too large, and nothing else of the chain', () => {
    const keeper = new MemoryKeeper()
    const chain = chainOf(1)
    chain.write(testBody(uid(2), [], 'x'.repeat(LIMITS.bodyBytes)))
    expect(outcomes(keeper.push(chain.events))).toEqual(['ACCEPTED 1'])
    expect(outcomes(keeper.push(chain.events.slice(1)))).toEqual({ type: 'TOO_LARGE', seq: 2 })
  })

  test('leaves the rest of a run for the next push when a uid comes twice in it', () => {
    const keeper = new MemoryKeeper()
    const { events } = chainOf(1, 2, 1, 3)
    expect(outcomes(keeper.push(events))).toEqual(['ACCEPTED 1', 'ACCEPTED 2'])
    expect(outcomes(keeper.push(events.slice(2)))).toEqual(['ALIAS 1', 'ACCEPTED 3'])
  })

  test('decides without changing anything', () => {
    const keeper = new MemoryKeeper()
    const { events } = chainOf(1, 2)
    const decided = admit(sha256, keeper, events)
    expect(decided).toMatchObject({ value: [{ pos: null }, { pos: null }] })
    expect(keeper.log).toEqual([])
  })
})
