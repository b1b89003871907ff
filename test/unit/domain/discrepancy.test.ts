import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountOf, strictest } from '#shared/domain/discrepancy/amounts.ts'
import { CLOCK_MAY_DIFFER, clockFault } from '#shared/domain/discrepancy/clocks.ts'
import { mergesOf, placeMerges, tubesDiffer } from '#shared/domain/discrepancy/merges.ts'
import { type Situation, standingOf } from '#shared/domain/discrepancy/state.ts'
import { outAfterWithdrawal } from '#shared/domain/discrepancy/withdrawal.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft, Fact } from '#shared/domain/facts.ts'
import { everyHead, type Link } from '#shared/domain/fold.ts'
import {
  accessioned,
  at,
  checkedOut,
  IDA,
  lab,
  MARC,
  moved,
  NOON,
  STUDY,
  specimenData,
  stored,
  T1,
  T2,
  T3,
} from '../../support/domain/facts.ts'
import { ask, given } from '../../support/domain/given.ts'

const uid = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const uids = fc.uniqueArray(uid, { minLength: 1, maxLength: 4 })
const situations: fc.Arbitrary<Situation> = fc.record({
  holds: fc.boolean(),
  evidence: uids,
  merges: fc.array(uids, { maxLength: 3 }),
})

describe('DIS-1 how a discrepancy stands', () => {
  test.each([
    ['holds and nobody has looked', true, ['a', 'b'], [], [], 'open'],
    ['holds, and all of it was seen', true, ['a', 'b'], [], [['a', 'b', 'c']], 'resolved'],
    ['holds, and something is new', true, ['a', 'c'], [], [['a', 'b']], 'reopened'],
    ['holds, and two have each seen a part', true, ['a', 'b'], [], [['a'], ['b']], 'reopened'],
    ['was cleared', false, [], [['a', 'b']], [], 'cleared'],
    ['was cleared after it was seen', false, [], [['a', 'b']], [['a', 'b']], 'resolved'],
    [
      'was cleared twice, and seen once',
      false,
      [],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      [['a', 'b']],
      'cleared',
    ],
    ['is gone without a trace', false, [], [], [], null],
    ['is gone, and was seen', false, [], [], [['a']], 'resolved'],
  ] as const)('%s', (_, holds, evidence, merges, resolutions, state) => {
    const stands = standingOf({ holds, evidence, merges }, resolutions)
    expect(stands?.state ?? null).toBe(state)
  })

  test('no order of what is here changes it', () => {
    fc.assert(
      fc.property(
        situations,
        fc.array(uids, { maxLength: 3 }),
        fc.func(fc.integer()),
        (one, resolutions, rank) => {
          const shuffled = <T>(all: readonly T[]): T[] =>
            [...all].sort((a, b) => Number(rank(a)) - Number(rank(b)))
          const other = {
            holds: one.holds,
            evidence: shuffled(one.evidence),
            merges: shuffled(one.merges.map(shuffled)),
          }
          expect(standingOf(other, shuffled(resolutions.map(shuffled)))).toEqual(
            standingOf(one, resolutions),
          )
        },
      ),
    )
  })

  test('one that names the whole basis settles it, and only that', () => {
    fc.assert(
      fc.property(situations, fc.array(uids, { maxLength: 2 }), (one, resolutions) => {
        const stands = standingOf(one, resolutions)
        if (!stands || stands.state === 'resolved') return
        expect(standingOf(one, [...resolutions, stands.basis])!.state).toBe('resolved')
        const missed = one.holds ? one.evidence[0] : stands.basis[0]
        const less = stands.basis.filter((uid) => uid !== missed)
        expect(standingOf(one, [...resolutions, less])!.state).not.toBe('resolved')
      }),
    )
  })

  test('a resolution never opens anything', () => {
    fc.assert(
      fc.property(situations, fc.array(uids, { maxLength: 2 }), uids, (one, resolutions, basis) => {
        if (standingOf(one, resolutions)?.state !== 'resolved') return
        expect(standingOf(one, [...resolutions, basis])!.state).toBe('resolved')
      }),
    )
  })

  test('a basis is never longer than a resolution can be', () => {
    const many = Array.from({ length: 90 }, (_, n) => `e${String(n).padStart(3, '0')}`)
    const basis = standingOf({ holds: true, evidence: many, merges: [many] }, [])!.basis
    expect(basis).toHaveLength(64)
  })
})

