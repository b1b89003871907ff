import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anchorFile } from '../../../electron/store/anchor.ts'
import { openLedger } from '../../../electron/store/opening.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { createWriter } from '../../../electron/store/writer.ts'
import { at, BOX, specimenData, T1 } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testKey } from '../../support/store/test-key.ts'
import { someKey } from '../../support/sync/seals.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench('1', undefined, testKey('file')).found().box(BOX, 'BX-1')
  bench.act('takeIn', { ...specimenData(T1), at: at('A1') })
})
afterEach(() => bench.remove())

/** A start of the program, as its thread makes it. */
function start(between = () => {}): void {
  bench.close()
  between()
  const { db, opening } = openLedger(bench.file, [], { now: () => 1, beforeUpgrade: () => {} })
  const hooks = { say: () => {}, isCancelled: () => false }
  createWriter({ ...bench.context, db }, hooks, opening).close()
  bench.open()
}
const loseAnchor = () => rmSync(anchorFile(bench.file))

describe('KEE-5: an anchor that was taken away', () => {
  test('is recorded once, as this bench’s own', () => {
    const { chain, position } = bench.writer.facts()
    start(loseAnchor)
    start()
    expect(bench.reader.incidents()).toMatchObject([
      {
        kind: 'anchor-missing',
        found: ['anchor: Missing'],
        at: bench.clock.at,
        bench: 'Bench 1',
        isHere: true,
        proven: [{ chain, seq: position }],
        lost: [],
      },
    ])
    expect(bench.writer.facts()).toMatchObject({ chain, position: position + 1 })
    expect(bench.reader.about('').incident).toEqual(bench.reader.incidents()[0])
    expect(verifyFull(bench.db)!.findings).toEqual([])
  })

  test('and is there is no incident', () => {
    start()
    expect(bench.reader.incidents()).toEqual([])
    expect(bench.reader.about('').incident).toBeNull()
  })

  test('of a bench that a service knows begins a new chain: its own may go on there', () => {
    const order = new CommonOrder()
    order.exchange(bench)
    const { chain } = bench.writer.facts()
    start(loseAnchor)
    expect(bench.writer.facts().chain).not.toBe(chain)
    expect(bench.reader.incidents()).toMatchObject([{ kind: 'anchor-missing' }])
    expect(verifyFull(bench.db)!.findings).toEqual([])
  })
})

test('the incidents of all benches of the site are listed, newest first, with whose they are', () => {
  const order = new CommonOrder()
  const other = new TestBench('2', undefined, someKey())
  other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
  order.exchange(bench, other)
  const incident = (aside: string) =>
    ({ kind: 'restore', found: [], aside, sources: ['b'], proven: [], lost: [] }) as never
  other.clock.at += 1_000
  other.writer.incarnate('restored', incident('second'))
  bench.writer.incarnate('restored', incident('first'))
  other.clock.at += 1_000
  other.writer.incarnate('restored', incident('third'))
  for (let n = 0; n < 3; n++) order.exchange(other, bench)
  for (const one of [bench, other])
    expect(one.reader.incidents().map(({ aside, bench: name }) => [aside, name])).toEqual([
      ['third', 'Bench 2'],
      ['second', 'Bench 2'],
      ['first', 'Bench 1'],
    ])
  expect(bench.reader.incidents().map(({ isHere }) => isHere)).toEqual([false, false, true])
  expect(bench.reader.about('').incident).toMatchObject({ aside: 'first' })
  other.remove()
})
