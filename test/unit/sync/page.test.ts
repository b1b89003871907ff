import { expect, test } from 'vitest'
import { NO_HASH } from '#shared/ledger/envelope.ts'
import type { PullAnswer } from '#shared/sync/protocol.ts'
import { Centre } from '../../support/sync/centre.ts'
import { checkPage } from '../../support/sync/check-page.ts'
import { EPOCH, STREAM, TestChain, testBody, testId } from '../../support/sync/events.ts'

const centre = Centre.inMemory()
const chain = new TestChain(testId('b', 1))
for (const n of [1, 2, 3, 4]) chain.write(testBody(testId('a', n)))
await centre.push(chain.events)
const log = centre.log.eventsOf(STREAM)

const cursorAt = (pos: number) => ({
  epoch: EPOCH,
  pos,
  hash: pos === 0 ? NO_HASH : log[pos - 1]!.running,
})

function page(from: number, to: number): PullAnswer {
  const rows = log.slice(from, to)
  const entries = rows.map(({ pos, envelope }) => ({ pos, envelope, receivedAt: 1 }))
  return { epoch: EPOCH, entries, cursor: cursorAt(to), head: cursorAt(4) }
}

test('pages follow each other from nothing to the head', () => {
  expect(checkPage(null, page(0, 2))).toEqual({ ok: true, value: cursorAt(2) })
  expect(checkPage(cursorAt(2), page(2, 4))).toEqual({ ok: true, value: cursorAt(4) })
  expect(checkPage(cursorAt(4), page(4, 4))).toEqual({ ok: true, value: cursorAt(4) })
})

test.each<[string, (page: PullAnswer) => PullAnswer, string]>([
  ['of another epoch', (p) => ({ ...p, epoch: testId('e', 2) }), 'OtherEpoch'],
  ['that leaves an event out', (p) => ({ ...p, entries: p.entries.slice(1) }), 'WrongPosition'],
  ['whose cursor runs ahead', (p) => ({ ...p, cursor: cursorAt(4) }), 'WrongPosition'],
  ['whose head lies behind it', (p) => ({ ...p, head: cursorAt(1) }), 'BehindItself'],
  [
    'with a changed body',
    (p) => ({
      ...p,
      entries: p.entries.map((e) => ({ ...e, envelope: { ...e.envelope, body: '{}' } })),
    }),
    'WrongHash',
  ],
  [
    'in another order',
    (p) => {
      const [a, b] = p.entries
      return {
        ...p,
        entries: [
          { ...a!, envelope: b!.envelope },
          { ...b!, envelope: a!.envelope },
        ],
      }
    },
    'WrongRunningHash',
  ],
])('a page %s is refused', (_, change, type) => {
  expect(checkPage(null, change(page(0, 2)))).toEqual({ ok: false, error: type })
})
