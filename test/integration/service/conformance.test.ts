import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Addition, Shelf } from '#shared/sync/shelf.ts'
import type { Log } from '../../../service/log.ts'
import { testId } from '../../support/sync/events.ts'
import { History, type Step, step } from '../../support/sync/histories.ts'
import { type KeptLog, memoryLogs, pgliteLogs } from '../../support/sync/kept-logs.ts'

/** Every way to keep the log. The one in memory is what the others are compared with. */
const ADAPTERS: Readonly<Record<string, () => Promise<KeptLog>>> = {
  PGlite: pgliteLogs,
}

const histories = fc.array(step, { minLength: 10, maxLength: 80, size: 'max' })
let site = 0

const answersOf = (kept: KeptLog, steps: readonly Step[], stream: string) =>
  new History(kept, stream).run(steps)

/** Whether two logs give the same answers, and keep the same, for random histories. */
const sameAs = (other: () => KeptLog) =>
  fc.asyncProperty(histories, async (steps) => {
    const stream = testId('d', ++site)
    const expected = await answersOf(memoryLogs(), steps, stream)
    const answered = await answersOf(other(), steps, stream)
    expect(answered).toEqual(expected)
    count(expected)
  })

/** Counts what the histories came to, so that a blunt generator is seen. */
const seen = new Map<string, number>()
const WORDS =
  /"(?:outcome|status|type|reason)":"([A-Z_]+)"|"(islands)":\[\{|"(fork)":true|"(seal)":\{/g
function count(answers: readonly unknown[]): void {
  for (const [, ...words] of JSON.stringify(answers).matchAll(WORDS)) {
    const word = words.find((one) => one !== undefined)!
    seen.set(word, (seen.get(word) ?? 0) + 1)
  }
}

const MET = [
  'ACCEPTED ALIAS BAD_BODY BAD_HASH BAD_SEAL BEHIND CAUSE_LOST DIVERGED DUPLICATE FORK GAP',
  'MISSING_CAUSE OK OWN_CAUSE QUARANTINED REFUSED UID_TAKEN fork islands seal',
]

describe.each(Object.entries(ADAPTERS))('the log in %s', (_, open) => {
  let kept: KeptLog
  beforeAll(async () => {
    kept = await open()
  }, 60_000)
  afterAll(() => kept.close())

  test('SYN-1 to SYN-14, SYN-16 gives the same answers and keeps the same as in memory', async () => {
    const many = { numRuns: 60, seed: 20_261_124, endOnFailure: true }
    await fc.assert(
      sameAs(() => kept),
      many,
    )
    expect([...seen.keys()].sort()).toEqual(MET.join(' ').split(' ').sort())
  }, 120_000)
})

/** A log in memory that does one thing wrong. */
function wrong(mutate: (log: Log) => Partial<Log>): KeptLog {
  const right = memoryLogs()
  const { log } = right
  const bound: Log = {
    look: log.look.bind(log),
    keep: log.keep.bind(log),
    entriesAfter: log.entriesAfter.bind(log),
    naming: log.naming.bind(log),
    durablePos: log.durablePos.bind(log),
  }
  return { ...right, log: { ...bound, ...mutate(bound) } }
}

const adding = (change: (addition: Addition) => Partial<Addition>) => () =>
  wrong((log) => ({
    keep: (stream, at, ask, decide) =>
      log.keep(stream, at, ask, (shelf) => {
        const decided = decide(shelf)
        if (!decided.ok) return decided
        const { addition, answer } = decided.value
        return { ok: true, value: { answer, addition: { ...addition, ...change(addition) } } }
      }),
  }))

const showing = (change: (shelf: Shelf) => Partial<Shelf>) => () =>
  wrong((log) => ({
    keep: (stream, at, ask, decide) =>
      log.keep(stream, at, ask, (shelf) => decide({ ...shelf, ...change(shelf) })),
    look: async (stream, ask) => {
      const shelf = await log.look(stream, ask)
      return shelf && { ...shelf, ...change(shelf) }
    },
  }))

describe('the comparison notices a log that', () => {
  test.each<[string, () => KeptLog]>([
    ['keeps no alias', adding(() => ({ aliases: [] }))],
    ['keeps no seal', adding(() => ({ seals: [] }))],
    ['forgets where a chain ends', adding(() => ({ chains: [] }))],
    [
      'forgets what lies beyond a hole',
      adding(({ chains }) => ({
        chains: chains.map(({ chain, state }) => ({ chain, state: { ...state, islands: [] } })),
      })),
    ],
    [
      'forgets which event is a fork',
      adding(({ events }) => ({
        events: events.map((event) => ({ ...event, fork: false })),
      })),
    ],
    [
      'forgets why an event is marked',
      adding(({ events }) => ({
        events: events.map((event) => ({ ...event, mark: null })),
      })),
    ],
    [
      'drops what comes second at one place',
      adding(({ events }) => ({
        events: events.filter(({ fork }) => !fork),
      })),
    ],
    [
      'forgets what a fact is named',
      adding(({ events }) => ({
        events: events.map((event) => ({ ...event, uid: null })),
      })),
    ],
    [
      'knows every cause',
      showing((shelf) => ({
        fact: (uid) => shelf.fact(uid) ?? { pos: 1, body: null },
      })),
    ],
    [
      'knows one event of a place only',
      showing((shelf) => ({
        links: (chain, seq) => shelf.links(chain, seq).slice(0, 1),
      })),
    ],
    ['knows no running hash', showing(() => ({ running: () => null }))],
    [
      'leaves an entry out of a page',
      () =>
        wrong((log) => ({
          entriesAfter: (stream, pos, limit) => log.entriesAfter(stream, pos + 1, limit),
        })),
    ],
    [
      'knows no key that was named before',
      () =>
        wrong((log) => ({
          naming: async (stream, chain) => ({ ...(await log.naming(stream, chain)), bodies: [] }),
        })),
    ],
    [
      'knows of no alias when it looks at a seal',
      () =>
        wrong((log) => ({
          naming: async (stream, chain) => ({
            ...(await log.naming(stream, chain)),
            firstAlias: null,
          }),
        })),
    ],
    [
      'loses the time of receipt',
      () =>
        wrong((log) => ({
          keep: (stream, _, ask, decide) => log.keep(stream, 0, ask, decide),
        })),
    ],
  ])(
    '%s',
    async (_, open) => {
      const { failed } = await fc.check(sameAs(open), { numRuns: 400, seed: 1, endOnFailure: true })
      expect(failed).toBe(true)
    },
    60_000,
  )

  test('and finds nothing where there is nothing', async () => {
    const many = { numRuns: 60, seed: 1, endOnFailure: true }
    await fc.assert(sameAs(memoryLogs), many)
  }, 60_000)
})
