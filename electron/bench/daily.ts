import type { Timers } from '../sync/ports.ts'

const DAY = 24 * 3_600_000
/** How often it is looked whether a day is over, in milliseconds: a computer may have slept. */
const LOOK = 10 * 60_000

/** One thing that is done once a day. */
export interface DailyTask {
  /** When it was done last, in UTC milliseconds; null before the first time. */
  last(): number | null
  /** Whether there is anything to do and nothing against it now. */
  isDue(): boolean | Promise<boolean>
  run(): Promise<unknown>
}

export interface DailyOptions {
  readonly timers: Timers
  readonly now: () => number
  /** One after the other. */
  readonly tasks: readonly DailyTask[]
  /** Tells why one of them could not be done; it is tried again at the next look. */
  say(why: string): void
}

/**
 * Does what is to be done once a day in the background, whenever the program runs. A task that fails, as
 * on a full disk, hinders neither the others nor the next look.
 */
export function startDaily({ timers, now, tasks, say }: DailyOptions): () => void {
  let cancel = () => {}
  let isStopped = false
  const tend = async (task: DailyTask) => {
    try {
      if (!isStopped && isOver(task.last(), now()) && (await task.isDue())) await task.run()
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
    }
  }
  const look = async () => {
    for (const task of tasks) await tend(task)
    if (!isStopped) wait()
  }
  const wait = () => {
    cancel = timers.after(LOOK, () => void look())
  }
  wait()
  return () => {
    isStopped = true
    cancel()
  }
}

/** A time that lies ahead is of a clock that was wrong. */
const isOver = (last: number | null, now: number): boolean =>
  last === null || now - last >= DAY || last > now
