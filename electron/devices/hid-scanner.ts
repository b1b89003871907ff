import type { Clock } from '#shared/lib/clock.ts'
import { isAnswerToCommand } from '#shared/scan/aim.ts'
import type { HidScan } from '#shared/scan/hid-pos.ts'
import type { ReportLayout } from '#shared/scan/hid-report.ts'
import type { RawScan } from '#shared/scan/scan.ts'
import { keyOf, nameOf, type PickSettings, pickScanners } from './pick-scanners.ts'
import { type HidConnection, type HidDevice, type HidPort, NotPermitted } from './port.ts'
import { createReportReader, type ReportReader, type Timers } from './report-reader.ts'

/** HID tells of an unplugging and never of a plugging in, so the driver looks, but only while it misses one. */
export const POLL_MS = 1_500

/** What comes so soon after opening was scanned before anybody listened. */
export const STALE_MS = 250

export interface HidScannerSettings extends PickSettings {
  /** Where the reports hold their data; found from the reports when not set. */
  layout?: ReportLayout
  /** Scanners that are to be left to other programs, by key. Asked anew at each look. */
  isOff?(key: string): boolean
}

/**
 * `torn`: a scan came of which a part is missing. `lost`: it was there and is gone, and a scan made just before may be lost too; `isMidScan`: one is, for it
 * had begun. `off`: it is there and not listened to. `none`: there is none to use.
 */
export type HidScannerEvent =
  | { type: 'scan'; key: string; layout: ReportLayout; raw: RawScan }
  | { type: 'torn'; key: string; device: string }
  | { type: 'state'; state: 'ready' | 'off'; device: string; key: string }
  | { type: 'state'; state: 'lost'; device: string; key: string; isMidScan: boolean }
  | NoScanner

/**
 * `no-hid`: this computer has no usable HID. `cannot-open`: held by another program, or not permitted
 * (`isForbidden`).
 */
export type NoScanner =
  | { type: 'state'; state: 'none'; reason: 'no-scanner' }
  | { type: 'state'; state: 'none'; reason: 'no-hid'; message: string }
  | {
      type: 'state'
      state: 'none'
      reason: 'cannot-open'
      device: string
      key: string
      message: string
      isForbidden: boolean
    }

export interface HidScannerDeps {
  port: HidPort
  clock: Pick<Clock, 'now' | 'monotonic'>
  timers: Timers
  emit(event: HidScannerEvent): void
  /** Every input report as it came, before it is read: also what is stale or no code. */
  tap?(key: string, report: Uint8Array): void
  settings?: HidScannerSettings
}

export interface HidScanner {
  /** Looks for scanners now, besides the polls: after a change of settings, or for a second scanner. */
  look(): Promise<void>
  /** Also looks for more scanners while all known ones are there, until told otherwise. */
  keepLooking(isWanted: boolean): void
  /** One that is gone is missed no more; one that is there is found anew by the next look. */
  forget(key: string): void
  stop(): Promise<void>
}

interface OpenScanner {
  path: string
  key: string
  name: string
  /** Monotonic milliseconds; later than any time until the open is done. */
  listeningSince: number
  reader: ReportReader
  connection?: HidConnection
}

const NO_SCANNER: NoScanner = { type: 'state', state: 'none', reason: 'no-scanner' }

