import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { SnapshotAnswer, SnapshotFaultType } from '#shared/contract/joining.ts'
import { PIECES } from '#shared/sync/pieces.ts'
import type { SnapshotManifest } from '#shared/sync/snapshot.ts'
import { type Line, sendFile, type TransferFault } from '../blobs/transfer.ts'
import { systemClock } from '../clock.ts'
import { hasRoom } from '../files.ts'
import type { Store } from '../store/client.ts'
import type { Fetch, SyncAccess, Timers } from '../sync/ports.ts'
import { listSnapshots, publishSnapshot } from '../sync/snapshot-calls.ts'
import { compress } from '../sync/snapshot-file.ts'
import { makeFolder } from './make-folder.ts'

export interface SnapshotsOptions {
  readonly store: Store
  /** The ledger's file. */
  readonly ledger: string
  readonly program: string
  readonly access: () => SyncAccess | null
  readonly fetch: Fetch
  readonly timers: Timers
  /** Nothing was recorded for a while, all is received, and no other long work is under way. */
  isIdle(): boolean
  /** So many events more than the service's last one are worth another one. */
  readonly every?: number
}

/** Snapshots of the ledger for new benches: made by a bench that has everything, kept by the service. */
export interface Snapshots {
  /** Now, because somebody asked for it. */
  make(): Promise<SnapshotAnswer>
  /** There may be a service now. */
  wake(): void
  stop(): Promise<void>
}

const EVERY = 100_000
/** How long an end of the program waits for work that was asked to stop, milliseconds. */
const SOON = 1_000
/** How often it is looked whether one is due, milliseconds. */
const LOOK = 10 * 60_000

export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { store, timers, every = EVERY } = options
  const folder = join(dirname(options.ledger), 'making')
  // What an end of the program has left.
  rmSync(folder, { recursive: true, force: true })
  const end = new AbortController()
  let cancel = () => {}
  let work: Promise<unknown> | null = null

  const line = (): Line | null => {
    const known = options.access()
    return known && { ...known, fetch: options.fetch, timers, signal: end.signal }
  }
  const fault = (type: SnapshotFaultType): SnapshotAnswer => ({ type: 'fault', fault: type })

  async function make(): Promise<SnapshotAnswer> {
    const to = line()
    if (!to) return fault('NoService')
    if (work) return fault('Busy')
    // A copy and what it is packed into: the ledger needs its room more.
    if (!hasRoom(dirname(options.ledger), 2 * statSync(options.ledger).size))
      return fault('DiskFull')
    const making = makeAndSend(to).catch((error) => fault(faultOf(error)))
    work = making
    try {
      return await making
    } finally {
      work = null
      rmSync(folder, { recursive: true, force: true })
    }
  }
  async function makeAndSend(to: Line): Promise<SnapshotAnswer> {
    makeFolder(folder)
    const database = join(folder, 'made.db')
    const made = await store.keep.makeSnapshot(database)
    if (!made.ok) return fault(made.error.type)
    const packed = join(folder, 'made.gz')
    const { hash, bytes } = await compress(database, packed, end.signal)
    rmSync(database, { force: true })
    const { stream, at, format, projections, size, derived } = made.value
    const { epoch, pos, hash: running } = at
    const told = { v: 1, hash, bytes, size, stream, epoch, pos, running } as const
    const about = { format, projections, derived, madeAt: systemClock.now() }
    const signed = await store.keep.signSnapshot({ ...told, ...about, program: options.program })
    return signed ? send(to, packed, signed) : fault('Locked')
  }
  async function send(to: Line, file: string, said: SnapshotManifest): Promise<SnapshotAnswer> {
    const { hash, bytes, pos } = said
    const handle = openSync(file, 'r')
    const piece = Buffer.alloc(PIECES.bytes)
    const read = (from: number, until: number) =>
      piece.subarray(0, readSync(handle, piece, 0, until - from, from))
    try {
      const sent = await sendFile(to, { kind: 'snapshot', hash, size: bytes, read })
      if (!sent.ok) return fault(transferFault(sent.error))
    } finally {
      closeSync(handle)
    }
    const published = await publishSnapshot(to, said)
    return published.ok
      ? { type: 'made', events: pos, bytes }
      : fault(transferFault(published.error))
  }

  async function isDue(): Promise<boolean> {
    const to = line()
    const at = to && options.isIdle() ? await store.write.cursor() : null
    if (!to || !at || at.pos < every) return false
    const known = await listSnapshots(to)
    if (!known.ok) return false
    const last = known.value[0]?.pos ?? 0
    // A large ledger takes long to copy: the more there is, the rarer.
    return at.pos - last > Math.max(every, last / 4)
  }
  async function look(): Promise<void> {
    const isOne = !work && (await isDue().catch(() => false))
    if (isOne) await make().catch(() => {})
    wait()
  }
  const wait = () => {
    cancel()
    if (!end.signal.aborted && options.access()) cancel = timers.after(LOOK, () => void look())
  }
  return {
    make,
    wake: wait,
    stop: async () => {
      cancel()
      end.abort()
      if (work) store.cancel('job')
      // What cannot be stopped soon ends with its thread.
      await Promise.race([work?.catch(() => {}), pause(SOON)])
    },
  }
}

function transferFault(error: TransferFault): SnapshotFaultType {
  return error.type === 'Refused' && error.code === 'QUOTA' ? 'Quota' : 'Unreachable'
}

function faultOf(error: unknown): SnapshotFaultType {
  const words = JSON.stringify(error, ['code', 'name', 'reason'])
  if (/ENOSPC|EDQUOT|SQLITE_FULL/.test(words)) return 'DiskFull'
  if (/ABORT/.test(words)) return 'Cancelled'
  throw error
}
