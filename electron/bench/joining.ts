import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { ByEvents, JoinView } from '#shared/contract/joining.ts'
import type { SnapshotManifest } from '#shared/sync/snapshot.ts'
import { isSigned } from '#shared/sync/snapshot.ts'
import { receiveFile } from '../blobs/transfer.ts'
import { systemClock } from '../clock.ts'
import { verifySignature } from '../ed25519.ts'
import { hasRoom, writeWhole } from '../files.ts'
import { sha256 } from '../sha256.ts'
import type { Store } from '../store/client.ts'
import { FORMAT } from '../store/migrations/index.ts'
import { beginReplacing, forgetStaged, stagedFile } from '../store/restore/replacing.ts'
import type { Joining } from '../store/snapshot/place.ts'
import type { Fetch, SyncAccess, Timers } from '../sync/ports.ts'
import { backoff } from '../sync/schedule.ts'
import { listSnapshots } from '../sync/snapshot-calls.ts'
import { expand, NotAsSaid } from '../sync/snapshot-file.ts'
import { createTransport } from '../sync/transport.ts'

export interface JoinOptions {
  readonly store: Store
  /** The ledger's file. */
  readonly ledger: string
  readonly access: () => SyncAccess | null
  readonly fetch: Fetch
  readonly timers: Timers
  /** Fewer events than these come as quickly one by one. */
  readonly worth?: number
  /** Something of the view is another. */
  tell(): void
  /** The bench has its ledger and its chain. */
  joined(): Promise<void>
}

/** A new bench of a site: it begins with a snapshot of the ledger, or receives everything event by event. */
export interface JoinWork {
  view(): JoinView | null
  /** Why it went on event by event, until the next start. */
  byEvents(): ByEvents | null
  /** Resolves once it is joined, or a snapshot is on its way. */
  begin(joining: Joining): Promise<void>
  /** Goes on with what an end of the program cut off, if anything. */
  resume(isNew: boolean): void
  /** Gives the snapshot up: event by event. */
  cancel(): void
  /** Ends; the next start goes on. */
  stop(): Promise<void>
}

const WORTH = 2_000
/** So many answers in a row that are none, and the snapshot is given up: a site must not wait for a file. */
const MOST_RUBBISH = 3
/** How long an end of the program waits for work that was asked to stop, milliseconds. */
const SOON = 1_000
/** How often a screen is told at most, milliseconds. */
const TELL_EVERY = 250

const joiningForm = z.object({ stream: z.string(), number: z.int(), name: z.string() })

