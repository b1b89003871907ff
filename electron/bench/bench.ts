import { EventPublisher } from '@orpc/server'
import type { ImportProgress } from '#shared/contract/imports.ts'
import type {
  BenchView,
  Change,
  PersonView,
  ScannerView,
  SyncView,
} from '#shared/contract/views.ts'
import { systemClock } from '../clock.ts'
import { type HidScannerEvent, startHidScanner } from '../devices/hid-scanner.ts'
import type { HidPort } from '../devices/port.ts'
import { openStore, type Store } from '../store/client.ts'
import type { Founding } from '../store/found.ts'
import type { SyncState } from '../sync/state.ts'
import { createAccessFile } from './access.ts'
import { ledgerFile } from './data-folder.ts'
import { createSyncLink, type SyncLink } from './sync-link.ts'

export interface BenchOptions {
  readonly folder: string
  readonly version: string
  readonly storeWorker: URL
  readonly hid: HidPort
}

export interface DeviceScan {
  readonly bytes: number[]
  readonly aim: string | null
  readonly device: string
  readonly at: number
}

export interface BenchEvents {
  change: Change
  scan: DeviceScan
  view: BenchView
  progress: ImportProgress
}

/** One bench: its store, who is at it, its scanners, its link to the service. Windows come and go. */
export interface Bench {
  readonly store: Store
  readonly events: EventPublisher<BenchEvents>
  readonly link: SyncLink
  view(): BenchView
  person(): PersonView | null
  /** Who is at the bench from now on. */
  seat(person: PersonView | null): void
  /** Tells screens and the service of what an act has changed. */
  changed(change: Change): void
  setUpDemo(): Promise<void>
  /** Answers the new administrator's badge code. */
  setUpEmpty(given: Founding): Promise<string>
  setUpJoined(stream: string, number: number, name: string): Promise<void>
  close(): Promise<void>
}

/** More names than this are not listed: everything is asked for again. */
const MOST_TOUCHED = 500

export async function createBench(options: BenchOptions): Promise<Bench> {
  const store = await openStore(options.storeWorker, ledgerFile(options.folder))
  const access = createAccessFile(options.folder)
  const events = new EventPublisher<BenchEvents>({ maxBufferedEvents: 10_000 })
  let facts = await store.write.facts()
  let about = await store.read.about(facts.install)
  let seated: { person: PersonView; at: number } | null = null
  let sync: SyncState | null = null
  let scanner: ScannerView = { state: 'none', device: null }
  let refreshing: Promise<void> = Promise.resolve()
  let closing: Promise<void> | null = null

  const view = (): BenchView => ({
    stage: facts.stream === null ? 'first-run' : seated ? 'signed-in' : 'signed-out',
    ...about,
    bench:
      facts.stream === null
        ? null
        : { bench: facts.install, name: about.bench ?? '', number: facts.benchNumber },
    person: seated?.person ?? null,
    signedInAt: seated?.at ?? null,
    sync: syncView(sync, access.read()?.url ?? null),
    scanner,
    dataFolder: options.folder,
    version: options.version,
  })
  const tell = () => events.publish('view', view())

  const changed = (change: Change) => {
    events.publish('change', shortened(change))
    link.changed()
    refreshSoon()
  }
  const refreshSoon = () => {
    if (!closing) refreshing = refresh()
  }
  async function refresh(): Promise<void> {
    const before = JSON.stringify(about)
    about = await store.read.about(facts.install)
    if (JSON.stringify(about) !== before) tell()
  }

  store.onProgress((progress) => events.publish('progress', progress))
  const link = createSyncLink({
    store,
    access,
    onState: (state) => {
      sync = state
      tell()
    },
    onApplied: (change) => {
      events.publish('change', shortened(change))
      refreshSoon()
    },
  })

  const devices = startHidScanner({
    port: options.hid,
    clock: systemClock,
    timers: { set: setTimeout, clear: clearTimeout },
    emit: onDevice,
  })
  function onDevice(event: HidScannerEvent): void {
    if (event.type === 'scan') {
      const { bytes, aim, device, at } = event.raw
      events.publish('scan', { bytes: [...bytes], aim: aim ?? null, device, at })
      return
    }
    scanner = { state: event.state, device: 'device' in event ? event.device : null }
    tell()
  }

  async function closeAll(): Promise<void> {
    await devices.stop()
    await link.stop()
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
  }

  link.restart()
  return {
    store,
    events,
    link,
    view,
    changed,
    person: () => seated?.person ?? null,
    seat: (person) => {
      seated = person && { person, at: systemClock.now() }
      tell()
    },
    setUpDemo: async () => {
      await store.write.foundDemo()
      await founded()
    },
    setUpEmpty: async (given) => {
      const badge = await store.write.foundEmpty(given)
      await founded()
      return badge
    },
    setUpJoined: async (stream, number, name) => {
      await store.write.join(stream, number, name)
      await founded()
    },
    close: () => {
      closing ??= closeAll()
      return closing
    },
  }
}

const shortened = (change: Change): Change =>
  change.touched.length > MOST_TOUCHED ? { ...change, touched: [] } : change

function syncView(state: SyncState | null, url: string | null): SyncView {
  if (!url || !state || state.type === 'not-enrolled') return { type: 'no-service' }
  const { waiting, oldestAt, lastContactAt } = state
  const reason = 'reason' in state ? state.reason : null
  return { type: state.type, url, waiting, oldestAt, reason, lastContactAt }
}
