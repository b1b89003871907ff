import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../electron/clock.ts'
import type { BenchKey } from '../../../electron/store/key.ts'
import { enroll } from '../../../electron/sync/enroll.ts'
import { createMachine, type Direction } from '../../../electron/sync/machine.ts'
import { type Fetch, type SyncAccess, systemTimers } from '../../../electron/sync/ports.ts'
import type { Health } from '../../../electron/sync/state.ts'
import { createTransport } from '../../../electron/sync/transport.ts'
import { TestBench } from '../store/test-bench.ts'
import type { TestService } from './service.ts'
import { syncStoreOf } from './sync-store.ts'

/** A bench with a line to a real service, which pushes and pulls when it is told to. */
export class LinedBench extends TestBench {
  access: SyncAccess | null = null
  line: Fetch = fetch
  readonly syncStore = syncStoreOf(() => this.writer)
  #machine = createMachine(this.syncStore, () => systemClock.now())
  readonly #signs: BenchKey | undefined

  constructor(digit: string, key?: BenchKey, folder = mkdtempSync(join(tmpdir(), 'frostkeep-'))) {
    super(digit, folder, key)
    this.#signs = key
  }

  /** Joins the service, and its site where it has none. */
  async enrol(service: TestService): Promise<this> {
    const { install, stream } = this.writer.facts()
    service.now += 60_000
    const { url, code } = service
    const asked = { url, code, install, stream, benchName: 'Bench', timers: systemTimers }
    const enrolled = await enroll({ ...asked, fetch })
    if (!enrolled.ok) throw new Error(enrolled.error.type)
    this.access = enrolled.value
    const { stream: joined, benchNumber } = enrolled.value
    if (stream === null) this.writer.join(joined, benchNumber, `Bench ${benchNumber}`)
    return this
  }

  push = (): Promise<Health> => this.#untilIdle('push')

  pull = (): Promise<Health> => this.#untilIdle('pull')

  async sync(): Promise<readonly [push: Health, pull: Health]> {
    return [await this.push(), await this.pull()]
  }

  /** A copy of its folder as it is now. */
  copyFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'frostkeep-copy-'))
    this.close()
    cpSync(this.folder, folder, { recursive: true })
    this.open()
    return folder
  }

  /** Puts a copy in the place of its folder: everybody but the bench itself remembers what came after it. */
  rollBackTo(folder: string): void {
    this.#machine = createMachine(this.syncStore, () => systemClock.now())
    this.close()
    rmSync(this.folder, { recursive: true })
    cpSync(folder, this.folder, { recursive: true })
    rmSync(folder, { recursive: true })
    this.open()
  }

  /** A second bench that takes itself for this one. */
  clone(digit: string): LinedBench {
    const clone = new LinedBench(digit, this.#signs, this.copyFolder())
    clone.access = this.access
    return clone
  }

  /** A connection of its own, with hello at its beginning, as after every time without one. */
  reconnect(): this {
    this.#machine.reconnected()
    return this
  }

  async #untilIdle(direction: Direction): Promise<Health> {
    const { url, credential } = this.access!
    const send: Fetch = (...call) => this.line(...call)
    const transport = createTransport({ url, credential, fetch: send, timers: systemTimers })
    for (;;) {
      const { stream } = this.writer.facts()
      const health = await this.#machine.step(direction, transport, stream!)
      if (health.type !== 'busy') return health
    }
  }
}
