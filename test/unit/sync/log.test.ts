import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ask, Shelf } from '#shared/sync/shelf.ts'
import type { Log } from '../../../service/log.ts'
import { MemoryLog } from '../../../service/store/memory-log.ts'
import { EPOCH, STREAM } from '../../support/sync/events.ts'
import { History, step } from '../../support/sync/histories.ts'
import { logFaults } from '../../support/sync/log-faults.ts'

const histories = fc.array(step, { minLength: 20, maxLength: 120, size: 'max' })

/** Runs histories over a log whose shelves are changed, and answers whether what is kept is ever wrong. */
async function goesWrong(
  change: (shelf: Shelf, ask: Ask) => Partial<Shelf>,
): Promise<string | null> {
  let fault: string | null = null
  const property = fc.asyncProperty(histories, async (steps) => {
    const right = new MemoryLog(EPOCH, [])
    const log: Log = {
      look: (stream, ask) => right.look(stream, ask),
      keep: (stream, at, ask, decide) =>
        right.keep(stream, at, ask, (shelf) => decide({ ...shelf, ...change(shelf, ask) })),
      entriesAfter: (...asked) => right.entriesAfter(...asked),
      naming: (...asked) => right.naming(...asked),
      durablePos: (stream) => right.durablePos(stream),
    }
    const found = async (stream: string) => right.found(stream)
    const backUp = async () => {
      const copy = right.copy()
      return async (epoch: string) => right.restore(copy, epoch)
    }
    const kept = { log, found, backUp, setEpoch: async () => {}, close: async () => {} }
    try {
      await new History(kept, STREAM).run(steps)
      fault = logFaults(right, STREAM)[0] ?? null
    } catch (error) {
      fault = String(error)
    }
    expect(fault).toBeNull()
  })
  await fc.check(property, { numRuns: 200, seed: 7, endOnFailure: true })
  return fault
}

/** A place for what the histories name as a cause, not for the name that a hash would give. */
const isCause = (uid: string) => (uid.includes('-7000-') ? { pos: 1, body: null } : null)

test('SYN-1 to SYN-12 what is kept is right, whatever is pushed and returned', async () => {
  expect(await goesWrong(() => ({}))).toBeNull()
}, 60_000)

describe('and is seen to be wrong where', () => {
  test.each<[string, (shelf: Shelf, ask: Ask) => Partial<Shelf>]>([
    [
      'causes are not waited for',
      (shelf, { facts = [] }) => ({
        fact: (uid) => shelf.fact(uid) ?? (facts.includes(uid) ? null : isCause(uid)),
      }),
    ],
    [
      'no fact is known again',
      (shelf, { facts = [] }) => ({
        fact: (uid) => (facts.includes(uid) ? null : shelf.fact(uid)),
      }),
    ],
    ['no event is known again', () => ({ links: () => [] })],
    [
      'a chain goes on after anything',
      (shelf) => ({
        chain: (chain) => ({ ...shelf.chain(chain), islands: [] }),
      }),
    ],
    ['positions are left out', ({ head }) => ({ head: { ...head, pos: head.pos + 1 } })],
    ['the order begins anew', ({ head }) => ({ head: { ...head, hash: '0'.repeat(64) } })],
  ])(
    '%s',
    async (_, change) => {
      expect(await goesWrong(change)).not.toBeNull()
    },
    60_000,
  )
})
