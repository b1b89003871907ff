import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUILT_IN } from '#shared/label/built-in.ts'
import { findJob, forgetJobs, type LabelJob, putJob } from '../../../electron/store/labels/queue.ts'
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

test('LAB-7 what was on its way when the program ended is asked for, unless it was recorded', () => {
  bench.found()
  const [under, recorded] = [job('sending'), job('sending')]
  for (const one of [under, recorded]) putJob(bench.db, one)
  bench.db
    .prepare(
      "INSERT INTO command_done VALUES (?, 'recordLabels', 'a', 1, 1, 1, NULL, zeroblob(32))",
    )
    .run(recorded.id)
  bench.writer.recoverLabelJobs()
  expect(findJob(bench.db, under.id)?.state).toBe('unclear')
  expect(findJob(bench.db, recorded.id)?.state).toBe('confirmed')
})

test('LAB-7 a job that was cancelled is not begun, and one is begun once', () => {
  bench.found()
  const [waiting, cancelled] = [job('queued'), job('cancelled')]
  for (const one of [waiting, cancelled]) putJob(bench.db, one)
  expect(bench.writer.beginLabelJob(cancelled.id)).toBe(false)
  expect(bench.writer.beginLabelJob(waiting.id)).toBe(true)
  expect(bench.writer.beginLabelJob(waiting.id)).toBe(false)
})

test('jobs that are over are kept up to 500, and what waits is never forgotten', () => {
  bench.found()
  const waiting = { ...job('queued'), madeAt: 0 }
  putJob(bench.db, waiting)
  for (let n = 1; n <= 510; n++) putJob(bench.db, { ...job('confirmed'), madeAt: n })
  forgetJobs(bench.db)
  expect(bench.db.prepare('SELECT count(*) FROM label_job').pluck().get()).toBe(501)
  expect(findJob(bench.db, waiting.id)).not.toBeNull()
})
