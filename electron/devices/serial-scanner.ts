import type { SerialSettings } from '#shared/contract/devices.ts'
import type { Clock } from '#shared/lib/clock.ts'
import type { RawScan } from '#shared/scan/scan.ts'
import type { SerialCode } from '#shared/scan/serial-line.ts'
import { POLL_MS, STALE_MS } from './hid-scanner.ts'
import type { Timers } from './report-reader.ts'
import {
  NoSuchLine,
  type SerialConnection,
  type SerialPort,
  type SerialPortInfo,
} from './serial-port.ts'
import { createSerialReader, type SerialReader } from './serial-reader.ts'

/** `torn`: something came that never ended as set. `missing`: it is set up and was not there yet. */
export type SerialScannerEvent =
  | { type: 'scan'; key: string; raw: RawScan }
  | { type: 'torn'; key: string; device: string }
  | { type: 'state'; state: 'ready' | 'missing'; key: string; device: string }
  | { type: 'state'; state: 'lost'; key: string; device: string; isMidScan: boolean }
  | { type: 'state'; state: 'cannot-open'; key: string; device: string; message: string }

export interface SerialScannerDeps {
  port: SerialPort
  clock: Pick<Clock, 'now' | 'monotonic'>
  timers: Timers
  emit(event: SerialScannerEvent): void
  /** What came, before it is read. */
  tap?(key: string, chunk: Uint8Array): void
  /** Lines that are set up and are not to be listened to now, by key. */
  isOff?(key: string): boolean
}

export interface SerialScanner {
  /** Listens to these lines from now on, and to no others. Lines that stay as they were stay open. */
  use(lines: readonly SerialSettings[]): Promise<void>
  look(): Promise<void>
  stop(): Promise<void>
}

interface Line {
  readonly settings: SerialSettings
  readonly key: string
  readonly name: string
  readonly reader: SerialReader
  listeningSince: number
  isOpen: boolean
  said: string
  connection?: SerialConnection
}

/** By what a line is known again: the serial number of what is plugged in, else its path. */
export const keyOfLine = ({ path, serialNumber }: SerialSettings): string =>
  `serial:${serialNumber ?? path}`.slice(0, 200)

/** The line as people know it. */
export const nameOfLine = ({ path, serialNumber }: SerialSettings): string =>
  serialNumber === null ? path : `${path} (${serialNumber})`

/** Listens to no line until told which. */
export function createSerialScanner(deps: SerialScannerDeps): SerialScanner {
  const { port, clock, timers, emit, tap } = deps
  let lines: Line[] = []
  let looking: Promise<void> = Promise.resolve()
  let poll: unknown
  let isStopped = false
  const isOff = (line: Line) => deps.isOff?.(line.key) ?? false

  function look(): Promise<void> {
    looking = looking.then(lookOnce).finally(schedule)
    return looking
  }

  async function lookOnce(): Promise<void> {
    for (const line of lines) if (line.isOpen && isOff(line)) await shut(line)
    const missing = lines.filter((line) => !line.isOpen && !isOff(line))
    if (isStopped || missing.length === 0) return
    const needsList = missing.some(({ settings }) => settings.serialNumber !== null)
    const ports = needsList ? await port.list().catch(() => []) : []
    for (const line of missing) await connect(line, placeOf(line.settings, ports))
  }

  async function connect(line: Line, path: string | undefined): Promise<void> {
    if (path === undefined) return say(line, 'missing')
    const { serialNumber: _, end: __, ...how } = line.settings
    line.isOpen = true // before it is open: an error may come at once
    try {
      line.connection = await port.open(
        { ...how, path },
        { data: (chunk) => hear(line, chunk), error: () => lose(line) },
      )
    } catch (error) {
      line.isOpen = false
      if (error instanceof NoSuchLine) return say(line, 'missing')
      return say(line, 'cannot-open', error instanceof Error ? error.message : `${error}`)
    }
    if (isStopped || !lines.includes(line)) return shut(line)
    // It was lost before it was open: what is held of it would keep everybody out, this bench as well.
    if (!line.isOpen) return line.connection.close()
    line.listeningSince = clock.monotonic()
    say(line, 'ready')
  }

  function hear(line: Line, chunk: Uint8Array): void {
    if (!line.isOpen) return
    tap?.(line.key, chunk)
    line.reader.hear(chunk)
  }

  function deliver(line: Line, { bytes, startedAt }: SerialCode): void {
    if (startedAt - line.listeningSince < STALE_MS) return
    const raw: RawScan = { bytes, source: 'serial', device: line.name, at: clock.now() }
    emit({ type: 'scan', key: line.key, raw })
  }

  function lose(line: Line): void {
    if (!line.isOpen) return
    const isMidScan = line.reader.isMidScan()
    void shut(line)
    if (isStopped || !lines.includes(line)) return
    line.said = 'missing' // "it went away" stands until it is there again
    emit({ type: 'state', state: 'lost', key: line.key, device: line.name, isMidScan })
    schedule()
  }

  async function shut(line: Line): Promise<void> {
    line.isOpen = false
    line.listeningSince = Number.POSITIVE_INFINITY
    line.said = ''
    line.reader.reset()
    await line.connection?.close()
  }

  /** Said once until it changes, for every poll finds it again. */
  function say(line: Line, state: 'ready' | 'missing' | 'cannot-open', message = ''): void {
    if (isStopped || line.said === state + message) return
    line.said = state + message
    const { key, name: device } = line
    emit(
      state === 'cannot-open'
        ? { type: 'state', state, key, device, message }
        : { type: 'state', state, key, device },
    )
  }

  function schedule(): void {
    timers.clear(poll)
    if (isStopped || lines.every((line) => line.isOpen || isOff(line))) return
    poll = timers.set(() => void look(), POLL_MS)
  }

  function lineOf(settings: SerialSettings): Line {
    const line: Line = {
      settings,
      key: keyOfLine(settings),
      name: nameOfLine(settings),
      listeningSince: Number.POSITIVE_INFINITY,
      isOpen: false,
      said: '',
      reader: createSerialReader({
        monotonic: clock.monotonic,
        timers,
        end: settings.end,
        onCode: (code) => deliver(line, code),
        onTorn: () => {
          if (line.isOpen) emit({ type: 'torn', key: line.key, device: line.name })
        },
      }),
    }
    return line
  }

  return {
    async use(wanted) {
      const before = lines
      const same = (settings: SerialSettings) =>
        before.find((line) => JSON.stringify(line.settings) === JSON.stringify(settings))
      lines = wanted.map((settings) => same(settings) ?? lineOf(settings))
      await Promise.all(before.filter((line) => !lines.includes(line)).map(shut))
      await look()
    },
    look,
    async stop() {
      isStopped = true
      timers.clear(poll)
      await Promise.all(lines.map(shut))
    },
  }
}

/**
 * Where a line is now. With a serial number: where that is plugged in, if it is so in one place only. A path at
 * which something else is now is not taken for it.
 */
function placeOf(
  { path, serialNumber }: SerialSettings,
  ports: readonly SerialPortInfo[],
): string | undefined {
  if (serialNumber === null) return path
  const its = ports.filter((port) => port.serialNumber === serialNumber)
  if (its.some((port) => port.path === path)) return path
  return its.length === 1 ? its[0]?.path : undefined
}
