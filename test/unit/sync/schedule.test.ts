import { expect, test } from 'vitest'
import { backoff, type Pause, poll, startLoop } from '../../../electron/sync/schedule.ts'
import { ManualTimers, settle } from '../../support/sync/manual-timers.ts'

test('waits grow from a second to a minute, and chance takes up to half away', () => {
  const longest = [1, 2, 3, 7, 8, 1_000].map((failures) => backoff(failures, () => 0))
  expect(longest).toEqual([1_000, 2_000, 4_000, 60_000, 60_000, 60_000])
  expect(backoff(3, () => 0.999_999)).toBe(2_000)
})

/** A loop whose step counts, and pauses as told. */
function counting(pause: Pause) {
  const timers = new ManualTimers()
  const counted = { steps: 0, timers, loop: startLoop(timers, step) }
  async function step() {
    counted.steps += 1
    return pause
  }
  return counted
}

test('a loop steps at once, pauses, and steps again', async () => {
  const counted = counting({ ms: 100, cutBy: 'news' })
  await counted.timers.pass(99)
  expect(counted.steps).toBe(1)
  await counted.timers.pass(1)
  expect(counted.steps).toBe(2)
})

test.each<[Pause['cutBy'], afterNews: number, afterNetwork: number]>([
  ['news', 2, 3],
  ['network', 1, 2],
  ['nothing', 1, 1],
])('a pause that is cut by %s is cut by that and by nothing less', async (cutBy, news, network) => {
  const counted = counting({ ms: 100, cutBy })
  await counted.timers.pass(1)
  counted.loop.wake()
  await settle()
  expect(counted.steps).toBe(news)
  counted.loop.wake('network')
  await settle()
  expect(counted.steps).toBe(network)
  counted.loop.wake()
  await settle()
  expect(counted.steps).toBe(network + (cutBy === 'news' ? 1 : 0))
})

test('a quiet site is asked less and less often, down to once in 15 seconds', () => {
  expect([0, 1, 5, 30, 10_000].map(poll)).toEqual([2_000, 2_200, 3_221, 15_000, 15_000])
})

test('news during a step makes another one, and only one', async () => {
  const timers = new ManualTimers()
  let steps = 0
  let finish = () => {}
  const loop = startLoop(timers, async () => {
    steps += 1
    if (steps === 1) {
      await new Promise<void>((done) => {
        finish = done
      })
    }
    return { ms: 100, cutBy: 'news' }
  })
  await settle()
  loop.wake()
  loop.wake()
  expect(steps).toBe(1)
  finish()
  await settle()
  expect(steps).toBe(2)
})

test('a stop waits for the step under way and leaves no timer', async () => {
  const counted = counting({ ms: 100, cutBy: 'network' })
  await settle()
  await counted.loop.stop()
  expect(counted.timers.waits).toEqual([])
  counted.loop.wake()
  await counted.timers.pass(1_000)
  expect(counted.steps).toBe(1)
})
