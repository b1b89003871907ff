import type { Clock } from '#shared/lib/clock.ts'
import type { Fetch, SyncAccess, SyncStore, Timers } from './ports.ts'
import { pullOnce } from './pull.ts'
import { pushOnce } from './push.ts'
import { backoff, LOOK_AGAIN, type Loop, type Pause, POLL, startLoop } from './schedule.ts'
import { type Health, type SyncState, stateOf } from './state.ts'
import { createTransport, type Transport } from './transport.ts'

export interface SyncClientOptions {
  readonly store: SyncStore
  /** Read before every step. Null: not enrolled. Stop and start the client when it has changed. */
  readonly settings: () => Promise<SyncAccess | null>
  readonly fetch: Fetch
  readonly clock: Pick<Clock, 'now'>
  /** From 0 to below 1. */
  readonly random: () => number
  readonly timers: Timers
  readonly onState: (state: SyncState) => void
}

/** Keeps a bench and the service in step, whenever there is a connection. It never hinders recording. */
export interface SyncClient {
  start(): void
  /** Resolves when nothing is under way any more; then the store may be closed. */
  stop(): Promise<void>
  /** The bench has recorded something. */
  changed(): void
  state(): SyncState
}

type Direction = 'push' | 'pull'
type Step = (transport: Transport, stream: string) => Promise<Health>

/** Push and pull are two loops, and no trouble of one holds the other. */
export function createSyncClient(options: SyncClientOptions): SyncClient {
  const { store, timers, clock } = options
  const health: Record<Direction, Health> = { push: { type: 'busy' }, pull: { type: 'busy' } }
  let state: SyncState = { type: 'syncing', waiting: 0, oldestAt: null, lastContactAt: null }
  let running: Running | null = null
  let stopped: Promise<void> = Promise.resolve()

  async function tell(): Promise<void> {
    const { count, oldestAt } = await store.waiting()
    const { lastContactAt } = state
    const next = stateOf(health.push, health.pull, { waiting: count, oldestAt, lastContactAt })
    const isNews = JSON.stringify(next) !== JSON.stringify(state)
    state = next
    if (isNews) options.onState(next)
  }

  async function take(step: Step, signal: AbortSignal): Promise<Health> {
    const [access, identity] = await Promise.all([options.settings(), store.identity()])
    if (!access || !identity) return { type: 'not-enrolled' }
    const transport = createTransport({ ...access, fetch: options.fetch, timers, signal })
    return step(transport, identity.stream)
  }

  function loop(direction: Direction, signal: AbortSignal, step: Step, then = () => {}): Loop {
    let failures = 0
    return startLoop(timers, async () => {
      const outcome = await take(step, signal).catch(storeFailed)
      if (signal.aborted) return { ms: 0, wakeable: true }
      health[direction] = outcome
      failures = isPassing(outcome) ? failures + 1 : 0
      if (isContact(direction, outcome)) state = { ...state, lastContactAt: clock.now() }
      if (outcome.type === 'busy') then()
      await tell().catch(() => {})
      return pauseAfter(outcome, failures, options.random)
    })
  }

  function begin(): Running {
    const end = new AbortController()
    const pull = loop('pull', end.signal, (transport, stream) => pullOnce(store, transport, stream))
    // What has been handed over comes back by pull, so there is something to fetch.
    const wakePull = () => pull.wake()
    const push = loop('push', end.signal, (transport) => pushOnce(store, transport), wakePull)
    return { push, pull, end }
  }

  async function halt({ push, pull, end }: Running): Promise<void> {
    end.abort()
    await Promise.all([push.stop(), pull.stop()])
  }

  return {
    start() {
      running ??= begin()
    },
    stop() {
      if (running) stopped = halt(running)
      running = null
      return stopped
    },
    changed() {
      running?.push.wake()
      if (running) tell().catch(() => {})
    },
    state: () => state,
  }
}

interface Running {
  readonly push: Loop
  readonly pull: Loop
  readonly end: AbortController
}

/** Whether the service has answered. Of a push that is `well` nothing was sent. */
const isContact = (direction: Direction, { type }: Health): boolean =>
  type === 'busy' || (direction === 'pull' && type === 'well')

/** Whether trouble may go away by itself. */
const isPassing = (health: Health): boolean =>
  health.type === 'offline' || (health.type === 'stopped' && health.reason === 'STORE_FAILED')

const storeFailed = (error: unknown): Health => ({
  type: 'stopped',
  reason: 'STORE_FAILED',
  why: error instanceof Error ? error.message : String(error),
})

/** Trouble is not cut short by news: a scanner at work must not make a bench hammer a sick service. */
function pauseAfter(outcome: Health, failures: number, random: () => number): Pause {
  switch (outcome.type) {
    case 'busy':
      return { ms: 0, wakeable: true }
    case 'well':
    case 'not-enrolled':
      return { ms: POLL, wakeable: true }
    case 'offline':
      return { ms: Math.max(outcome.retryAfter ?? 0, backoff(failures, random)), wakeable: false }
    case 'stopped': {
      const ms = isPassing(outcome) ? backoff(failures, random) : LOOK_AGAIN
      return { ms, wakeable: false }
    }
  }
}
