import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { findJob, type LabelJob, putJob } from '../../../electron/store/labels/queue.ts'
import { contentWith } from '../../support/labels/content.ts'
import { TestBench } from '../../support/store/test-bench.ts'

let bench: TestBench
beforeEach(() => {
  bench = new TestBench()
})
afterEach(() => bench.remove())

const job = (state: LabelJob['state']): LabelJob => ({
  ...{ id: v7(), madeAt: 1, printer: v7(), copies: 1, state, reason: null, tries: 0 },
  template: BUILT_IN[0]!,
  labels: [{ of: { type: 'specimen', specimen: v7() }, content: contentWith('FK-1') }],
  ...{ trouble: null, actor: v7() },
})

test('LAB-7 what waited in a ledger that was put back is asked for, and not printed', () => {
  bench.found()
  const [waiting, under, over] = [job('queued'), job('sending'), job('confirmed')]
  for (const one of [waiting, under, over]) putJob(bench.db, one)
  const incident = { kind: 'restore', found: [], aside: 'a', sources: ['b'], proven: [], lost: [] }
  bench.writer.incarnate('restored', incident as never)
  expect(findJob(bench.db, waiting.id)?.state).toBe('unclear')
  expect(findJob(bench.db, under.id)?.state).toBe('unclear')
  expect(findJob(bench.db, over.id)).toEqual(over)
  expect(bench.writer.queuedLabels()).toEqual([])
})

test('the rows of jobs and printers have their sums', () => {
  bench.found()
  putJob(bench.db, job('queued'))
  bench.writer.savePrinter({ id: v7(), name: 'P', host: 'printer.lab', port: 9100, dpi: 203 })
  const sums = bench.db
    .prepare('SELECT sum FROM label_job UNION ALL SELECT sum FROM printer')
    .pluck()
    .all() as Uint8Array[]
  expect(sums.map((sum) => sum.length)).toEqual([32, 32])
})
