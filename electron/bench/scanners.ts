import { EventPublisher } from '@orpc/server'
import type {
  DeviceBytes,
  DevicesView,
  ScannerDeviceView,
  ScannerRole,
  SerialPortView,
  SerialSettings,
} from '#shared/contract/devices.ts'
import type { ScannerView } from '#shared/contract/views.ts'
import type { Clock } from '#shared/lib/clock.ts'
import type { RawScan } from '#shared/scan/scan.ts'
import { type HidScannerEvent, startHidScanner } from '../devices/hid-scanner.ts'
import type { HidPort } from '../devices/port.ts'
import type { Timers } from '../devices/report-reader.ts'
import type { SerialPort } from '../devices/serial-port.ts'
import {
  createSerialScanner,
  keyOfLine,
  nameOfLine,
  type SerialScannerEvent,
} from '../devices/serial-scanner.ts'
import type { ScanRelay } from './scan-relay.ts'
import type { ScannerFile, ScannerSettings } from './scanner-file.ts'

export interface ScannersDeps {
  readonly hid: HidPort
  readonly serial: SerialPort
  readonly file: ScannerFile
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
  readonly timers: Timers
  readonly scans: ScanRelay
  /** What puts the rule in its place that Linux needs; null where there is none. */
  readonly ruleCommand: string | null
  /** Somebody scanned something. */
  active(): void
  /** What the strip says of scanners is another thing now. */
  tell(): void
}

interface ScannersEvents {
  view: DevicesView
  bytes: DeviceBytes
}

/** All scanners that the bench itself reads: which there are, what each is for, what they send. */
export interface Scanners {
  /** For the strip of every screen: one word for all that are not for badges and not off. */
  strip(): ScannerView
  view(): DevicesView
  watch(signal?: AbortSignal): AsyncGenerator<DevicesView>
  /** Everything that comes in, from now on. Nothing is copied while nobody asks. */
  bytes(signal?: AbortSignal): AsyncGenerator<DeviceBytes>
  setRole(key: string, role: ScannerRole): Promise<DevicesView>
  forget(key: string): Promise<DevicesView>
  look(): Promise<DevicesView>
  serialPorts(): Promise<readonly SerialPortView[]>
  setSerial(lines: readonly SerialSettings[]): Promise<DevicesView>
  stop(): Promise<void>
}

/** `wasThere`: in this run of the program. */
type Seen = Omit<ScannerDeviceView, 'key' | 'role'> & {
  readonly isForbidden: boolean
  readonly wasThere: boolean
}

const UNSEEN = {
  since: null,
  message: null,
  layout: null,
  aim: null,
  lastAt: null,
  isForbidden: false,
  wasThere: false,
} as const