/** Starts listening to every matching HID scanner, now and whenever one comes back. */
export function startHidScanner(deps: HidScannerDeps): HidScanner {
  const { port, clock, timers, emit, tap, settings = {} } = deps
  const open = new Map<string, OpenScanner>()
  const missed = new Set<string>()
  const off = new Map<string, string>()
  const refused = new Map<string, string>()
  let saidOfNone = ''
  let looking: Promise<void> | undefined
  let poll: unknown
  let isEager = false
  let stopped = false
  const isOff = (key: string) => settings.isOff?.(key) ?? false

  async function look(): Promise<void> {
    // One that is under way may have listed the devices before what this one is asked for.
    await looking
    looking ??= lookOnce().finally(() => {
      looking = undefined
      schedule()
    })
    await looking
  }

  async function lookOnce(): Promise<void> {
    closeThoseOff()
    const listed = await port.list()
    if (stopped) return
    if (!listed.ok) {
      const message = listed.error.reason
      return sayNone([{ type: 'state', state: 'none', reason: 'no-hid', message }])
    }
    const all = pickScanners(listed.value, settings)
    sayGone(all)
    sayOff(all.filter((device) => isOff(keyOf(device))))
    const found = all.filter((device) => !open.has(device.path) && !isOff(keyOf(device)))
    const failures: NoScanner[] = []
    for (const device of found) failures.push(...(await connect(device)))
    sayNone(open.size === 0 && found.length === 0 ? [NO_SCANNER] : failures)
  }

  function closeThoseOff(): void {
    for (const scanner of [...open.values()]) if (isOff(scanner.key)) void forgetOpen(scanner)
    for (const key of [...missed]) if (isOff(key)) missed.delete(key)
  }

  /** What is not open tells of no unplugging: it is not listed any more. */
  function sayGone(listed: readonly HidDevice[]): void {
    const there = new Set(listed.map(keyOf))
    for (const closed of [off, refused])
      for (const [key, device] of [...closed]) {
        if (there.has(key)) continue
        closed.delete(key)
        emit({ type: 'state', state: 'lost', device, key, isMidScan: false })
      }
  }

  function sayOff(devices: readonly HidDevice[]): void {
    const wanted = new Set(devices.map(keyOf))
    for (const key of [...off.keys()]) if (!wanted.has(key)) off.delete(key)
    for (const key of wanted) refused.delete(key)
    for (const device of devices) {
      const key = keyOf(device)
      if (stopped || off.has(key)) continue
      off.set(key, nameOf(device))
      emit({ type: 'state', state: 'off', device: nameOf(device), key })
    }
  }

  /** Gives back why the device cannot be used, or nothing. */
  async function connect(device: HidDevice): Promise<NoScanner[]> {
    const scanner = openingOf(device)
    open.set(device.path, scanner) // before it is open: an error may come at once
    try {
      scanner.connection = await port.open(device.path, {
        data: (report) => {
          tap?.(scanner.key, report)
          scanner.reader.hear(report)
        },
        error: () => lose(scanner),
      })
    } catch (error) {
      open.delete(device.path)
      missed.add(scanner.key)
      refused.set(scanner.key, scanner.name)
      return [cannotOpen(scanner, error)]
    }
    if (stopped || open.get(device.path) !== scanner) await scanner.connection.close()
    else becomeReady(scanner)
    return []
  }

  function openingOf(device: HidDevice): OpenScanner {
    const { layout } = settings
    const scanner: OpenScanner = {
      path: device.path,
      key: keyOf(device),
      name: nameOf(device),
      listeningSince: Number.POSITIVE_INFINITY,
      reader: createReportReader({
        monotonic: clock.monotonic,
        timers,
        ...(layout === undefined ? {} : { layout }),
        onScan: (scan) => deliver(scanner, scan),
        onTorn: () => {
          if (open.get(scanner.path) === scanner)
            emit({ type: 'torn', key: scanner.key, device: scanner.name })
        },
      }),
    }
    return scanner
  }

  function becomeReady(scanner: OpenScanner): void {
    scanner.listeningSince = clock.monotonic()
    missed.delete(scanner.key)
    refused.delete(scanner.key)
    saidOfNone = ''
    emit({ type: 'state', state: 'ready', device: scanner.name, key: scanner.key })
  }

  function deliver(scanner: OpenScanner, { bytes, aim, layout, startedAt }: HidScan): void {
    if (open.get(scanner.path) !== scanner) return
    // Judged by its first part: the rest of a stale scan would otherwise pass as a whole code.
    if (startedAt - scanner.listeningSince < STALE_MS) return
    if (aim !== undefined && isAnswerToCommand(aim)) return
    const raw: RawScan = { bytes, source: 'hid', device: scanner.name, at: clock.now() }
    const { key } = scanner
    emit({ type: 'scan', key, layout, raw: aim === undefined ? raw : { ...raw, aim } })
  }

  function lose(scanner: OpenScanner): void {
    if (open.get(scanner.path) !== scanner) return
    const isMidScan = scanner.reader.isMidScan()
    void forgetOpen(scanner)
    missed.add(scanner.key)
    // "It went away" stands until one is there again; "there is none" would hide it.
    saidOfNone = JSON.stringify([NO_SCANNER])
    emit({ type: 'state', state: 'lost', device: scanner.name, key: scanner.key, isMidScan })
    schedule()
  }

  function forgetOpen(scanner: OpenScanner): Promise<void> | undefined {
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
    if (stopped || (open.size > 0 && missed.size === 0 && !isEager)) return
    poll = timers.set(() => void look(), POLL_MS)
  }

  void look()
  return {
    look,
    keepLooking(isWanted) {
      isEager = isWanted
      if (isWanted) void look()
      else schedule()
    },
    forget(key) {
      for (const known of [missed, off, refused]) known.delete(key)
      for (const scanner of [...open.values()]) if (scanner.key === key) void forgetOpen(scanner)
      schedule()
    },
    async stop() {
      stopped = true
      timers.clear(poll)
      await Promise.all([...open.values()].map(forgetOpen))
    },
  }
}

function cannotOpen({ name, key }: OpenScanner, error: unknown): NoScanner {
  return {
    type: 'state',
    state: 'none',
    reason: 'cannot-open',
    device: name,
    key,
    message: error instanceof Error ? error.message : `${error}`,
    isForbidden: error instanceof NotPermitted,
  }
}
