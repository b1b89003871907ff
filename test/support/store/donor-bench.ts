import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sealed } from '#shared/domain/files/facts.ts'
import { keysAnswer } from '#shared/sync/keys.ts'
import type { StoreContext } from '../../../electron/store/context.ts'
import { keysFile, openKeysToRead } from '../../../electron/store/donor-keys/file.ts'
import { createDonorKeys, type DonorKeys } from '../../../electron/store/donor-keys/keys.ts'
import { findKey } from '../../../electron/store/donor-keys/read.ts'
import { unwrapKey } from '../../../electron/store/donor-keys/wrap.ts'
import type { BenchKey } from '../../../electron/store/key.ts'
import { createReader } from '../../../electron/store/reader.ts'
import { createMachine } from '../../../electron/sync/machine.ts'
import { systemTimers } from '../../../electron/sync/ports.ts'
import { createTransport, makeCall } from '../../../electron/sync/transport.ts'
import { IDA } from '../domain/facts.ts'
import { syncStoreOf } from '../sync/sync-store.ts'
import { TestBench } from './test-bench.ts'

const opened = new WeakMap<DonorBench, DonorKeys>()

/** A bench that keeps donors' keys as the program does. */
export class DonorBench extends TestBench {
  /** Another one after each start, as of the program. */
  session = 'first'

  constructor(
    digit = '1',
    folder = mkdtempSync(join(tmpdir(), 'frostkeep-donors-')),
    key?: BenchKey,
  ) {
    super(digit, folder, key)
  }

  get wrap(): Uint8Array {
    return Buffer.alloc(32, this.folder)
  }

  get donorKeys(): DonorKeys {
    const known = opened.get(this)
    if (known) return known
    const { file: ledger, wrap, clock } = this
    const session = this.session ?? 'first'
    const keys = createDonorKeys({ ledger, wrap, clock, session, say: () => {} })
    opened.set(this, keys)
    return keys
  }

  override get context(): StoreContext {
    return { ...super.context, donorKeys: this.donorKeys }
  }

  /** What makes another ledger of this bench's. */
  get stageContext() {
    const { db: _, ...context } = super.context
    return context
  }

  override open(): void {
    super.open()
    this.reader = createReader(this.readDb, {
      find: (key, holder) => {
        const db = openKeysToRead(keysFile(this.file))!
        const { session, clock, wrap } = this
        try {
          const now = { session, wall: clock.now(), mono: clock.monotonic() }
          return findKey(db, wrap, now, key, holder)
        } finally {
          db.close()
        }
      },
    })
  }

  override close(): void {
    super.close()
    opened.delete(this)
  }

  /** As after `kill -9` and a start: nothing was ended well. */
  kill(): void {
    this.readDb.close()
    this.writer.abandon()
    opened.delete(this)
  }

  note(specimen: string, text: string): void {
    const done = this.writer.note({ ...this.by(), actor: IDA }, { specimen, text })
    if (!done.ok) throw new Error(JSON.stringify(done.error))
  }

  /** One step of sync after the other, until nothing is left to say; `online` is where the service is. */
  async sync(online: { url: string; credential: string }): Promise<void> {
    const { syncStore, writer } = this
    const end = new AbortController()
    const to = { ...online, fetch, timers: systemTimers, signal: end.signal }
    const machine = createMachine(syncStore, this.clock.now)
    for (const direction of ['push', 'pull', 'push', 'pull'] as const) {
      const { stream } = (await syncStore.identity())!
      for (let n = 0; n < 20; n++) {
        const health = await machine.step(direction, createTransport(to), stream)
        if (health.type === 'stopped' || health.type === 'offline')
          throw new Error(JSON.stringify(health))
        if (health.type === 'well' && !health.news) break
      }
    }
    const { stream } = writer.facts()
    for (let n = 0; n < 5; n++) {
      const due = writer.keysDue()
      if (!due) return
      const answer = await makeCall(to, 'keys', keysAnswer, { stream, ...due })
      if (!answer.ok) throw new Error(JSON.stringify(answer.error))
      writer.keysTook(due, answer.value)
    }
  }

  readonly syncStore = syncStoreOf(() => this.writer)

  /** What a person reads of a specimen's notes, newest first. */
  read(specimen: string): (string | null)[] {
    return this.reader.notes(specimen).map(({ state, text }) => text ?? state)
  }

  /** Every private key of this bench as it is, and as it lies on the disk. */
  privateKeys(): { raw: Buffer; wrapped: Buffer; public: string; holder: string }[] {
    const db = openKeysToRead(keysFile(this.file))!
    const rows = db
      .prepare('SELECT holder, public, wrapped FROM key WHERE wrapped IS NOT NULL')
      .all() as { holder: string; public: string; wrapped: Buffer }[]
    db.close()
    return rows.map(({ holder, public: key, wrapped }) => ({
      holder,
      public: key,
      wrapped,
      raw: Buffer.from(unwrapKey(this.wrap, holder, key, wrapped)!),
    }))
  }

  /** The sealed notes of a specimen as they stand in the ledger. */
  sealedNotes(): Sealed[] {
    return this.column<string>('SELECT body FROM event')
      .map((body) => JSON.parse(body) as { type: string; data: { note: Sealed } })
      .filter(({ type }) => type === 'specimen.noted')
      .map(({ data }) => data.note)
  }
}

/** Names of all files below a folder that hold one of these bytes, in any of the forms that they are written in. */
export function filesWith(folder: string, ...secrets: readonly Uint8Array[]): string[] {
  const forms = secrets.flatMap((secret) => {
    const bytes = Buffer.from(secret)
    return [bytes, Buffer.from(bytes.toString('base64')), Buffer.from(bytes.toString('hex'))]
  })
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return forms.some((form) => bytes.includes(form))
    })
}
