import type { Change } from '#shared/contract/views.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { systemClock } from '../clock.ts'
import { type Store, StoreFailed } from '../store/client.ts'
import { createSyncClient, type SyncClient } from '../sync/client.ts'
import { type Enrolled, type EnrolRefusal, enroll } from '../sync/enroll.ts'
import { createKeysLink } from '../sync/keys.ts'
import { type PageRefused, type SyncStore, systemTimers } from '../sync/ports.ts'
import type { SyncState } from '../sync/state.ts'
import type { AccessFile } from './access.ts'

/** The bench's link to the central service; a bench without one works just the same. */
export interface SyncLink {
  /** Something was recorded: send it soon. */
  changed(): void
  /** There is a network again, or the computer has woken up: nobody waits for it any longer. */
  online(): void
  /** Begins anew with what the access file says now. */
  restart(): void
  stop(): Promise<void>
  /** Makes this bench known to a service and keeps what lets it in. */
  enroll(given: {
    url: string
    code: string
    benchName: string
    siteName: string | null
  }): Promise<Result<Enrolled, EnrolRefusal>>
}

export interface SyncLinkOptions {
  readonly store: Store
  readonly access: AccessFile
  readonly onState: (state: SyncState) => void
  readonly onApplied: (change: Change) => void
}

export function createSyncLink({ store, access, onState, onApplied }: SyncLinkOptions): SyncLink {
  const client: SyncClient = createSyncClient({
    store: syncStore(store, (change) => {
      onApplied(change)
      keys.wake()
    }),
    settings: async () => access.read(),
    fetch: (url, init) => fetch(url, init),
    clock: systemClock,
    random: Math.random,
    timers: systemTimers,
    onState,
  })
  const { write } = store
  const keys = createKeysLink({
    due: () => write.keysDue(),
    took: (asked, answer) => write.keysTook(asked, answer),
    stream: async () => (await write.facts()).stream,
    settings: async () => access.read(),
    fetch: (url, init) => fetch(url, init),
    clock: systemClock,
    random: Math.random,
    timers: systemTimers,
    onNews: () => void anythingChanged(store, onApplied).catch(() => {}),
  })
  let wish = 0
  async function restart(): Promise<void> {
    wish += 1
    const mine = wish
    await Promise.all([client.stop(), keys.stop()])
    const isEnrolled = access.read() !== null
    await write.keepKeys(isEnrolled ? 'service' : 'bench').catch(() => {})
    // It may have been asked to stop, or to begin anew, in between.
    if (!isEnrolled || mine !== wish) return
    client.start()
    keys.start()
  }
  return {
    online: () => client.online(),
    changed: () => {
      client.changed()
      keys.wake()
    },
    restart: () => void restart(),
    stop: async () => {
      wish += 1
      await Promise.all([client.stop(), keys.stop()])
    },
    enroll: async ({ url, code, benchName, siteName }) => {
      const { install, stream } = await store.write.facts()
      const site = siteName === null ? {} : { siteName }
      const request = { url, code, install, stream, benchName, ...site }
      const answer = await enroll({ ...request, fetch, timers: systemTimers })
      if (!answer.ok) return err(answer.error)
      const { url: kept, credential } = answer.value
      access.write({ url: kept, credential })
      return ok(answer.value)
    },
  }
}

function syncStore(store: Store, onApplied: (change: Change) => void): SyncStore {
  const { write } = store
  return {
    identity: async () => {
      const { chain, install, stream } = await write.facts()
      return chain && stream ? { chain, install, stream } : null
    },
    cursor: () => write.cursor(),
    outbox: (limit, except) => write.outbox(limit, except),
    waiting: () => write.waiting(),
    sealWithin: (chain, from, to) => write.sealWithin(chain, from, to),
    acknowledge: (chain, seq) => write.acknowledge(chain, seq),
    sendAgain: (chain, seq) => write.sendAgain(chain, seq),
    ownChains: () => write.ownChains(),
    newLife: async (reason) => {
      await write.newLife(reason)
      await anythingChanged(store, onApplied)
    },
    runningAt: (positions) => write.runningAt(positions),
    diverge: async (common, epoch) => {
      await write.diverge(common, epoch)
      await anythingChanged(store, onApplied)
    },
    limbo: (skip, limit) => write.limbo(skip, limit),
    fact: (uid) => write.fact(uid),
    applyPage: async (page) => {
      const applied = await write.applyPage(page).then(ok, refusedPage)
      if (!applied.ok) return applied
      onApplied({ position: applied.value.position, touched: [...applied.value.touched] })
      return ok(null)
    },
  }
}

async function anythingChanged(
  { write }: Store,
  onApplied: (change: Change) => void,
): Promise<void> {
  const { position } = await write.facts()
  onApplied({ position, touched: [] })
}

function refusedPage(error: unknown): Result<never, PageRefused> {
  if (error instanceof StoreFailed && error.reason === 'PageContradicts')
    return err({ type: 'Contradiction', why: error.message })
  throw error
}
