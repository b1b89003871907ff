import type { Clock } from '#shared/lib/clock.ts'
import { type KeysAnswer, type KeysRequest, keysAnswer } from '#shared/sync/keys.ts'
import type { Fetch, SyncAccess, Timers } from './ports.ts'
import { backoff, LOOK_AGAIN, type Loop, type Pause, startLoop } from './schedule.ts'
import { makeCall } from './transport.ts'

type Asked = Omit<KeysRequest, 'stream'>

export interface KeysLinkOptions {
  /** What is to be said to the service about donors' keys now, or null. */
  due(): Promise<Asked | null>
  /** Keeps the answer; whether texts can be read, or cannot any more, that was otherwise before. */
  took(asked: Asked, answer: KeysAnswer): Promise<boolean>
  /** The site's ledger; null while there is none. */
  stream(): Promise<string | null>
  readonly settings: () => Promise<SyncAccess | null>
  readonly fetch: Fetch
  readonly clock: Pick<Clock, 'monotonic'>
  readonly random: () => number
  readonly timers: Timers
  /** What screens show of sealed texts is another. */
  onNews(): void
}

/** Hands donors' keys over to the service and has them lent again. No trouble of it holds sync, nor sync it. */
export interface KeysLink {
  start(): void
  /** Something was recorded here, or has come from others. */
  wake(): void
  stop(): Promise<void>
}

/** How often the bench looks whether a lease is due. */
const LOOK = 60_000
/** A key that another bench has named may still be on its way to the service: so soon it is asked for again. */
const ASK_AGAIN = 5_000

export function createKeysLink(options: KeysLinkOptions): KeysLink {
  let running: { readonly loop: Loop; readonly end: AbortController } | null = null
  return {
    start() {
      if (running) return
      const end = new AbortController()
      running = { end, loop: startLoop(options.timers, stepOf(options, end.signal)) }
    },
    wake: () => running?.loop.wake(),
    async stop() {
      const last = running
      running = null
      last?.end.abort()
      await last?.loop.stop()
    },
  }
}

/** The service takes none of these keys, and says of nobody that they were erased: it would not the next time either. */
const isStuck = ({ put }: Asked, { kept, erased }: KeysAnswer): boolean =>
  put.length > 0 && kept.length === 0 && erased.length === 0

const PASSING: ReadonlySet<string> = new Set(['BUSY', 'FAULT'])

function stepOf(options: KeysLinkOptions, signal: AbortSignal): () => Promise<Pause> {
  const { clock, random } = options
  let failures = 0
  let askedAll = Number.NEGATIVE_INFINITY
  let isWaiting = false

  const failed = (): Pause => {
    failures += 1
    return { ms: backoff(failures, random), cutBy: 'network' }
  }
  return async () => {
    const [access, stream, asked] = await Promise.all([
      options.settings(),
      options.stream(),
      options.due(),
    ]).catch(() => [null, null, null] as const)
    if (!access || !stream || !asked) return { ms: LOOK, cutBy: 'news' }
    const isOnlyLease = asked.put.length === 0 && asked.erased.length === 0
    const rest = askedAll + (isWaiting ? LOOK : ASK_AGAIN) - clock.monotonic()
    if (isOnlyLease && asked.lease?.after === null && rest > 0)
      return { ms: rest, cutBy: isWaiting ? 'news' : 'nothing' }
    const { fetch, timers } = options
    const to = { ...access, fetch, timers, signal }
    const answer = await makeCall(to, 'keys', keysAnswer, { stream, ...asked })
    if (signal.aborted) return { ms: 0, cutBy: 'news' }
    if (!answer.ok) {
      const { error } = answer
      // A service of an earlier version keeps no keys; then this bench goes on keeping its own.
      const isFinal = error.type === 'Refused' && !PASSING.has(error.error.type)
      return isFinal ? { ms: LOOK_AGAIN, cutBy: 'nothing' } : failed()
    }
    failures = 0
    const isNews = await options.took(asked, answer.value).catch(() => null)
    if (isNews === null) return failed()
    if (isNews) options.onNews()
    if (asked.lease && answer.value.next === null) askedAll = clock.monotonic()
    // All is told; now others have to come.
    isWaiting = asked.told !== undefined && asked.told === answer.value.held
    return isStuck(asked, answer.value) ? { ms: LOOK, cutBy: 'nothing' } : { ms: 0, cutBy: 'news' }
  }
}
