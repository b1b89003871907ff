import { createSyncClient, type SyncClient } from '../../../electron/sync/client.ts'
import type { Fetch } from '../../../electron/sync/ports.ts'
import type { SyncState } from '../../../electron/sync/state.ts'
import { TestChain, testBody, testId } from './events.ts'
import type { ManualTimers } from './manual-timers.ts'
import type { MemoryService } from './memory-service.ts'
import { MemoryStore } from './memory-store.ts'

/** A bench in memory, whose time is the test's, with a line to a service in memory. */
export class MemoryBench {
  readonly chain: TestChain
  readonly store: MemoryStore
  readonly client: SyncClient
  readonly told: SyncState[] = []
  /** What stands between the bench and the service. */
  line: Fetch
  #written = 0
  readonly #digit: string

  constructor(
    { fetch }: MemoryService,
    timers: ManualTimers,
    digit = 'a',
    chain = new TestChain(testId(digit, 0)),
  ) {
    this.#digit = digit
    this.chain = chain
    this.store = new MemoryStore(chain)
    this.line = fetch
    this.client = createSyncClient({
      store: this.store,
      settings: async () => ({ url: 'https://keeper', credential: 'secret' }),
      fetch: (...call) => this.line(...call),
      clock: { now: () => timers.now },
      random: () => 0,
      timers,
      onState: (state) => this.told.push(state),
    })
  }

  /** Writes some facts, which build on `causes`; answers their uids. */
  record(count = 1, causes: readonly string[] = []): string[] {
    const uids = Array.from({ length: count }, () => testId(this.#digit, ++this.#written))
    for (const uid of uids) this.store.chain.write(testBody(uid, causes))
    this.client.changed()
    return uids
  }

  get state(): SyncState {
    return this.client.state()
  }

  /** The uids of what it has received, in the common order. */
  get received(): string[] {
    return this.store.log.map(({ body }) => JSON.parse(body).uid)
  }
}