export function createScanners(deps: ScannersDeps): Scanners {
  const { file, clock, timers, scans, tell } = deps
  const events = new EventPublisher<ScannersEvents>({ maxBufferedEvents: 1_000 })
  const seen = new Map<string, Seen>()
  let noHid: string | null = null
  let listening = 0
  let watching = 0
  let cutOff: string | null = null

  for (const [key, { name }] of Object.entries(file.read().scanners))
    if (!key.startsWith('serial:'))
      seen.set(key, { ...UNSEEN, kind: 'hid', name, standing: 'lost' })

  const roleOf = (key: string): ScannerRole => file.read().scanners[key]?.role ?? 'bench'
  const isOff = (key: string) => roleOf(key) === 'off'
  const tap = (key: string, bytes: Uint8Array) => {
    if (listening > 0) events.publish('bytes', { key, at: clock.now(), bytes: [...bytes] })
  }
  const shared = { clock, timers, tap }
  const hid = startHidScanner({ ...shared, port: deps.hid, settings: { isOff }, emit: onHid })
  const serial = createSerialScanner({ ...shared, port: deps.serial, isOff, emit: onSerial })
  if (file.read().serial.length > 0) void useSerial()

  function onHid(event: HidScannerEvent): void {
    if (event.type === 'scan') onScan(event.key, event.raw, event)
    else if (event.type === 'torn') onTorn(event)
    else if (event.state !== 'none') onState(event.key, 'hid', event.device, event)
    else if (event.reason === 'cannot-open')
      onState(event.key, 'hid', event.device, { ...event, state: 'cannot-open' })
    else {
      noHid = event.reason === 'no-hid' ? event.message : null
      changed()
    }
  }

  function onSerial(event: SerialScannerEvent): void {
    if (event.type === 'scan') onScan(event.key, event.raw, {})
    else if (event.type === 'torn') onTorn(event)
    else {
      const state = event.state === 'missing' ? 'lost' : event.state
      onState(event.key, 'serial', event.device, { ...event, state })
    }
  }

  function onTorn({ key, device }: { readonly key: string; readonly device: string }): void {
    if (roleOf(key) !== 'off') scans.push({ type: 'torn', device, at: clock.now() })
  }

  function onScan(key: string, raw: RawScan, { layout }: Partial<Pick<Seen, 'layout'>>): void {
    const { bytes, aim, device, at } = raw
    const role = roleOf(key)
    if (role === 'off') return
    deps.active()
    const source = raw.source === 'serial' ? 'serial' : 'hid'
    scans.push({ type: 'scan', bytes: [...bytes], aim: aim ?? null, device, source, role, at })
    const wasCutOff = cutOff
    if (role === 'bench') cutOff = null
    merge(key, { layout: layout ?? null, aim: aim ?? null, lastAt: at })
    if (wasCutOff !== cutOff) tell()
  }

  function onState(
    key: string,
    kind: Seen['kind'],
    name: string,
    is: {
      state: Seen['standing']
      message?: string
      isForbidden?: boolean
      isMidScan?: boolean
    },
  ): void {
    if (kind === 'hid') noHid = null
    const before = seen.get(key) ?? { ...UNSEEN, kind, name, standing: is.state }
    const { message = null, isForbidden = false, isMidScan = false } = is
    const wasThere = before.wasThere || is.state === 'ready'
    const isOther = before.wasThere !== wasThere || before.standing !== is.state
    const since = isOther ? clock.now() : before.since
    const more = { standing: is.state, since, message, isForbidden, wasThere }
    seen.set(key, { ...before, kind, name, ...more })
    if (isMidScan && roleOf(key) === 'bench') {
      cutOff = name
      scans.push({ type: 'gone', device: name, at: clock.now() })
    }
    changed()
  }

  function merge(key: string, more: Partial<Seen>): void {
    const before = seen.get(key)
    if (before) seen.set(key, { ...before, ...more })
    if (watching > 0) events.publish('view', view())
  }

  function changed(): void {
    events.publish('view', view())
    tell()
  }

  const all = (): ScannerDeviceView[] =>
    [...seen].map(([key, { isForbidden: _, wasThere: __, ...one }]) => {
      const role = roleOf(key)
      const standing = role === 'off' && one.standing === 'ready' ? 'off' : one.standing
      return { key, role, ...one, standing }
    })

  function view(): DevicesView {
    const isRuleMissing = [...seen.values()].some(({ isForbidden }) => isForbidden)
    return {
      noHid,
      isRuleMissing,
      ruleCommand: isRuleMissing ? deps.ruleCommand : null,
      areSettingsLost: file.isLost(),
      scanners: all(),
      serial: file.read().serial,
    }
  }

  /** One that was never there in this run is no loss: it may stand in a cupboard. */
  function strip(): ScannerView {
    const bench = all().filter(({ role }) => role === 'bench')
    const there = bench.filter(({ key }) => seen.get(key)?.wasThere)
    const shown = there.find(({ standing }) => standing !== 'ready') ?? there[0]
    if (shown) {
      const state = shown.standing === 'ready' ? 'ready' : 'lost'
      return { state, device: cutOff ?? shown.name, isMidScan: cutOff !== null }
    }
    const unopened = bench.find(({ standing }) => standing === 'cannot-open')
    return { state: 'none', device: unopened?.name ?? null, isMidScan: false }
  }

  function useSerial(): Promise<void> {
    return serial.use(file.read().serial)
  }

  async function apply(next: ScannerSettings): Promise<DevicesView> {
    file.write(next)
    await Promise.all([hid.look(), useSerial()])
    changed()
    return view()
  }

  async function* watch(signal?: AbortSignal): AsyncGenerator<DevicesView> {
    watching += 1
    hid.keepLooking(true)
    try {
      const changes = events.subscribe('view', signal ? { signal } : {})
      yield view()
      yield* changes
    } finally {
      watching -= 1
      if (watching === 0) hid.keepLooking(false)
    }
  }

  async function* bytes(signal?: AbortSignal): AsyncGenerator<DeviceBytes> {
    listening += 1
    try {
      yield* events.subscribe('bytes', signal ? { signal } : {})
    } finally {
      listening -= 1
    }
  }

  return {
    strip,
    view,
    watch,
    bytes,
    async setRole(key, role) {
      const { scanners, serial: lines } = file.read()
      const line = lines.find((one) => keyOfLine(one) === key)
      const name = seen.get(key)?.name ?? (line && nameOfLine(line))
      if (name === undefined) return view()
      // Of what is not scanned with at the bench, no scan is asked for again.
      if (role !== 'bench' && name === cutOff) cutOff = null
      return apply({ scanners: { ...scanners, [key]: { name, role } }, serial: lines })
    },
    async forget(key) {
      const { scanners, serial: lines } = file.read()
      if (seen.get(key)?.name === cutOff) cutOff = null
      seen.delete(key)
      hid.forget(key)
      const rest = Object.entries(scanners).filter(([one]) => one !== key)
      return apply({
        scanners: Object.fromEntries(rest),
        serial: lines.filter((one) => keyOfLine(one) !== key),
      })
    },
    async look() {
      await Promise.all([hid.look(), serial.look()])
      return view()
    },
    async serialPorts() {
      const ports = await deps.serial.list()
      return ports.map(({ path, maker = null, serialNumber = null }) => ({
        path,
        maker,
        serialNumber,
      }))
    },
    async setSerial(lines) {
      // Of two for one scanner the later counts: both would open it, and one of them fail.
      const wanted = new Map(lines.map((line) => [keyOfLine(line), line]))
      for (const key of [...seen.keys()])
        if (key.startsWith('serial:') && !wanted.has(key)) seen.delete(key)
      return apply({ ...file.read(), serial: [...wanted.values()] })
    },
    async stop() {
      await Promise.all([hid.stop(), serial.stop()])
    },
  }
}