let count = 0
const fact = (draft: Draft, name = `u${++count}`): Fact =>
  ({ ...draft, uid: name, actor: IDA, at: NOON }) as Fact
const link = (name: string, base: readonly string[], draft: Draft): Link => ({
  uid: name,
  base,
  fact: fact(draft, name),
})

describe('DIS-2 what an event has cleared', () => {
  const [b3, c1, d1] = [at('B3'), at('C1'), at('D1')]
  const TUBE = entity.tube(T1)
  const history = [
    link('a', [], stored(T1, b3)),
    link('b', ['a'], moved(T1, b3, c1)),
    link('c', ['a'], moved(T1, b3, d1)),
    link('d', ['b', 'c'], moved(T1, c1, d1)),
  ]
  const merges = (links: readonly Link[]) => mergesOf(links, everyHead(TUBE, links), tubesDiffer)

  test('is what disagreed when it came', () => expect(merges(history)).toEqual([['b', 'c']]))
  test('is nothing where the heads agreed', () => {
    const same = history.with(2, link('c', ['a'], moved(T1, b3, c1)))
    expect(merges(same)).toEqual([])
  })
  test('is nothing as long as nobody has seen both', () => {
    expect(merges(history.slice(0, 3))).toEqual([])
  })

  const P = entity.position(b3)
  const shared = [
    link('a', [], stored(T1, b3)),
    link('b', [], stored(T2, b3)),
    link('c', ['a', 'b'], checkedOut(T1, b3)),
    link('d', ['c'], moved(T2, b3, c1)),
  ]
  test('is, in a position, what all before it had put there', () => {
    expect(placeMerges(P, shared)).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ])
  })
  test('is the same in any order', () => {
    const sorted = (of: readonly (readonly string[])[]) => of.map((one) => one.join()).sort()
    fc.assert(
      fc.property(fc.shuffledSubarray(shared, { minLength: 4 }), (links) => {
        expect(sorted(placeMerges(P, links))).toEqual(sorted(placeMerges(P, shared)))
      }),
    )
  })
  test('is nothing where one tube had left before the other came', () => {
    const apart = [
      shared[0]!,
      link('m', ['a'], moved(T1, b3, c1)),
      link('b', ['m'], stored(T2, b3)),
    ]
    expect(placeMerges(P, apart)).toEqual([])
  })
  test('is nothing where one had left by an act that does not speak of the position', () => {
    const unsaid = [
      shared[0]!,
      link('b', ['a'], stored(T2, b3)),
      link('c', ['b'], moved(T2, b3, c1)),
    ]
    expect(placeMerges(P, unsaid)).toEqual([])
    // Two that did not know of each other are still what the third has cleared.
    expect(placeMerges(P, unsaid.with(1, link('b', [], stored(T2, b3))))).toEqual([])
    const both = [...unsaid.slice(0, 1), link('b', [], stored(T2, b3))]
    expect(placeMerges(P, [...both, link('c', ['a', 'b'], moved(T2, b3, c1))])).toEqual([
      ['a', 'b'],
    ])
  })
})

