import type {
  HidScanner,
  HidScannerEvent,
  HidScannerSettings,
} from '../../../electron/devices/hid-scanner.ts'
import { startHidScanner } from '../../../electron/devices/hid-scanner.ts'
import type { HidDevice, HidPort } from '../../../electron/devices/port.ts'
import type { Timers } from '../../../electron/devices/report-reader.ts'
import type { Clock } from '../../../shared/lib/clock.ts'
import type { ReportLayout } from '../../../shared/scan/hid-report.ts'

/** Kinds of scanners, as they are told to the computer: four by their reports, and a keyboard. */
export const KINDS = {
  honeywell: { layout: 'aim-at-2', vendorId: 0x0c2e, productId: 0x0b87, page: 0x8c, usage: 2 },
  'sixteen-bit': { layout: 'aim-at-3', vendorId: 0x05f9, productId: 0x221c, page: 0x8c, usage: 2 },
  newland: { layout: 'data-at-2', vendorId: 0x1eab, productId: 0x0210, page: 0x8c, usage: 2 },
  vendor: { layout: 'vendor', vendorId: 0x11fa, productId: 0x1000, page: 0xff00, usage: 1 },
  keyboard: { layout: null, vendorId: 0x05e0, productId: 0x1200, page: 1, usage: 6 },
} as const satisfies Record<string, KindFacts>

interface KindFacts {
  readonly layout: ReportLayout | null
  readonly vendorId: number
  readonly productId: number
  readonly page: number
  readonly usage: number
}

export type Kind = keyof typeof KINDS
export type ScannerKind = Exclude<Kind, 'keyboard'>
export const SCANNER_KINDS = Object.keys(KINDS).filter(
  (kind) => kind !== 'keyboard',
) as ScannerKind[]

/** A scanner that a case holds in its hand. */
export interface HeldScanner {
  send(report: Uint8Array): void
  unplug(): Promise<void>
  /** The same scanner again, at whatever place the computer gives it. */
  plug(): Promise<void>
}

/** Where the cases run: over devices in memory, whose time a test owns, or over those of a real kernel. */
export interface Rig {
  readonly port: HidPort
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
  readonly timers: Timers
  plug(kind: Kind, serialNumber: string): Promise<HeldScanner>
  pass(ms: number): Promise<void>
  /** Pulls everything out. */
  end(): Promise<void>
}

/** How the computer lists a scanner of a kind. */
export const deviceOf = (kind: Kind, serialNumber: string, path: string): HidDevice => {
  const { vendorId, productId, page, usage } = KINDS[kind]
  const product = `Virtual ${kind}`
  return { path, vendorId, productId, usagePage: page, usage, serialNumber, product }
}

export interface Heard {
  readonly driver: HidScanner
  readonly events: readonly HidScannerEvent[]
  readonly reports: readonly Uint8Array[]
  /** Codes in the order in which they came. */
  texts(): string[]
  /** `ready`, `lost` ... in the order in which they came. */
  states(): string[]
}

/** Our driver over a rig's port, and what it told. */
export function listen(rig: Rig, settings: HidScannerSettings = {}): Heard {
  const events: HidScannerEvent[] = []
  const reports: Uint8Array[] = []
  const driver = startHidScanner({
    port: rig.port,
    clock: rig.clock,
    timers: rig.timers,
    settings,
    emit: (event) => void events.push(event),
    tap: (_, report) => void reports.push(report),
  })
  const decoder = new TextDecoder()
  return {
    driver,
    events,
    reports,
    texts: () =>
      events.flatMap((event) => (event.type === 'scan' ? [decoder.decode(event.raw.bytes)] : [])),
    states: () => events.flatMap((event) => (event.type === 'state' ? [stateOf(event)] : [])),
  }
}

const stateOf = (event: Extract<HidScannerEvent, { type: 'state' }>): string =>
  event.state === 'lost' && event.isMidScan ? 'lost mid-scan' : event.state

/** Waits for what is to become so; a case that waits in vain is over. */
export async function until(rig: Rig, what: string, isSo: () => boolean): Promise<void> {
  const end = rig.clock.monotonic() + 15_000
  while (!isSo()) {
    if (rig.clock.monotonic() > end) throw new Error(`Waited in vain until ${what}`)
    await rig.pass(10)
  }
}
