import { isAim } from './aim.ts'

/**
 * Where a scanner puts the data in its input report (64 bytes, the report id first):
 * `aim-at-2` Honeywell: length, AIM at 2-4, 56 bytes of data from 5;
 * `aim-at-3` the same with a 16-bit length: AIM at 3-5, data from 6;
 * `data-at-2` Newland, ID TECH, Unitech: length, 56 bytes of data from 2, no AIM;
 * `vendor` report 1 on a vendor's page: length, 62 bytes of data from 2, AIM in the data.
 */
export type ReportLayout = 'aim-at-2' | 'aim-at-3' | 'data-at-2' | 'vendor'

export interface LayoutFacts {
  aimAt?: number
  dataAt: number
  capacity: number
}

export const LAYOUTS: Record<ReportLayout, LayoutFacts> = {
  'aim-at-2': { aimAt: 2, dataAt: 5, capacity: 56 },
  'aim-at-3': { aimAt: 3, dataAt: 6, capacity: 56 },
  'data-at-2': { dataAt: 2, capacity: 56 },
  vendor: { dataAt: 2, capacity: 62 },
}

export const HID_POS_REPORT = 2
export const VENDOR_REPORT = 1
const CONTINUED_AT = 63

/** One report taken apart. `more`: another report of the same scan follows. */
export interface ReportPart {
  layout: ReportLayout
  aim?: string
  data: Uint8Array
  more: boolean
}

/**
 * Takes one input report apart; nothing for a report that is no scan data or is cut short.
 * Data is cut by the stated length, never at NUL: a code may hold one, and the padding holds many.
 */
export function readReport(report: Uint8Array, known?: ReportLayout): ReportPart | undefined {
  const layout = known ?? detectLayout(report)
  if (layout === undefined || report[0] !== reportIdOf(layout)) return undefined
  const { aimAt, dataAt, capacity } = LAYOUTS[layout]
  const length = report[1] ?? 0
  const data = report.slice(dataAt, dataAt + Math.min(length, capacity))
  if (length > capacity || data.length < length) return undefined
  const aim = aimAt === undefined ? undefined : latin1(report, aimAt, aimAt + 3)
  return {
    layout,
    ...(aim !== undefined && isAim(aim) ? { aim } : {}),
    data,
    more: layout === 'vendor' ? length === capacity : ((report[CONTINUED_AT] ?? 0) & 1) === 1,
  }
}

const reportIdOf = (layout: ReportLayout): number =>
  layout === 'vendor' ? VENDOR_REPORT : HID_POS_REPORT

/**
 * Finds the layout from one report. A `]` at byte 2 is either an AIM identifier or data that begins
 * with `]`; the bytes behind the data's end in the second reading decide, for they are padding there.
 */
export function detectLayout(report: Uint8Array): ReportLayout | undefined {
  if (report[0] === VENDOR_REPORT) return 'vendor'
  if (report[0] !== HID_POS_REPORT) return undefined
  if (isAim(latin1(report, 2, 5)) && !endsBefore(report, 5)) return 'aim-at-2'
  if (report[2] === 0 && isAim(latin1(report, 3, 6))) return 'aim-at-3'
  return report[2] === 0 ? layoutWithoutAim(report) : 'data-at-2'
}

/** Zeros stand where the AIM identifier would be when the symbology has none. */
function layoutWithoutAim(report: Uint8Array): ReportLayout {
  if (isZero(report, 2, 6)) return 'aim-at-3'
  return isZero(report, 2, 5) ? 'aim-at-2' : 'data-at-2'
}

/** Whether the data fits `data-at-2` and leaves nothing but zeros where data at `dataAt` would end. */
function endsBefore(report: Uint8Array, dataAt: number): boolean {
  const length = report[1] ?? 0
  return isZero(report, 2 + length, dataAt + length)
}

const isZero = (report: Uint8Array, from: number, to: number): boolean =>
  report.subarray(from, to).every((byte) => byte === 0)

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))
