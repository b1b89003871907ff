import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addHead, extendsAll, type Heads, NO_HEADS } from '#shared/ledger/heads.ts'

interface Event {
  readonly uid: string
  readonly base: readonly string[]
}

/**
 * Random histories of one entity: each event saw some of the events before it, so histories branch and
 * join as those of benches that are now and then without a connection.
 */
const history = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 24 })
  .map((saw) =>
    saw.map((picks, i): Event => {
      const base = i === 0 ? [] : [...new Set(picks.map((pick) => `e${pick % i}`))]
      return { uid: `e${i}`, base }
    }),
  )

const headsAfter = (events: readonly Event[]): Heads =>
  events.reduce((heads, { uid, base }) => addHead(heads, uid, base), NO_HEADS)

const sorted = (set: ReadonlySet<string>) => [...set].sort()

/** The heads by their definition: what no event has in its base. */
function defined(events: readonly Event[]): string[] {
  const superseded = new Set(events.flatMap(({ base }) => base))
  return events
    .map(({ uid }) => uid)
    .filter((uid) => !superseded.has(uid))
    .sort()
}

describe('the heads of an entity', () => {
  test('are the events that no event supersedes', () => {
    fc.assert(
      fc.property(history, (events) => {
        expect(sorted(headsAfter(events).heads)).toEqual(defined(events))
      }),
    )
  })

  test('do not depend on the order in which events come', () => {
    const shuffled = history.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        expect(sorted(headsAfter(other).heads)).toEqual(sorted(headsAfter(events).heads))
      }),
    )
  })

  test('would depend on it if an event were a head whenever it comes: the last writer would win', () => {
    const lastWins = (events: readonly Event[]) => [events.at(-1)!.uid]
    const apart: Event[] = [
      { uid: 'e0', base: [] },
      { uid: 'e1', base: ['e0'] },
      { uid: 'e2', base: ['e0'] },
    ]
    const other = [apart[0]!, apart[2]!, apart[1]!]
    expect(lastWins(apart)).not.toEqual(lastWins(other))
    expect(sorted(headsAfter(apart).heads)).toEqual(['e1', 'e2'])
    expect(sorted(headsAfter(other).heads)).toEqual(['e1', 'e2'])
  })

  test('are told of an event that has come before its cause', () => {
    const child = addHead(NO_HEADS, 'e1', ['e0'])
    expect(sorted(addHead(child, 'e0', []).heads)).toEqual(['e1'])
  })
})

describe('an event that saw all heads', () => {
  test('is the one head after it', () => {
    fc.assert(
      fc.property(history, (events) => {
        const before = headsAfter(events)
        const base = [...before.heads]
        expect(extendsAll(before.heads, base)).toBe(true)
        expect(sorted(addHead(before, 'last', base).heads)).toEqual(['last'])
      }),
    )
  })

  test('is told from one that missed one of them', () => {
    expect(extendsAll(['a', 'b'], ['a'])).toBe(false)
    expect(extendsAll(['a', 'b'], ['b', 'a', 'older'])).toBe(true)
  })
})