describe('DIS-7 what was let go after a withdrawal', () => {
  const donor = 'D-AAAA-2222'
  const withdrawn: Draft = {
    type: 'donor.withdrawn',
    ents: [entity.donor(donor)],
    data: { donor, by: 'donor', wish: 'destroy', reason: null },
  }
  const out = checkedOut(T1, at('B3'))
  const holds = (links: readonly Link[], undone: string[] = [], outNow: string[] = []) =>
    outAfterWithdrawal(T1, links, new Set(undone), outNow).holds

  test('and was not known to who withdrew', () => {
    expect(holds([link('e', [], out), link('w', [], withdrawn)])).toBe(true)
  })
  test('and knew of it', () => {
    expect(holds([link('w', [], withdrawn), link('e', ['w'], out)])).toBe(true)
  })
  test('is nothing that who withdrew had heard of', () => {
    expect(holds([link('e', [], out), link('w', ['e'], withdrawn)])).toBe(false)
  })
  test('is nothing that was taken back, and no other specimen', () => {
    expect(holds([link('e', [], out), link('w', [], withdrawn)], ['e'])).toBe(false)
    expect(holds([link('e', [], checkedOut(T2, at('B3'))), link('w', [], withdrawn)])).toBe(false)
  })
  test('is one that is still out', () => {
    expect(holds([link('e', [], out), link('w', ['e'], withdrawn)], [], ['e'])).toBe(true)
    expect(holds([link('e', [], out)], [], ['e'])).toBe(false)
  })
})

describe('DIS-8 what is used and thawed', () => {
  const used = (n: number, undoes?: string): Draft => ({
    type: 'specimen.used',
    ents: [entity.amount(T1)],
    data: { specimen: T1, nanolitres: n, reason: null, ...(undoes && { undoes }) },
  })
  test('adds up in any order, and what was taken back twice counts once', () => {
    const facts = [
      fact(used(5), 'a'),
      fact(used(7), 'b'),
      fact(used(5, 'a'), 'c'),
      fact(used(5, 'a'), 'd'),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: 4 }), (all) => {
        expect(amountOf(all)).toEqual({ used: 7, thaws: 0, uses: ['b'], thawings: [] })
      }),
    )
  })
  test('is measured by the strictest limit', () => {
    expect(strictest([null, 3, 2])).toBe(2)
    expect(strictest([null])).toBeNull()
  })
})

describe('DIS-9 at one bench', () => {
  const has = (nanolitres: number | null) => given(lab, accessioned(T1, { nanolitres }))
  const use = (nanolitres: number) => ask('useQuantity', { specimen: T1, nanolitres, reason: null })

  test('what is left may be used up, and not one nanolitre more', () => {
    has(100).after(use(60)).when(use(41)).refuses({ type: 'NotEnough', left: 40, asked: 41 })
    expect(has(100).after(use(60)).when(use(40)).facts).toHaveLength(1)
  })
  test('of what nobody has measured any amount may be used', () => {
    expect(has(null).when(use(9_000_000)).facts).toHaveLength(1)
  })
  test('a thaw beyond the limit is refused', () => {
    const limit = ask('setThawLimit', { study: STUDY, thaws: 0 })
    has(1).when(ask('recordThaw', { specimen: T1 }))
    given(lab, accessioned(T1))
      .after(limit, MARC)
      .when(ask('recordThaw', { specimen: T1 }))
      .refuses({ type: 'ThawLimit', thaws: 0, limit: 0 })
  })
})

describe('DIS-14 a clock', () => {
  test.each([
    [NOON + CLOCK_MAY_DIFFER, NOON, null, null],
    [NOON + CLOCK_MAY_DIFFER + 1, NOON, null, 'late'],
    [NOON - CLOCK_MAY_DIFFER, NOON + 1, NOON, null],
    [NOON - CLOCK_MAY_DIFFER - 1, NOON + 1, NOON, 'early'],
    [0, NOON, null, null],
  ] as const)('that says %d of what came at %d after %s', (at, received, heard, fault) => {
    expect(clockFault(at, received, heard)).toBe(fault)
  })
})

test('TUB-3 neither an intake nor a move puts a tube into a position that two claim', () => {
  const both = given(lab, accessioned(T1), accessioned(T2), stored(T1, at('A1')), {
    apart: [[moved(T1, at('A1'), at('B3'))], [stored(T2, at('B3'))]],
  })
  const other = { ...specimenData(T3), at: at('B3') }
  both.when(ask('takeIn', other)).refuses({ type: 'Contested' })
  both
    .after(ask('takeIn', { ...other, at: at('I9') }))
    .when(ask('move', { specimen: T3, at: at('B3') }))
    .refuses({ type: 'Contested' })
})
