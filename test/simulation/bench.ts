import type { Command } from '#shared/domain/commands.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Clock } from '#shared/lib/clock.ts'
import type { Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../../electron/store/context.ts'
import type { Saved } from '../../electron/store/execute.ts'
import type { BenchKey } from '../../electron/store/key.ts'
import type { WriteDb } from '../../electron/store/open.ts'
import { rebuildIfOld } from '../../electron/store/rebuild.ts'
import { createWriter, type Writer } from '../../electron/store/writer.ts'
import { createSyncClient, type SyncClient } from '../../electron/sync/client.ts'
import type { SyncStore } from '../../electron/sync/ports.ts'
import { syncStoreOf } from '../support/sync/sync-store.ts'
import { checkStart } from './invariants.ts'
import { Crash, type Fuse, imageOf, noFuse, openMemory } from './memory-ledger.ts'
import type { Random } from './random.ts'
import type { Site } from './site.ts'
import { factsIn } from './truth.ts'

/** One run of a bench's program. What it was waiting for when it ended never comes. */
export interface Process {
  dead: boolean
  /** How many more times it may wait for something. */
  awaits: number
}

/** A clock that may be years wrong and may be set at any time; its monotonic time never goes back. */
export class BenchClock implements Clock {
  off = 0
  /** It has been wrong at some time. */
  wasSet = false
  boots = 0
  readonly #site: Site
  readonly #name: string

  constructor(site: Site, name: string) {
    this.#site = site
    this.#name = name
  }

  readonly now = (): number => this.#site.time.now + this.off
  readonly monotonic = (): number => this.#site.time.now
  readonly zone = (): string => 'Europe/Stockholm'
  readonly offset = (): number => 60
  readonly boot = (): string => `${this.#name} ${this.boots}`
}

export interface BenchGiven {
  readonly name: string
  readonly install: string
  readonly key: BenchKey | undefined
  readonly credential: string
  readonly image: Uint8Array
}

/** A bench: the real store over a ledger in memory, and the real client of the service. */
export class Bench {
  readonly name: string
  readonly given: BenchGiven
  readonly clock: BenchClock
  readonly random: Random
  readonly site: Site
  /** What is between it and the service. */
  isCut = false
  /** Writes to the wire what a newer version would, and reads what an older one would. */
  isNewer = false
  /** It is told of news; without that it asks now and then. */
  hears = false
  pageSize: number | null = null
  runSize: number | null = null
  /** Copies of its ledger that somebody has made. */
  readonly copies: Uint8Array[] = []
  /** Facts that its people were told are saved in this ledger. */
  confirmed = new Set<string>()
  /** Commands that its people have seen done. */
  readonly done: string[] = []
  fuse: Fuse = noFuse()
  process: Process = { dead: true, awaits: Number.POSITIVE_INFINITY }
  db!: WriteDb
  context!: StoreContext
  writer!: Writer
  store!: SyncStore
  client!: SyncClient
  /** (epoch, pos) that its cursor may not fall behind. */
  reached: { epoch: string; pos: number } | null = null

  constructor(site: Site, given: BenchGiven) {
    this.site = site
    this.given = given
    this.name = given.name
    this.clock = new BenchClock(site, given.name)
    this.random = site.random.fork(given.name)
  }

  /** As the program starts over this ledger. */
  start(image: Uint8Array): void {
    this.fuse = noFuse()
    this.clock.boots++
    this.db = openMemory(image, this.fuse)
    checkStart(this)
    this.open()
  }

  private open(): void {
    const { site } = this
    const process: Process = { dead: false, awaits: Number.POSITIVE_INFINITY }
    this.process = process
    rebuildIfOld(this.db)
    this.context = {
      db: this.db,
      clock: this.clock,
      newId: this.random.id,
      key: this.given.key,
    }
    this.writer = createWriter(this.context, { say: () => {}, isCancelled: () => false })
    this.store = this.living(
      process,
      syncStoreOf(() => this.writer),
    )
    const { credential } = this.given
    this.client = createSyncClient({
      store: this.store,
      settings: async () => ({ url: 'sim:', credential }),
      fetch: (url, init) => site.network.send(this, process, url, init),
      clock: this.clock,
      random: this.random.fork('back-off').next,
      timers: {
        after: (ms, run) => site.time.after(ms, () => process.dead || run()),
      },
      onState: () => {},
    })
    this.client.start()
  }

  get isDown(): boolean {
    return this.process.dead
  }

  /** The program ends as by a power cut; what was committed stays. */
  die(why: string): void {
    if (this.process.dead) return
    this.process.dead = true
    this.site.note(`${this.name} ends: ${why}`)
  }

  /** The ledger as a copy of its files would have it. */
  image(): Uint8Array {
    return imageOf(this.db)
  }

  restart(): void {
    const image = this.image()
    this.die('started again')
    this.db.close()
    this.start(image)
  }

  restore(image: Uint8Array): void {
    this.die('restored from an older copy')
    this.db.close()
    this.reached = null
    this.forgetAfter(image)
    this.start(image)
  }

  /** Of what its people were told, only what an older copy holds must be there now. */
  private forgetAfter(image: Uint8Array): void {
    const copy = openMemory(image, noFuse())
    const held = new Set(factsIn(copy))
    copy.close()
    this.confirmed = new Set([...this.confirmed].filter((uid) => held.has(uid)))
  }

  /** Null where the program ended before it could answer. */
  act(actor: string, command: Command): Result<Saved, Refusal> | null {
    return this.orCrash(() => {
      const saved = this.writer.execute(actor, command)
      if (saved.ok) this.client.changed()
      return saved
    })
  }

  orCrash<T>(work: () => T): T | null {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof Crash)) throw error
      this.crashed()
      return null
    }
  }

  private crashed(): void {
    this.site.counts.add(
      this.fuse.blown === 'after a commit' ? 'crash after a commit' : 'crash in a transaction',
    )
    this.die(`crash ${this.fuse.blown}`)
  }

  /** The store as one run of the program sees it: the program may end before and after every answer. */
  private living(process: Process, store: SyncStore): SyncStore {
    const gate = (): boolean => {
      if (!process.dead && --process.awaits <= 0) {
        this.site.counts.add('crash at an await')
        this.die('crash at an await')
      }
      return process.dead
    }
    const wrap = (name: string, work: (...given: never[]) => Promise<unknown>) => {
      return async (...given: never[]): Promise<unknown> => {
        if (gate()) return new Promise(() => {})
        try {
          const answer = await this.site.around(this, name, given, () => work(...given))
          if (gate()) return new Promise(() => {})
          return answer
        } catch (error) {
          if (!(error instanceof Crash)) throw error
          if (!process.dead) this.crashed()
          return new Promise(() => {})
        }
      }
    }
    const wrapped = Object.entries(store).map(([name, work]) => [name, wrap(name, work)])
    return Object.fromEntries(wrapped) as SyncStore
  }
}