export function createJoining(options: JoinOptions): JoinWork {
  const { store, ledger, timers, access, tell, worth = WORTH } = options
  const folder = dirname(ledger)
  const note = join(folder, 'joining.json')
  const partFolder = join(folder, 'snapshot')
  let shown: JoinView | null = null
  let reason: ByEvents | null = null
  let toldAt = 0
  let end = new AbortController()
  let isStopped = false
  let work: Promise<void> = Promise.resolve()

  const show = (next: JoinView | null) => {
    const isPhase = next?.phase !== shown?.phase
    shown = next
    if (!isPhase && systemClock.monotonic() - toldAt < TELL_EVERY) return
    toldAt = systemClock.monotonic()
    tell()
  }
  const line = () => {
    const known = access()
    return known && { ...known, fetch: options.fetch, timers, signal: end.signal }
  }
  const stopListening = store.listen({
    onJob: ({ job, done, of }) => {
      if (job === 'join' && shown) show({ phase: 'checking', done, of })
    },
  })

  /** The newest that this version of the program can take, or null. */
  async function newest(): Promise<SnapshotManifest | null> {
    const to = line()
    const answer = to && (await listSnapshots(to))
    if (!answer?.ok) return null
    const usable = answer.value.filter(
      (one) =>
        one.format === FORMAT && one.pos >= worth && isSigned({ sha256, verifySignature }, one),
    )
    return usable[0] ?? null
  }

  async function begin(joining: Joining): Promise<void> {
    writeWhole(note, JSON.stringify(joining))
    end = new AbortController()
    show({ phase: 'asking', done: 0, of: 0 })
    const manifest = await newest()
    if (!manifest) return goByEvents(joining, null)
    work = withSnapshot(joining, manifest).catch((error) => giveUp(joining, whyOf(error)))
  }

  async function withSnapshot(joining: Joining, manifest: SnapshotManifest): Promise<void> {
    const part = partOf(manifest)
    const received = await receive(manifest, part)
    if (!received) {
      const other = await newest()
      if (!other || other.hash === manifest.hash) throw new NotAsSaid('it is not given')
      return withSnapshot(joining, other)
    }
    const { hash, size, stream, pos, epoch, running, bytes } = manifest
    show({ phase: 'unpacking', done: bytes, of: bytes })
    if (!hasRoom(folder, size)) throw new Refused('DiskFull')
    forgetStaged(ledger)
    await expand(part, stagedFile(ledger), { hash, size }, end.signal)
    const asked = await createTransport(line()!).chain({ stream, positions: [pos] })
    const isOfOrder = asked.ok && asked.value.epoch === epoch && asked.value.hashes[0] === running
    if (!isOfOrder) throw new NotAsSaid('it is of another order')
    show({ phase: 'checking', done: 0, of: pos })
    const staged = await store.keep.stageSnapshot(manifest, joining)
    end.signal.throwIfAborted()
    if (!staged.ok) throw new Refused(staged.error.type === 'NotNew' ? 'Failed' : staged.error.type)
    show({ phase: 'placing', done: 0, of: 0 })
    await store.replace(async () => beginReplacing(ledger, staged.value))
    const facts = await store.write.facts()
    if (facts.chain !== staged.value.chain) throw new Refused('Failed')
    await finish()
  }

  /** False where the service does not give it any more. */
  async function receive(manifest: SnapshotManifest, part: string): Promise<boolean> {
    const { hash, bytes } = manifest
    const progress = (done: number, of: number) => show({ phase: 'receiving', done, of })
    let rubbish = 0
    for (let failures = 1; ; failures++) {
      const from = line()
      if (!from) return false
      const got = await receiveFile(
        from,
        {
          kind: 'snapshot',
          hash,
          size: bytes,
          progress: (done, of) => {
            failures = 1
            progress(done, of)
          },
        },
        part,
      )
      end.signal.throwIfAborted()
      if (got.ok) return true
      const { error } = got
      if (error.type === 'Refused' && error.retryAfter === null) return false
      rubbish = error.type === 'Rubbish' ? rubbish + 1 : 0
      if (rubbish >= MOST_RUBBISH) return false
      show({ ...(shown ?? { done: 0, of: bytes }), phase: 'waiting' })
      await rest(backoff(failures, Math.random))
    }
  }
  function rest(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = timers.after(ms, resolve)
      end.signal.addEventListener('abort', () => {
        cancel()
        reject(end.signal.reason)
      })
    })
  }
  function partOf({ hash }: SnapshotManifest): string {
    mkdirSync(partFolder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(partFolder))
      if (name !== `${hash}.part`) rmSync(join(partFolder, name), { recursive: true, force: true })
    return join(partFolder, `${hash}.part`)
  }

  /** Whatever was wrong with a snapshot, the ledger itself comes by pull. */
  async function giveUp(joining: Joining, why: ByEvents): Promise<void> {
    if (why !== 'Cancelled' && !isStopped)
      console.error(
        `Frostkeep receives the ledger event by event; its snapshot was of no use: ${why}`,
      )
    await goByEvents(joining, why)
  }
  async function goByEvents(
    { stream, number, name }: Joining,
    why: ByEvents | null,
  ): Promise<void> {
    // The next start goes on.
    if (isStopped) return
    reason = why
    if ((await store.write.facts()).stream === null) {
      forgetStaged(ledger)
      await store.write.join(stream, number, name)
    }
    await finish()
  }
  async function finish(): Promise<void> {
    rmSync(partFolder, { recursive: true, force: true })
    rmSync(note, { force: true })
    show(null)
    await options.joined()
  }

  return {
    view: () => shown,
    byEvents: () => reason,
    begin,
    resume: (isNew) => {
      const joining = readNote(note)
      if (!joining) return
      if (isNew) work = begin(joining).then(() => work)
      else rmSync(note, { force: true })
    },
    cancel: () => {
      end.abort(new Refused('Cancelled'))
      store.cancel('job')
    },
    stop: async () => {
      isStopped = true
      stopListening()
      end.abort(new Refused('Cancelled'))
      store.cancel('job')
      // What cannot be stopped soon ends with its thread.
      await Promise.race([work.catch(() => {}), pause(SOON)])
    },
  }
}

class Refused extends Error {
  readonly why: ByEvents
  constructor(why: ByEvents) {
    super(why)
    this.why = why
  }
}

function whyOf(error: unknown): ByEvents {
  if (error instanceof Refused) return error.why
  if (error instanceof NotAsSaid) return 'NotAsSaid'
  const cause = error instanceof Error && 'cause' in error ? error.cause : undefined
  if (cause instanceof Refused) return cause.why
  const words = JSON.stringify(error, ['code', 'name', 'reason'])
  if (/ENOSPC|EDQUOT|SQLITE_FULL/.test(words)) return 'DiskFull'
  console.error(error)
  return 'Failed'
}

function readNote(file: string): Joining | null {
  if (!existsSync(file)) return null
  try {
    return joiningForm.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
