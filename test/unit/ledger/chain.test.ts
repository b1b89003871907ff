import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainName, checkNext, checkRun, readChainName } from '#shared/ledger/chain.ts'
import { type Envelope, envelopeHash, seal } from '#shared/ledger/envelope.ts'
import { sha256, testId } from '../../support/sync/events.ts'

const NAME = { install: testId('a', 1), incarnation: 3, stream: testId('5', 1) }

/** A chain of so many events. */
function written(length: number, chain = chainName(NAME)): Envelope[] {
  const run: Envelope[] = []
  for (let n = 1; n <= length; n++) run.push(seal(sha256, chain, run.at(-1) ?? null, `{"n":${n}}`))
  return run
}

/** An envelope whose hash is right for whatever it says. */
const sealed = (e: Omit<Envelope, 'hash'>): Envelope => ({ ...e, hash: envelopeHash(sha256, e) })

const fault = (run: readonly Envelope[]) => {
  const checked = checkRun(sha256, null, run)
  return checked.ok ? null : checked.error
}

describe('the name of a chain', () => {
  test('is read back as the parts that it was made of', () => {
    expect(readChainName(chainName(NAME))).toEqual(NAME)
  })

  test.each([
    ['no incarnation', `${NAME.install}:${NAME.stream}`],
    ['incarnation zero', `${NAME.install}~0:${NAME.stream}`],
    ['an incarnation with a leading zero', `${NAME.install}~01:${NAME.stream}`],
    ['no stream', `${NAME.install}~1:`],
    ['capital letters', `${NAME.install.toUpperCase()}~1:${NAME.stream}`],
    ['something behind it', `${NAME.install}~1:${NAME.stream}\n`],
  ])('is not text with %s', (_, text) => {
    expect(readChainName(text)).toBeNull()
  })
})

describe('a run of a chain', () => {
  test('is good as it was written, and ends with its last event', () => {
    const run = written(20)
    const { seq, hash } = run.at(-1)!
    expect(checkRun(sha256, null, run)).toEqual({ ok: true, value: { seq, hash } })
  })

  test('goes on after the head that is known already', () => {
    const run = written(20)
    const { seq, hash } = run[11]!
    expect(checkRun(sha256, { seq, hash }, run.slice(12)).ok).toBe(true)
    expect(checkRun(sha256, { seq: seq + 1, hash }, run.slice(12)).ok).toBe(false)
  })

  test('without events ends where it began', () => {
    expect(checkRun(sha256, null, [])).toEqual({ ok: true, value: null })
  })

  const runAndPlace = fc
    .integer({ min: 2, max: 30 })
    .chain((length) => fc.tuple(fc.constant(length), fc.nat(length - 2)))

  test('names the first event behind one that was removed', () => {
    fc.assert(
      fc.property(runAndPlace, ([length, i]) => {
        const run = written(length).toSpliced(i, 1)
        expect(fault(run)).toEqual({ type: 'WrongSeq', seq: i + 2, expected: i + 1 })
      }),
    )
  })

  test('names an event whose body was changed', () => {
    fc.assert(
      fc.property(runAndPlace, ([length, i]) => {
        const run = written(length)
        run[i] = { ...run[i]!, body: '{"n":0}' }
        expect(fault(run)).toEqual({ type: 'WrongHash', seq: i + 1 })
      }),
    )
  })

  test('names the event behind one that was changed and hashed again', () => {
    fc.assert(
      fc.property(runAndPlace, ([length, i]) => {
        const run = written(length)
        run[i] = sealed({ ...run[i]!, body: '{"n":0}' })
        expect(fault(run)).toEqual({ type: 'WrongPrev', seq: i + 2 })
      }),
    )
  })

  test('names the first of two events that were swapped', () => {
    fc.assert(
      fc.property(runAndPlace, ([length, i]) => {
        const run = written(length)
        ;[run[i], run[i + 1]] = [run[i + 1]!, run[i]!]
        expect(fault(run)).toEqual({ type: 'WrongSeq', seq: i + 2, expected: i + 1 })
      }),
    )
  })

  test('names the first of two bodies that were swapped in their envelopes', () => {
    fc.assert(
      fc.property(runAndPlace, ([length, i]) => {
        const run = written(length)
        const [one, next] = [run[i]!, run[i + 1]!]
        run[i] = { ...one, body: next.body }
        run[i + 1] = { ...next, body: one.body }
        expect(fault(run)).toEqual({ type: 'WrongHash', seq: i + 1 })
      }),
    )
  })

  test('does not show that its tail is missing: that is what an anchor is for', () => {
    expect(fault(written(20).slice(0, 12))).toBeNull()
  })

  test('of two chains is a defect of whoever asks', () => {
    const other = written(2, chainName({ ...NAME, incarnation: 4 }))
    expect(() => checkRun(sha256, null, [written(1)[0]!, other[1]!])).toThrow('one chain')
  })

  test('of another chain is not taken for this one, though all its links are right', () => {
    const [first, second] = written(2)
    const { seq, hash } = first!
    const moved = { ...second!, chain: chainName({ ...NAME, incarnation: 4 }) }
    expect(checkNext(sha256, { seq, hash }, moved)).toEqual({
      ok: false,
      error: { type: 'WrongHash', seq: 2 },
    })
  })
})
