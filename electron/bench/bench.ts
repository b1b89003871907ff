import { EventPublisher } from '@orpc/server'
import { v7 } from 'uuid'
import type { ImportProgress } from '#shared/contract/imports.ts'
import type { RackArrival } from '#shared/contract/racks.ts'
import type { BenchView, Change, PersonView, SyncView } from '#shared/contract/views.ts'
import { entity } from '#shared/domain/entities.ts'
import { systemClock } from '../clock.ts'
import type { HidPort } from '../devices/port.ts'
import type { SerialPort } from '../devices/serial-port.ts'
import { openStore, type Store } from '../store/client.ts'
import { type Founding, newBadge } from '../store/found.ts'
import { systemTimers, type Timers } from '../sync/ports.ts'
import type { SyncState } from '../sync/state.ts'
import { createAccessFile } from './access.ts'
import { ledgerFile } from './data-folder.ts'
import { loadDonorWrap } from './donor-wrap.ts'
import { createFiles, type Files } from './files.ts'
import { createIdleLock } from './idle-lock.ts'
import { createJoining, type JoinWork } from './joining.ts'
import { createKeeping, type Keeping } from './keeping.ts'
import { loadKey, type Vault } from './key-file.ts'
import { createLabels, type Labels } from './labels.ts'
import { makeFolder } from './make-folder.ts'
import { createNoted } from './noted.ts'
import { createRacks, type Racks } from './racks.ts'
import { createScanRelay, type ScanRelay } from './scan-relay.ts'
import { createScannerFile } from './scanner-file.ts'
import { createScanners, type Scanners } from './scanners.ts'
import { createSigning, type Signing } from './signing.ts'
import { createSnapshots, type Snapshots } from './snapshots.ts'
import { createSyncLink, type SyncLink } from './sync-link.ts'
import { createTransfers, type Transfers } from './transfers.ts'

export interface BenchOptions {
  readonly folder: string
  readonly version: string
  readonly storeWorker: URL
  readonly hid: HidPort
  readonly serial: SerialPort
  /** What an administrator runs so that scanners may be opened; null where this computer needs nothing of the kind. */
  readonly ruleCommand?: string | null
  /** The system's keychain, where there is a real one. */
  readonly vault?: Vault | null
  /** A test owns the time; the computer's own otherwise. */
  readonly timers?: Timers
}

export interface BenchEvents {
  change: Change
  view: BenchView
  progress: ImportProgress
  learnt: { readonly command: string; readonly saved: boolean }
  /** The label queue stands otherwise. */
  labels: null
  /** A rack scanner stands otherwise. */
  racks: null
  /** Something came into a watched folder. */
  arrival: RackArrival
}

/** One bench: its store, who is at it, its scanners, its link to the service. Windows come and go. */
export interface Bench {
  readonly store: Store
  readonly events: EventPublisher<BenchEvents>
  readonly link: SyncLink
  readonly keeping: Keeping
  /** Photographs and documents. */
  readonly files: Files
  /** Label printers and their queue. */
  readonly labels: Labels
  /** Rack scanners and watched folders. */
  readonly racks: Racks
  readonly joining: JoinWork
  readonly snapshots: Snapshots
  readonly signing: Signing
  readonly transfers: Transfers
  /** What the bench's own scanners read, each scan for one page. */
  readonly scans: ScanRelay
  /** Which scanners there are and what each is for. */
  readonly scanners: Scanners
  view(): BenchView
  person(): PersonView | null
  /** Who is at the bench from now on. */
  seat(person: PersonView | null): void
  /** Somebody is at the bench: it stays open for a while longer. */
  active(): void
  /** A screen asked for something: so does somebody who reads, and every screen when other benches' work came. */
  asked(): void
  /** Tells screens and the service of what an act has changed. */
  changed(change: Change): void
  setUpDemo(): Promise<void>
  /** Answers the new administrator's badge code. */
  setUpEmpty(given: Founding): Promise<string>
  setUpJoined(stream: string, number: number, name: string): Promise<void>
  close(): Promise<void>
}

