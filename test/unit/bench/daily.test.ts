import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DailyTask, startDaily } from '../../../electron/bench/daily.ts'
import { ManualTimers } from '../../support/sync/manual-timers.ts'

const LOOK = 600_000
const DAY = 24 * 3_600_000

let timers: ManualTimers
let stop: () => void
let said: string[]

beforeEach(() => {
  timers = new ManualTimers()
  said = []
})
afterEach(() => stop())

function start(...tasks: DailyTask[]): void {
  stop = startDaily({ timers, now: () => timers.now, tasks, say: (why) => said.push(why) })
}

/** A task that counts how often it was done. */
function counted(more: Partial<DailyTask> = {}) {
  const done: number[] = []
  const task: DailyTask = {
    last: () => done.at(-1) ?? null,
    isDue: () => true,
    run: async () => done.push(timers.now),
    ...more,
  }
  return { done, task }
}

test('a task is done at the first look and then once a day', async () => {
  const { done, task } = counted()
  start(task)
  await timers.pass(LOOK)
  expect(done).toHaveLength(1)
  await timers.pass(DAY - LOOK)
  expect(done).toHaveLength(1)
  await timers.pass(2 * LOOK)
  expect(done).toHaveLength(2)
})

test('a time that lies ahead is of a clock that was wrong', async () => {
  const { done, task } = counted({ last: () => 10 * DAY })
  start(task)
  await timers.pass(LOOK)
  expect(done).toHaveLength(1)
})

test.each([
  ['that fails', { run: () => Promise.reject(new Error('ENOSPC')) }],
  ['that throws', { run: () => thrown() }],
  ['whose condition fails', { isDue: () => Promise.reject(new Error('ENOSPC')) }],
  ['whose condition throws', { isDue: thrown }],
  ['that cannot say when it was done', { last: thrown }],
])('a task %s hinders neither the others nor the next look', async (_, broken) => {
  const other = counted()
  start(counted(broken).task, other.task)
  await timers.pass(LOOK)
  expect(other.done).toHaveLength(1)
  expect(said).toEqual(['ENOSPC'])
  await timers.pass(LOOK)
  expect(said).toEqual(['ENOSPC', 'ENOSPC'])
  await timers.pass(DAY)
  expect(other.done).toHaveLength(2)
})

test('nothing is done after the end', async () => {
  const { done, task } = counted()
  start(task)
  stop()
  await timers.pass(DAY)
  expect(done).toEqual([])
})

function thrown(): never {
  throw new Error('ENOSPC')
}
