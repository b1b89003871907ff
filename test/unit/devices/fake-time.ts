import type { Timers } from '../../../electron/devices/report-reader.ts'

/** A clock and timers that a test moves; the monotonic clock starts at 0, the wall clock at `epoch`. */
export interface FakeTime {
  clock: { now(): number; monotonic(): number }
  timers: Timers
  /** Moves the time, running what falls due and letting promises settle. */
  pass(ms: number): Promise<void>
  /** Timers that are set and not yet run. */
  waiting(): number
}

export function createFakeTime(epoch = 1_700_000_000_000): FakeTime {
  let elapsed = 0
  let last = 0
  const due = new Map<number, { at: number; run: () => void }>()

  const next = (until: number) =>
    [...due.entries()].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0]

  return {
    clock: { now: () => epoch + elapsed, monotonic: () => elapsed },
    timers: {
      set(run, ms) {
        last += 1
        due.set(last, { at: elapsed + ms, run })
        return last
      },
      clear: (timer) => void due.delete(timer as number),
    },
    async pass(ms) {
      const until = elapsed + ms
      await settle()
      for (let timer = next(until); timer !== undefined; timer = next(until)) {
        due.delete(timer[0])
        elapsed = timer[1].at
        timer[1].run()
        await settle()
      }
      elapsed = until
    },
    waiting: () => due.size,
  }
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}
