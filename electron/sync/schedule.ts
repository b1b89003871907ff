import type { Timers } from './ports.ts'

/** While all is well, how often a bench asks for news. */
export const POLL = 2_000
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000
/** After an answer that only a person can change, the bench looks again this much later. */
export const LOOK_AGAIN = 5 * 60_000

/**
 * How long to wait after some failures in a row, in milliseconds: twice as long each time up to a
 * minute, and by chance up to half of it less, so that benches do not all come back at once.
 * `random` answers from 0 to below 1.
 */
export function backoff(failures: number, random: () => number): number {
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 20))
  return Math.round(longest * (1 - random() / 2))
}

/** When a loop goes on, and whether news may cut the wait short. */
export interface Pause {
  readonly ms: number
  readonly wakeable: boolean
}

/** A step that is run again and again, one at a time. */
export interface Loop {
  /** There is news: go on now, or right after the step that is under way, unless the pause forbids it. */
  wake(): void
  /** Resolves when no step is under way any more. */
  stop(): Promise<void>
}

/** Starts a loop, whose first step comes after this returns. The step must not throw. */
export function startLoop(timers: Timers, step: () => Promise<Pause>): Loop {
  let stopped = false
  let news = false
  let endPause: ((isNews: boolean) => void) | null = null

  const rest = ({ ms, wakeable }: Pause) =>
    new Promise<void>((done) => {
      const cancel = timers.after(ms, done)
      endPause = (isNews) => {
        if (isNews && !wakeable) return
        cancel()
        done()
      }
      if (stopped || news) endPause(!stopped)
    })
  const run = async () => {
    while (!stopped) {
      news = false
      const pause = await step()
      if (!stopped) await rest(pause)
      endPause = null
    }
  }
  const ended = Promise.resolve().then(run)
  return {
    wake() {
      news = true
      endPause?.(true)
    },
    stop() {
      stopped = true
      endPause?.(false)
      return ended
    },
  }
}
