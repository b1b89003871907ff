import type { Clock } from '#shared/lib/clock.ts'
import { isAnswerToCommand } from '#shared/scan/aim.ts'
import type { HidScan } from '#shared/scan/hid-pos.ts'
import type { ReportLayout } from '#shared/scan/hid-report.ts'
import type { RawScan } from '#shared/scan/scan.ts'
import { nameOf, type PickSettings, pickScanners } from './pick-scanners.ts'
import type { HidConnection, HidDevice, HidPort } from './port.ts'
import { createReportReader, type ReportReader, type Timers } from './report-reader.ts'

/** HID tells of an unplugging and never of a plugging in, so the driver looks, but only while it misses one. */
export const POLL_MS = 1_500

/** What comes so soon after opening was scanned before anybody listened. */
export const STALE_MS = 250

export interface HidScannerSettings extends PickSettings {
  /** Where the reports hold their data; found from the reports when not set. */
  layout?: ReportLayout
}

/** `lost`: it was there and is gone, and a scan made just before may be lost too. `none`: there is none to use. */
export type HidScannerEvent =
  | { type: 'scan'; raw: RawScan }
  | { type: 'state'; state: 'ready' | 'lost'; device: string }
  | NoScanner

/** `no-hid`: this computer has no usable HID. `cannot-open`: held by another program, or not permitted. */
export type NoScanner =
  | { type: 'state'; state: 'none'; reason: 'no-scanner' }
  | { type: 'state'; state: 'none'; reason: 'no-hid'; message: string }
  | { type: 'state'; state: 'none'; reason: 'cannot-open'; device: string; message: string }

export interface HidScannerDeps {
  port: HidPort
  clock: Pick<Clock, 'now' | 'monotonic'>
  timers: Timers
  emit(event: HidScannerEvent): void
  settings?: HidScannerSettings
}

export interface HidScanner {
  /** Looks for scanners now, besides the polls: after a change of settings, or for a second scanner. */
  look(): Promise<void>
  stop(): Promise<void>
}

interface OpenScanner {
  path: string
  name: string
  /** Monotonic milliseconds; later than any time until the open is done. */
  listeningSince: number
  reader: ReportReader
  connection?: HidConnection
}

const NO_SCANNER: NoScanner = { type: 'state', state: 'none', reason: 'no-scanner' }

/** Starts listening to every matching HID scanner, now and whenever one comes back. */
export function startHidScanner(deps: HidScannerDeps): HidScanner {
  const { port, clock, timers, emit, settings = {} } = deps
  const open = new Map<string, OpenScanner>()
  let expected = 1
  let saidOfNone = ''
  let looking: Promise<void> | undefined
  let poll: unknown
  let stopped = false

  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = undefined
      schedule()
    })
    return looking
  }

  async function lookOnce(): Promise<void> {
    const listed = await port.list()
    if (stopped) return
    if (!listed.ok) {
      const message = listed.error.reason
      return sayNone([{ type: 'state', state: 'none', reason: 'no-hid', message }])
    }
    const found = pickScanners(listed.value, settings).filter(({ path }) => !open.has(path))
    const failures: NoScanner[] = []
    for (const device of found) failures.push(...(await connect(device)))
    sayNone(open.size === 0 && found.length === 0 ? [NO_SCANNER] : failures)
  }

  /** Gives back why the device cannot be used, or nothing. */
  async function connect(device: HidDevice): Promise<NoScanner[]> {
    const scanner = openingOf(device)
    open.set(device.path, scanner) // before it is open: an error may come at once
    try {
      scanner.connection = await port.open(device.path, {
        data: (report) => scanner.reader.hear(report),
        error: () => lose(scanner),
      })
    } catch (error) {
      open.delete(device.path)
      const message = error instanceof Error ? error.message : `${error}`
      return [
        { type: 'state', state: 'none', reason: 'cannot-open', device: scanner.name, message },
      ]
    }
    if (stopped || open.get(device.path) !== scanner) await scanner.connection.close()
    else becomeReady(scanner)
    return []
  }

  function openingOf(device: HidDevice): OpenScanner {
    const { layout } = settings
    const scanner: OpenScanner = {
      path: device.path,
      name: nameOf(device),
      listeningSince: Number.POSITIVE_INFINITY,
      reader: createReportReader({
        monotonic: clock.monotonic,
        timers,
        ...(layout === undefined ? {} : { layout }),
        onScan: (scan) => deliver(scanner, scan),
      }),
    }
    return scanner
  }

  function becomeReady(scanner: OpenScanner): void {
    scanner.listeningSince = clock.monotonic()
    expected = Math.max(expected, open.size)
    saidOfNone = ''
    emit({ type: 'state', state: 'ready', device: scanner.name })
  }

  function deliver(scanner: OpenScanner, { bytes, aim, startedAt }: HidScan): void {
    if (open.get(scanner.path) !== scanner) return
    // Judged by its first part: the rest of a stale scan would otherwise pass as a whole code.
    if (startedAt - scanner.listeningSince < STALE_MS) return
    if (aim !== undefined && isAnswerToCommand(aim)) return
    const raw: RawScan = { bytes, source: 'hid', device: scanner.name, at: clock.now() }
    emit({ type: 'scan', raw: aim === undefined ? raw : { ...raw, aim } })
  }

  function lose(scanner: OpenScanner): void {
    if (open.get(scanner.path) !== scanner) return
    forget(scanner)
    // "It went away" stands until one is there again; "there is none" would hide it.
    saidOfNone = JSON.stringify([NO_SCANNER])
    emit({ type: 'state', state: 'lost', device: scanner.name })
    schedule()
  }

  function forget(scanner: OpenScanner): Promise<void> | undefined {
    open.delete(scanner.path)
    scanner.reader.reset()
    return scanner.connection?.close()
  }

  /** Said once until it changes, for every poll finds it again. */
  function sayNone(events: readonly NoScanner[]): void {
    const said = JSON.stringify(events)
    if (stopped || events.length === 0 || said === saidOfNone) return
    saidOfNone = said
    for (const event of events) emit(event)
  }

  function schedule(): void {
    timers.clear(poll)
    if (stopped || open.size >= expected) return
    poll = timers.set(() => void look(), POLL_MS)
  }

  void look()
  return {
    look,
    async stop() {
      stopped = true
      timers.clear(poll)
      await Promise.all([...open.values()].map(forget))
    },
  }
}
