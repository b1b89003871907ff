import type { Clock } from '#shared/lib/clock.ts'
import { type Listening, listenWhileRunning } from './listening.ts'
import { createMachine, type Direction, isContact, type Machine } from './machine.ts'
import type { Fetch, SyncAccess, SyncStore, Timers } from './ports.ts'
import {
  backoff,
  LOOK_AGAIN,
  type Loop,
  type Pause,
  POLL,
  poll,
  SLOW_POLL,
  startLoop,
} from './schedule.ts'
import { type Health, isPassing, type SyncState, stateOf } from './state.ts'
import { createTransport } from './transport.ts'

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
  /** The computer has a network again, or has woken up: what waits for it goes on now. */
  online(): void
  state(): SyncState
}

interface Running {
  readonly machine: Machine
  readonly push: Loop
  readonly pull: Loop
  readonly listening: Listening
  readonly end: AbortController
}

/** Push and pull are two loops, and no trouble of one holds the other. A third listens for news. */
export function createSyncClient(options: SyncClientOptions): SyncClient {
  const { store, timers, clock, random } = options
  const health: Record<Direction, Health> = { push: { type: 'busy' }, pull: { type: 'busy' } }
  let state: SyncState = {
    ...{ type: 'syncing', waiting: 0, oldestAt: null, receiving: null },
    ...{ lastContactAt: null, clockAhead: null },
  } as const
  let running: Running | null = null
  let stopped: Promise<void> = Promise.resolve()

  async function tell(machine: Machine): Promise<void> {
    const { count, oldestAt } = await store.waiting()
    const facts = { waiting: count, oldestAt, clockAhead: machine.clockAhead() }
    const next = stateOf(health.push, health.pull, { ...facts, lastContactAt: state.lastContactAt })
    const isNews = JSON.stringify(next) !== JSON.stringify(state)
    state = next
    if (isNews) options.onState(next)
  }

  /** Who asks whom for what; null before the bench is enrolled. */
  async function address() {
    const [access, identity] = await Promise.all([options.settings(), store.identity()])
    return access && identity ? { access, stream: identity.stream } : null
  }

  async function take(
    machine: Machine,
    direction: Direction,
    signal: AbortSignal,
  ): Promise<Health> {
    const to = await address()
    if (!to) return { type: 'not-enrolled' }
    const transport = createTransport({ ...to.access, fetch: options.fetch, timers, signal })
    return machine.step(direction, transport, to.stream)
  }

  function loop(
    machine: Machine,
    direction: Direction,
    { signal }: AbortController,
    pauseWell: (idle: number) => number,
    then: (outcome: Health) => void,
  ): Loop {
    let [failures, idle] = [0, 0]
    return startLoop(timers, async () => {
      const outcome = await take(machine, direction, signal).catch(storeFailed)
      if (signal.aborted) return { ms: 0, cutBy: 'news' }
      health[direction] = outcome
      failures = isPassing(outcome) ? failures + 1 : 0
      idle = outcome.type === 'well' && !outcome.news ? idle + 1 : 0
      if (isContact(direction, outcome)) state = { ...state, lastContactAt: clock.now() }
      then(outcome)
      await tell(machine).catch(() => {})
      return pauseAfter(outcome, { failures, random, well: pauseWell(idle) })
    })
  }

  function begin(): Running {
    const end = new AbortController()
    const breathe = () => new Promise<void>((done) => void timers.after(0, done))
    const machine = createMachine(store, () => clock.now(), breathe)
    const pauseWell = (idle: number) => (listening.isOpen() ? SLOW_POLL : poll(idle))
    const pull = loop(machine, 'pull', end, pauseWell, (outcome) => {
      if (outcome.type === 'well' && (outcome.news || machine.hasMore())) push.wake()
    })
    // What has been handed over comes back by pull, so there is something to fetch.
    const push = loop(
      machine,
      'push',
      end,
      () => SLOW_POLL,
      (outcome) => {
        if (outcome.type === 'busy') pull.wake()
      },
    )
    const listening = listenWhileRunning({
      ...{ address, fetch: options.fetch, timers, random, signal: end.signal },
      received: () => machine.received(),
      news: () => pull.wake(),
      reconnected: () => {
        machine.reconnected()
        for (const one of [pull, push]) one.wake('network')
      },
    })
    return { machine, push, pull, listening, end }
  }

  async function halt({ push, pull, listening, end }: Running): Promise<void> {
    end.abort()
    await Promise.all([push.stop(), pull.stop(), listening.stop()])
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
      running?.machine.worked()
      running?.push.wake()
      if (running) tell(running.machine).catch(() => {})
    },
    online() {
      for (const one of running ? [running.pull, running.push] : []) one.wake('network')
    },
    state: () => state,
  }
}

const storeFailed = (error: unknown): Health => ({
  type: 'stopped',
  reason: 'STORE_FAILED',
  why: error instanceof Error ? error.message : String(error),
})

interface Waits {
  readonly failures: number
  readonly random: () => number
  readonly well: number
}

/** Trouble is not cut short by news: a scanner at work must not make a bench hammer a sick service. */
function pauseAfter(outcome: Health, { failures, random, well }: Waits): Pause {
  switch (outcome.type) {
    case 'busy':
      return { ms: 0, cutBy: 'news' }
    case 'well':
      return { ms: well, cutBy: 'news' }
    case 'not-enrolled':
      return { ms: POLL, cutBy: 'news' }
    case 'offline': {
      const ms = Math.max(outcome.retryAfter ?? 0, backoff(failures, random))
      return { ms, cutBy: outcome.retryAfter === null ? 'network' : 'nothing' }
    }
    case 'stopped':
      return { ms: isPassing(outcome) ? backoff(failures, random) : LOOK_AGAIN, cutBy: 'network' }
  }
}
