import type { Timers } from '../sync/ports.ts'
import type { Noted } from './noted.ts'

const DAY = 24 * 3_600_000
/** How often it is looked whether a day is over, in milliseconds: a computer may have slept. */
const LOOK = 10 * 60_000

export interface DailyOptions {
  readonly timers: Timers
  readonly now: () => number
  readonly noted: Noted
  /** A damaged ledger is left as it is. */
  readonly isDue: () => boolean
  verify(): Promise<unknown>
}

/** Verifies the ledger once a day, in the background, whenever the program runs. */
export function startDaily({ timers, now, noted, isDue, verify }: DailyOptions): () => void {
  let cancel = () => {}
  const look = async () => {
    if (isDue() && isOver(noted.read().verified?.at ?? null, now())) await verify()
    wait()
  }
  const wait = () => {
    cancel = timers.after(LOOK, () => void look())
  }
  wait()
  return () => cancel()
}

/** A time that lies ahead is of a clock that was wrong. */
const isOver = (last: number | null, now: number): boolean =>
  last === null || now - last >= DAY || last > now
