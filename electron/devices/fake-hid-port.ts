import { err, ok } from '#shared/lib/result.ts'
import {
  HID_POS_REPORT,
  LAYOUTS,
  type ReportLayout,
  VENDOR_REPORT,
} from '#shared/scan/hid-report.ts'
import { type HidDevice, type HidListeners, type HidPort, NotPermitted } from './port.ts'

/** Reports that the kernel keeps for a reader that does not read; the rest is lost without a word. */
const RING = 64

/** Linux says no more. */
const FORBIDDEN = 'Permission denied'

interface Plugged {
  device: HidDevice
  queued: Uint8Array[]
  listeners?: HidListeners
}

/** HID scanners in memory, with the real port's preconditions, to be plugged, pulled and scanned with. */
export interface FakeHid {
  port: HidPort
  /** How often the devices were listed. */
  listed(): number
  plug(device: Partial<HidDevice> & { path: string }): void
  unplug(path: string): void
  /** One input report. Kept while nobody has the device open, and delivered right after the open. */
  send(path: string, report: Uint8Array): void
  isOpen(path: string): boolean
  /** From now on listing fails as it does where HID is missing; `undefined` mends it. */
  breakHid(reason: string | undefined): void
  /** Opening this path fails with the message until called with `undefined`. */
  refuseOpen(path: string, message: string | undefined): void
  /** Nothing may be opened, as on Linux without a rule. */
  forbid(isForbidden: boolean): void
}

export function createFakeHid(): FakeHid {
  const plugged = new Map<string, Plugged>()
  const refused = new Map<string, string>()
  let broken: string | undefined
  let listed = 0
  let isForbidden = false

  const at = (path: string): Plugged => {
    const found = plugged.get(path)
    if (found === undefined) throw new Error(`cannot open device with path ${path}`)
    return found
  }

  const port: HidPort = {
    async list() {
      listed += 1
      if (broken !== undefined) return err({ type: 'no-hid', reason: broken })
      return ok([...plugged.values()].map(({ device }) => device))
    },
    async open(path, listeners) {
      if (isForbidden) throw new NotPermitted(FORBIDDEN)
      const message = refused.get(path)
      if (message !== undefined) throw new Error(message)
      const held = at(path)
      if (held.listeners !== undefined) throw new Error(`${path} is open already`)
      held.listeners = listeners
      queueMicrotask(() => {
        for (const report of held.queued.splice(0)) held.listeners?.data(report)
      })
      return {
        async close() {
          if (held.listeners === listeners) delete held.listeners
        },
      }
    },
  }

  return {
    port,
    listed: () => listed,
    plug(device) {
      const { path } = device
      plugged.set(path, { device: { ...HID_POS_SCANNER, ...device }, queued: [] })
    },
    unplug(path) {
      const { listeners } = at(path)
      plugged.delete(path)
      listeners?.error(new Error('could not read from HID device'))
    },
    send(path, report) {
      const { listeners, queued } = at(path)
      if (listeners !== undefined) listeners.data(report)
      else if (queued.length < RING) queued.push(report)
    },
    forbid(is) {
      isForbidden = is
    },
    isOpen: (path) => plugged.get(path)?.listeners !== undefined,
    breakHid(reason) {
      broken = reason
    },
    refuseOpen(path, message) {
      if (message === undefined) refused.delete(path)
      else refused.set(path, message)
    },
  }
}

const HID_POS_SCANNER = {
  vendorId: 0x0c2e,
  productId: 0x0b87,
  usagePage: 0x8c,
  usage: 2,
  serialNumber: 'S1',
  product: 'Pistol',
}

/** The input reports of one scan, as a scanner of that layout sends them. */
export function encodeReports(
  data: Uint8Array | string,
  layout: ReportLayout = 'aim-at-2',
  aim = ']C0',
): Uint8Array[] {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  const whole = layout === 'vendor' ? new Uint8Array([...latin1(aim), ...bytes]) : bytes
  const { capacity } = LAYOUTS[layout]
  const reports: Uint8Array[] = []
  for (let sent = 0; sent < whole.length || sent === 0; sent += capacity) {
    const part = whole.subarray(sent, sent + capacity)
    reports.push(encodeReport(part, layout, aim, sent + capacity < whole.length))
  }
  // A full report never ends a vendor scan: an empty one follows.
  if (layout === 'vendor' && whole.length % capacity === 0) {
    reports.push(encodeReport(new Uint8Array(), layout, aim, false))
  }
  return reports
}

function encodeReport(
  part: Uint8Array,
  layout: ReportLayout,
  aim: string,
  more: boolean,
): Uint8Array {
  const { aimAt, dataAt } = LAYOUTS[layout]
  const report = new Uint8Array(64)
  report[0] = layout === 'vendor' ? VENDOR_REPORT : HID_POS_REPORT
  report[1] = part.length
  if (aimAt !== undefined) report.set(latin1(aim), aimAt)
  report.set(part, dataAt)
  if (layout !== 'vendor') report[63] = more ? 1 : 0
  return report
}

const latin1 = (text: string): number[] => [...text].map((one) => one.charCodeAt(0))
