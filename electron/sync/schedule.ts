import type { Timers } from './ports.ts'

/** How often a bench asks for news that has just had some, while nobody tells it of them. */
export const POLL = 2_000
/** How often at most, however long there was none; and while it is told of them, just to be sure. */
export const SLOW_POLL = 15_000
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

/** How long to wait after some questions in a row that brought nothing: a quiet site is asked less often. */
export const poll = (idle: number): number =>
  Math.min(SLOW_POLL, Math.round(POLL * 1.1 ** Math.min(idle, 30)))

/**
 * When a loop goes on. `cutBy`: what may cut the wait short; `network`: only that the line is back, so that
 * a scanner at work does not make a bench hammer a sick service; `nothing`: the service has said when.
 */
export interface Pause {
  readonly ms: number
  readonly cutBy: 'news' | 'network' | 'nothing'
}

/** A step that is run again and again, one at a time. */
export interface Loop {
  /** There is news: go on now, or right after the step that is under way, unless the pause forbids it. */
  wake(because?: 'news' | 'network'): void
  /** Resolves when no step is under way any more. */
  stop(): Promise<void>
}

/** Starts a loop, whose first step comes after this returns. The step must not throw. */
export function startLoop(timers: Timers, step: () => Promise<Pause>): Loop {
  let stopped = false
  let woken: 'news' | 'network' | null = null
  let endPause: (() => void) | null = null

  const isCut = ({ cutBy }: Pause) =>
    stopped || (woken !== null && (cutBy === 'news' || cutBy === woken))
  const rest = (pause: Pause) =>
    new Promise<void>((done) => {
      const cancel = timers.after(pause.ms, done)
      endPause = () => {
        if (!isCut(pause)) return
        cancel()
        done()
      }
      endPause()
    })
  const run = async () => {
    while (!stopped) {
      woken = null
      const pause = await step()
      if (!stopped) await rest(pause)
      endPause = null
    }
  }
  const ended = Promise.resolve().then(run)
  return {
    wake(because = 'news') {
      if (woken !== 'network') woken = because
      endPause?.()
    },
    stop() {
      stopped = true
      endPause?.()
      return ended
    },
  }
}
