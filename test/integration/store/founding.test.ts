import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StoreContext } from '../../../electron/store/context.ts'
import { openReader } from '../../../electron/store/open.ts'
import { createWriter, type Writer } from '../../../electron/store/writer.ts'
import { SITE } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench()
  bench.writer.facts()
})
afterEach(() => bench.remove())

const EMPTY = { site: 'Umeå', bench: 'Intake', person: 'Jana Weber', pin: '4711' }

const ways: readonly [string, (writer: Writer) => unknown, stops: readonly number[]][] = [
  ['an empty biobank', (writer) => writer.foundEmpty(EMPTY), [1, 3, 5, 8]],
  ['the demo biobank', (writer) => writer.foundDemo(), [1, 3, 8, 40, 4_000]],
  ['a site that another bench founded', (writer) => writer.join(SITE, 2, 'Storage'), [1, 2]],
]

/** A writer on the bench's ledger that does something of the test's own whenever it makes an identifier. */
function writerThat(onId: (count: number) => void): Writer {
  let count = 0
  const newId = () => {
    onId(++count)
    return bench.newId()
  }
  const context: StoreContext = { ...bench.context, newId }
  return createWriter(context, { say: () => {}, isCancelled: () => false })
}

/** The chains that another connection sees at this moment, and so what a kill at this moment leaves. */
function onDisk(): number {
  const other = openReader(bench.file)
  const count = other.prepare('SELECT count(*) FROM chain').pluck().get() as number
  other.close()
  return count
}

describe.each(ways)('setting up %s', (_, found, stops) => {
  test('shows nothing to another connection before all of it is there', () => {
    const seen = new Set<number>()
    // The demo makes thousands: every one of the first, where the people are, and then some.
    found(writerThat((count) => (count < 50 || count % 500 === 0) && seen.add(onDisk())))
    expect([...seen]).toEqual([0])
    expect(onDisk()).toBe(1)
  })

  test.each(stops)('that is stopped at identifier %i leaves a bench as new', (stopAt) => {
    const stopped = writerThat((count) => {
      if (count === stopAt) throw new Error('stopped')
    })
    expect(() => found(stopped)).toThrow('stopped')
    bench.restart()
    expect(bench.writer.facts()).toMatchObject({ stream: null, chain: null, position: 0 })
    expect(bench.column('SELECT count(*) FROM pin')).toEqual([0])
    found(bench.writer)
    expect(bench.writer.facts()).toMatchObject({ stream: expect.any(String) })
    expect(bench.writer.facts().position).toBeGreaterThan(0)
  })
})
