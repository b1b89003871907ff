import { eventIterator, oc, type } from '@orpc/contract'
import { z } from 'zod'
import type { ReportLayout } from '../scan/hid-report.ts'
import { SERIAL_ENDS } from '../scan/serial-line.ts'

/** `badge`: it reads badges beside the door or on the desk, and no tube is ever taken from it. */
export const SCANNER_ROLES = ['bench', 'badge', 'off'] as const
export type ScannerRole = (typeof SCANNER_ROLES)[number]

/**
 * By what a scanner is known again: vendor and serial number, or vendor, product name and usage where it has
 * no serial number. Never by the product id, which a switch of its mode changes.
 */
const key = z.string().min(1).max(200)

/** Of a serial line: as most scanners leave the factory unless told otherwise. */
export const serialSettings = z.object({
  path: z.string().min(1).max(300),
  /** Of the scanner or its adapter, as the list of ports has it: found by it where its path has changed. */
  serialNumber: z.string().min(1).max(150).nullable(),
  baudRate: z.int().min(300).max(921_600),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd']),
  stopBits: z.union([z.literal(1), z.literal(2)]),
  /** What ends a code; `silence` where the scanner sends nothing behind it. */
  end: z.enum(SERIAL_ENDS),
})
export type SerialSettings = z.infer<typeof serialSettings>

/** What a screen starts from. */
export const USUAL_SERIAL: Omit<SerialSettings, 'path' | 'serialNumber'> = {
  baudRate: 9600,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  end: 'cr',
}

/**
 * `off`: not listened to, and free for other programs. `lost`: it was there and is gone.
 * `cannot-open`: held by another program, or not permitted (`message` is the computer's own word).
 */
export type ScannerStanding = 'ready' | 'off' | 'lost' | 'cannot-open'

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
  /** Since when it stands as it does, where that was seen since the program started: UTC milliseconds. */
  readonly since: number | null
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
  /** What an administrator runs in a terminal to put the rule in its place; null where none is needed. */
  readonly ruleCommand: string | null
  /** The file of roles and serial lines could not be read: every scanner is as on a new bench. */
  readonly areSettingsLost: boolean
  readonly scanners: readonly ScannerDeviceView[]
  readonly serial: readonly SerialSettings[]
}

/**
 * What a scanner of the bench read, for the page that shows. `torn`: half a code came, or nothing that ended as
 * it should. `gone`: it went away in the middle of a code. `at`: UTC milliseconds.
 */
export type DeviceScan =
  | {
      readonly type: 'scan'
      readonly bytes: readonly number[]
      readonly aim: string | null
      readonly device: string
      readonly source: 'hid' | 'serial'
      /** Of one for badges no tube is taken. */
      readonly role: Exclude<ScannerRole, 'off'>
      readonly at: number
    }
  | { readonly type: 'torn' | 'gone'; readonly device: string; readonly at: number }

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
    /** Anew whenever something is plugged in, pulled out or set; new scanners are looked for meanwhile. */
    watch: oc.output(eventIterator(type<DevicesView>())),
    /** Everything that comes in while somebody looks, before it is read. */
    bytes: oc.output(eventIterator(type<DeviceBytes>())),
    setRole: oc.input(z.object({ key, role: z.enum(SCANNER_ROLES) })).output(type<DevicesView>()),
    /** Forgets a scanner that is gone, and its role. */
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
