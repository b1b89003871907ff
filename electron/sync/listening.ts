import { listenForPokes } from './poke.ts'
import type { Fetch, SyncAccess, Timers } from './ports.ts'
import { backoff, LOOK_AGAIN, type Pause, SLOW_POLL, startLoop } from './schedule.ts'

/** Several pokes within so many milliseconds are one, so that nobody can make a bench ask without end. */
const GATHER = 50
/** A line that has held this long was a good one. */
const STEADY = 30_000

/** The line on which the service says that there is news. Without it the bench asks more often, and that is all. */
export interface Listening {
  isOpen(): boolean
  /** Resolves when nothing is under way any more; its `signal` must have been aborted. */
  stop(): Promise<void>
}

export interface ListeningOptions {
  readonly address: () => Promise<{ access: SyncAccess; stream: string } | null>
  readonly fetch: Fetch
  readonly timers: Timers
  readonly random: () => number
  readonly signal: AbortSignal
  /** How far the order was received, as a position. */
  readonly received: () => number
  /** There is more to receive, or there may be. */
  readonly news: () => void
  /** The line is there again after it was not. */
  readonly reconnected: () => void
}

export function listenWhileRunning(options: ListeningOptions): Listening {
  const { timers, signal, random } = options
  let isOpen = false
  let wasOpen = false
  let failures = 0
  let gathering = false
  const cancels = new Set<() => void>()

  function later(ms: number, run: () => void): () => void {
    const cancel = timers.after(ms, () => {
      cancels.delete(cancel)
      run()
    })
    cancels.add(cancel)
    return () => {
      cancels.delete(cancel)
      cancel()
    }
  }
  function onHead(pos: number): void {
    if (gathering || pos <= options.received()) return
    gathering = true
    later(GATHER, () => {
      gathering = false
      options.news()
    })
  }
  async function listen(): Promise<'none' | 'ended'> {
    const to = await options.address().catch(() => null)
    if (!to || signal.aborted) return 'ended'
    let forget = () => {}
    const { fetch } = options
    const onOpen = () => {
      isOpen = true
      forget = later(STEADY, () => {
        failures = 0
      })
      if (wasOpen || failures > 0) options.reconnected()
      wasOpen = true
    }
    const outcome = await listenForPokes({
      ...{ ...to.access, stream: to.stream, fetch, timers, signal, onOpen, onHead },
    })
    forget()
    // Perhaps only this line has broken, and perhaps all of them.
    if (isOpen) options.news()
    isOpen = false
    return outcome
  }
  const loop = startLoop(timers, async (): Promise<Pause> => {
    const outcome = await listen()
    if (outcome === 'none') return { ms: LOOK_AGAIN, cutBy: 'nothing' }
    failures += 1
    return { ms: Math.min(SLOW_POLL, backoff(failures, random)), cutBy: 'nothing' }
  })
  return {
    isOpen: () => isOpen,
    stop: async () => {
      await loop.stop()
      for (const cancel of cancels) cancel()
    },
  }
}
