import type { Timers } from '../sync/ports.ts'

/** Nobody has touched the bench for so long: whoever was there has left. Milliseconds. */
export const IDLE = 10 * 60_000
/** A box that is being filled may have to wait for its tubes. */
export const IDLE_AT_INTAKE = 60 * 60_000

export interface IdleLock {
  /** Somebody did something at the bench. */
  active(): void
  stop(): void
}

/** Calls `lock` once nobody did anything for long enough. It begins with the first act. */
export function createIdleLock(options: {
  readonly timers: Timers
  readonly isIntakeOpen: () => Promise<boolean>
  readonly lock: () => void
}): IdleLock {
  const { timers, isIntakeOpen, lock } = options
  let cancel = () => {}
  let acts = 0

  async function expire(at: number): Promise<void> {
    const mayWait = await isIntakeOpen()
    if (at !== acts) return
    if (mayWait) cancel = timers.after(IDLE_AT_INTAKE - IDLE, lock)
    else lock()
  }

  return {
    active() {
      cancel()
      const at = ++acts
      cancel = timers.after(IDLE, () => void expire(at).catch(lock))
    },
    stop() {
      acts++
      cancel()
    },
  }
}
