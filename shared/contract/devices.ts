import { eventIterator, oc, type } from '@orpc/contract'
import { z } from 'zod'
import type { ReportLayout } from '../scan/hid-report.ts'

/** `badge`: it reads badges beside the door or on the desk, and no tube is ever taken from it. */
export const SCANNER_ROLES = ['bench', 'badge', 'off'] as const
export type ScannerRole = (typeof SCANNER_ROLES)[number]

/** By what a scanner is known again: vendor and serial number, or vendor and place where it has none. */
const key = z.string().min(1).max(200)

/** Of a serial line: as most scanners leave the factory unless told otherwise. */
export const serialSettings = z.object({
  path: z.string().min(1).max(300),
  baudRate: z.int().min(300).max(921_600),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd']),
  stopBits: z.union([z.literal(1), z.literal(2)]),
  /** What ends a code; `silence` where the scanner sends nothing behind it. */
  end: z.enum(['cr', 'lf', 'crlf', 'tab', 'silence']),
})
export type SerialSettings = z.infer<typeof serialSettings>

/** `cannot-open`: held by another program, or not permitted (`message` is the computer's own word). */
export type ScannerStanding = 'ready' | 'lost' | 'cannot-open'

export interface ScannerDeviceView {
  readonly key: string
  readonly kind: 'hid' | 'serial'
  /** Product and serial number. */
  readonly name: string
  readonly role: ScannerRole
  readonly standing: ScannerStanding
  readonly message: string | null
  /** Where its reports hold the data, once one came; null for a serial line. */
  readonly layout: ReportLayout | null
  /** The AIM identifier of its last code. */
  readonly aim: string | null
  /** When it last sent something: UTC milliseconds. */
  readonly lastAt: number | null
}

export interface SerialPortView {
  readonly path: string
  readonly maker: string | null
  readonly serialNumber: string | null
}

export interface DevicesView {
  /** Null where HID works here; else why not. */
  readonly noHid: string | null
  /** Linux lets only root open a scanner without the rule that this program brings: whether that is missing. */
  readonly isRuleMissing: boolean
  readonly scanners: readonly ScannerDeviceView[]
  readonly serial: readonly SerialSettings[]
}

/** What one device sent, to the byte, for the screens that set it up. `at`: UTC milliseconds. */
export interface DeviceBytes {
  readonly key: string
  readonly at: number
  /** An input report with its id first, or what came on a serial line. */
  readonly bytes: readonly number[]
}

export const devicesContract = {
  devices: {
    view: oc.output(type<DevicesView>()),
    /** Anew whenever something is plugged in, pulled out or set. */
    watch: oc.output(eventIterator(type<DevicesView>())),
    /** Everything that comes in while somebody looks, before it is read. */
    bytes: oc.output(eventIterator(type<DeviceBytes>())),
    setRole: oc.input(z.object({ key, role: z.enum(SCANNER_ROLES) })).output(type<DevicesView>()),
    /** Forgets a scanner that is gone. */
    forget: oc.input(z.object({ key })).output(type<DevicesView>()),
    /** Looks for scanners now. */
    look: oc.output(type<DevicesView>()),
    serialPorts: oc.output(type<readonly SerialPortView[]>()),
    /** All lines at once; an empty list turns serial scanners off. */
    setSerial: oc
      .input(z.object({ lines: z.array(serialSettings).max(8) }))
      .output(type<DevicesView>()),
  },
}