/** For so long after other benches' work came in, a question is taken for a screen's own. Milliseconds. */
const ECHO = 2_000

/** After so long without an act nobody is taken to be working. Milliseconds. */
const QUIET = 120_000

/** More names than this are not listed: everything is asked for again. */
const MOST_TOUCHED = 500

export async function createBench(options: BenchOptions): Promise<Bench> {
  makeFolder(options.folder)
  const key = loadKey(options.folder, options.vault ?? null)
  const store = await openStore(options.storeWorker, ledgerFile(options.folder), {
    key: key.material,
    donorWrap: loadDonorWrap(options.folder, options.vault ?? null),
  })
  const access = createAccessFile(options.folder)
  const timers = options.timers ?? systemTimers
  const events = new EventPublisher<BenchEvents>({ maxBufferedEvents: 10_000 })
  let facts = await store.write.facts()
  let about = await store.read.about(facts.install)
  let seated: { person: PersonView; at: number } | null = null
  let sync: SyncState | null = null
  let refreshing: Promise<void> = Promise.resolve()
  let closing: Promise<void> | null = null

  const stage = (): BenchView['stage'] => {
    if (seated) return 'signed-in'
    // A bench whose ledger is gone is not a new one.
    return facts.stream === null && keeping.isSound() ? 'first-run' : 'signed-out'
  }
  const view = (): BenchView => ({
    stage: stage(),
    ...about,
    bench:
      facts.stream === null
        ? null
        : { bench: facts.install, name: about.bench ?? '', number: facts.benchNumber },
    person: seated?.person ?? null,
    signedInAt: seated?.at ?? null,
    sync: syncView(sync, access.read()?.url ?? null),
    scanner: scanners.strip(),
    keeping: keeping.view(),
    joining: joining.view(),
    byEvents: joining.byEvents(),
    dataFolder: options.folder,
    version: options.version,
  })
  const tell = () => events.publish('view', view())

  let isQuiet = false
  let forgetQuiet = () => {}
  const waitForQuiet = () => {
    forgetQuiet()
    isQuiet = false
    forgetQuiet = timers.after(QUIET, () => {
      isQuiet = true
    })
  }
  waitForQuiet()
  const changed = (change: Change) => {
    waitForQuiet()
    events.publish('change', shortened(change))
    link.changed()
    refreshSoon()
  }
  const refreshSoon = () => {
    if (!closing) refreshing = refresh().catch(tellOfRefresh)
  }
  async function refresh(): Promise<void> {
    const before = JSON.stringify(about)
    about = await store.read.about(facts.install)
    if (JSON.stringify(about) !== before) tell()
  }

  const seat = (person: PersonView | null) => {
    seated = person && { person, at: systemClock.now() }
    if (person) idle.active()
    else idle.stop()
    tell()
  }
  const idle = createIdleLock({
    timers,
    isIntakeOpen: async () => (await store.read.home()).intake !== null,
    lock: () => seat(null),
  })
  const active = () => {
    if (seated) idle.active()
  }
  let echoUntil = 0

  store.listen({
    onProgress: (progress) => {
      active()
      events.publish('progress', progress)
    },
    // What was in doubt when it was opened again may be there: everything is to be asked for anew.
    onOpening: () => {
      if (!closing) refreshing = reopened().catch(tellOfRefresh)
    },
  })
  async function reopened(): Promise<void> {
    facts = await store.write.facts()
    events.publish('change', { position: facts.position, touched: [] })
    link.changed()
    await refresh()
    tell()
  }
  const signing = createSigning({ folder: options.folder, held: key, store, tell })
  const keeping = createKeeping({
    store,
    ledger: ledgerFile(options.folder),
    signing,
    program: options.version,
    noted: createNoted(options.folder),
    timers,
    tell,
    learnt: (command, saved) => {
      events.publish('learnt', { command, saved })
      events.publish('change', { position: facts.position, touched: [] })
    },
    isQuiet: () => isQuiet,
    replaced: async () => {
      seat(null)
      await founded()
    },
  })
  const transfers = createTransfers({
    folder: options.folder,
    store,
    newId: v7,
    site: () => facts.stream,
    isKeyLocked: () => signing.view().isLocked,
  })
  const link = createSyncLink({
    store,
    access,
    onState: (state) => {
      sync = state
      tell()
    },
    onApplied: (change) => {
      echoUntil = systemClock.monotonic() + ECHO
      events.publish('change', shortened(change))
      refreshSoon()
    },
  })

  const carried = {
    store,
    ledger: ledgerFile(options.folder),
    access: () => access.read(),
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    timers,
  }
  const files = createFiles({
    ...carried,
    tell: (specimen) => {
      const touched = specimen === null ? [] : [entity.files(specimen)]
      events.publish('change', { position: facts.position, touched })
    },
  })

  const labels = createLabels({
    store,
    timers,
    now: systemClock.now,
    newId: v7,
    tell: () => events.publish('labels', null),
    changed,
  })

  const joining = createJoining({ ...carried, tell, joined: () => founded() })
  const snapshots = createSnapshots({
    ...carried,
    program: options.version,
    isIdle: () =>
      isQuiet && sync?.type === 'up-to-date' && keeping.isSound() && keeping.view().job === null,
  })

  const racks = createRacks({
    folder: options.folder,
    timers,
    now: systemClock.now,
    monotonic: systemClock.monotonic,
    newId: v7,
    tell: () => events.publish('racks', null),
    arrived: (arrival) => events.publish('arrival', arrival),
  })

  const scans = createScanRelay(systemClock)
  const scanners = createScanners({
    hid: options.hid,
    serial: options.serial,
    file: createScannerFile(options.folder),
    ruleCommand: options.ruleCommand ?? null,
    clock: systemClock,
    timers: { set: setTimeout, clear: clearTimeout },
    scans,
    active,
    tell,
  })

  async function closeAll(): Promise<void> {
    idle.stop()
    forgetQuiet()
    keeping.stop()
    await scanners.stop()
    await Promise.all([link.stop(), files.stop(), labels.stop(), joining.stop(), snapshots.stop()])
    await racks.stop()
    // A question that is still open must not find the store gone.
    await refreshing
    await store.close()
  }

  async function founded(): Promise<void> {
    facts = await store.write.facts()
    await refresh()
    events.publish('change', { position: facts.position, touched: [] })
    tell()
    link.restart()
    files.wake()
    labels.wake()
    snapshots.wake()
  }

  link.restart()
  files.wake()
  labels.wake()
  snapshots.wake()
  joining.resume(facts.stream === null)
  return {
    store,
    events,
    link,
    transfers,
    keeping,
    files,
    labels,
    racks,
    joining,
    snapshots,
    signing,
    scans,
    scanners,
    view,
    changed,
    person: () => seated?.person ?? null,
    seat,
    active,
    asked: () => {
      if (systemClock.monotonic() >= echoUntil) active()
    },
    setUpDemo: async () => {
      await store.write.foundDemo()
      await founded()
    },
    setUpEmpty: async (given) => {
      const ids = { stream: v7(), badge: newBadge() }
      const badge = await store.write.foundEmpty(given, ids)
      await founded()
      return badge
    },
    setUpJoined: async (stream, number, name) => {
      await joining.begin({ stream, number, name })
    },
    close: () => {
      closing ??= closeAll()
      return closing
    },
  }
}

/** The bench records on; its screens show what they showed. */
function tellOfRefresh(error: unknown): void {
  console.error(
    `Frostkeep cannot read its ledger: ${error instanceof Error ? error.message : error}`,
  )
}

const shortened = (change: Change): Change =>
  change.touched.length > MOST_TOUCHED ? { ...change, touched: [] } : change

function syncView(state: SyncState | null, url: string | null): SyncView {
  if (!url || !state || state.type === 'not-enrolled') return { type: 'no-service' }
  const { type, waiting, oldestAt, lastContactAt, clockAhead } = state
  const reason = 'reason' in state ? state.reason : null
  const receiving = 'receiving' in state ? state.receiving : null
  return { type, url, waiting, oldestAt, reason, lastContactAt, receiving, clockAhead }
}
