import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TubeClaim } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft, Fact } from '#shared/domain/facts.ts'
import { extend, fold, type Head, type Link } from '#shared/domain/fold.ts'
import {
  accessioned,
  at,
  checkedOut,
  IDA,
  moved,
  NOON,
  placementUndone,
  returned,
  stored,
  T1,
} from '../../support/domain/facts.ts'
import { testId } from '../../support/sync/events.ts'

const TUBE = entity.tube(T1)
const uid = (n: number) => testId('e', n)

const factOf = (draft: Draft, n: number): Fact => ({
  ...draft,
  uid: uid(n),
  actor: IDA,
  at: NOON + n,
})

const place = fc.constantFrom('A1', 'B3', 'C5', 'I9').map((name) => at(name))
/** What may be said of a tube, or something that this version cannot read. */
const said = fc.oneof(
  { arbitrary: fc.constant(null), weight: 1 },
  { arbitrary: fc.constant(accessioned(T1)), weight: 1 },
  { arbitrary: place.map((p) => stored(T1, p)), weight: 3 },
  { arbitrary: fc.tuple(place, place).map(([a, b]) => moved(T1, a, b)), weight: 3 },
  { arbitrary: place.map((p) => checkedOut(T1, p)), weight: 2 },
  { arbitrary: fc.tuple(place, place).map(([a, b]) => returned(T1, a, b)), weight: 2 },
  { arbitrary: place.map((p) => placementUndone(T1, p, uid(0))), weight: 1 },
)

interface Step {
  readonly draft: Draft | null
  /** Which of the heads so far the writer had received; all when it is empty. */
  readonly missed: readonly boolean[]
}
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ draft: said, missed: fc.array(fc.boolean(), { maxLength: 3 }) }),
  { minLength: 1, maxLength: 16 },
)

/** A history as benches write it: each event supersedes those of the present heads that its writer saw. */
function historyOf(all: readonly Step[]): Link[] {
  const links: Link[] = []
  for (const [n, { draft, missed }] of all.entries()) {
    const heads = fold(TUBE, links)
    const base = heads.filter((_, i) => !missed[i]).map((head) => head.uid)
    links.push({ uid: uid(n), base, fact: draft && factOf(draft, n) })
  }
  return links
}

const uids = (heads: readonly Head[]) => heads.map((head) => head.uid).sort()

describe('the fold of an entity', () => {
  test('is the same event by event where the event saw all heads', () => {
    fc.assert(
      fc.property(steps, said, (all, draft) => {
        const links = historyOf(all)
        const before = fold(TUBE, links)
        const base = before.map((head) => head.uid)
        const link: Link = { uid: uid(99), base, fact: draft && factOf(draft, 99) }
        expect(extend(TUBE, before, link)).toEqual(fold(TUBE, [...links, link]))
      }),
    )
  })

  test('would not be the same if an event that missed a head were simply put last', () => {
    const links = historyOf([
      { draft: stored(T1, at('A1')), missed: [] },
      { draft: moved(T1, at('A1'), at('B3')), missed: [true] },
    ])
    const before = fold(TUBE, links.slice(0, 1))
    expect(extend(TUBE, before, links[1]!)).not.toEqual(fold(TUBE, links))
  })

  test('has the same heads and claims in every order that keeps causes before effects', () => {
    const shuffled = steps.chain((all) =>
      fc.tuple(fc.constant(all), fc.array(fc.nat(), { minLength: 40, maxLength: 40 })),
    )
    fc.assert(
      fc.property(shuffled, ([all, picks]) => {
        const links = historyOf(all)
        const other = causalOrder(links, picks)
        const byUid = (a: Head, b: Head) => a.uid.localeCompare(b.uid)
        expect(fold(TUBE, other).sort(byUid)).toEqual(fold(TUBE, links).sort(byUid))
      }),
    )
  })

  test('has both heads of two benches that did not see each other', () => {
    const links = historyOf([
      { draft: accessioned(T1), missed: [] },
      { draft: stored(T1, at('A1')), missed: [] },
    ])
    const apart: Link = { ...links[1]!, uid: uid(7), fact: factOf(stored(T1, at('B3')), 7) }
    const heads = fold(TUBE, [...links, apart])
    expect(uids(heads)).toEqual([uid(1), uid(7)])
    expect(heads.map(({ claim }) => (claim as TubeClaim).at)).toEqual([at('A1'), at('B3')])
  })

  test('marks what rests on an event that it cannot read, and keeps the claim before it', () => {
    const links = historyOf([
      { draft: stored(T1, at('A1')), missed: [] },
      { draft: null, missed: [] },
    ])
    const [unread] = fold(TUBE, links)
    expect(unread).toMatchObject({ uid: uid(1), unread: true, claim: { at: at('A1') } })
    const after: Link = {
      uid: uid(2),
      base: [uid(1)],
      fact: factOf(moved(T1, at('A1'), at('B3')), 2),
    }
    expect(fold(TUBE, [...links, after])).toMatchObject([{ unread: true, claim: { at: at('B3') } }])
  })

  test('NEW-1 carries on that an event which it cannot read must not be passed over', () => {
    const links = historyOf([{ draft: stored(T1, at('A1')), missed: [] }])
    const unread = (crit: boolean): Link => ({ uid: uid(1), base: [uid(0)], fact: null, crit })
    const after: Link = { uid: uid(2), base: [uid(1)], fact: factOf(stored(T1, at('B3')), 2) }
    expect(fold(TUBE, [...links, unread(true), after])).toMatchObject([{ crit: true }])
    expect(fold(TUBE, [...links, unread(false), after])[0]).not.toHaveProperty('crit')
    const read: Link = { ...after, base: [uid(0)], crit: true }
    expect(fold(TUBE, [...links, read])[0]).not.toHaveProperty('crit')
  })

  test('marks every entity of a kind that it does not know', () => {
    const link: Link = { uid: uid(1), base: [], fact: factOf(accessioned(T1), 1) }
    expect(fold('spaceship:x', [link])).toEqual([{ uid: uid(1), claim: null, unread: true }])
  })
})

/** Another order of the same events in which each still comes after those that it saw. */
function causalOrder(links: readonly Link[], picks: readonly number[]): Link[] {
  const left = [...links]
  const done: Link[] = []
  while (left.length > 0) {
    const isReady = (link: Link) => link.base.every((cause) => done.some((d) => d.uid === cause))
    const ready = left.filter(isReady)
    const next = ready[(picks[done.length] ?? 0) % ready.length]!
    done.push(next)
    left.splice(left.indexOf(next), 1)
  }
  return done
}
