import { symbologyOf } from './aim.ts'
import { type ReportLayout, type ReportPart, readReport } from './hid-report.ts'

/** A part that waited longer than this belongs to a scan that will never be whole. */
export const PART_AGE_MS = 1_000

/** A vendor's page has no "continued" bit: silence after a full report ends the scan. */
export const VENDOR_SILENCE_MS = 200

/** So long after a half whose end never came, what comes next may still be that end: it must not pass as whole. */
export const TAIL_MS = 5_000

/** More than any code holds; what is beyond is refused as too long, not kept. */
const MAX_BYTES = 4_096

/** One whole scan. Times are the caller's milliseconds (of a clock that only grows). */
export interface HidScan {
  bytes: Uint8Array
  aim?: string
  layout: ReportLayout
  startedAt: number
}

/** The scan that is being put together; `undefined` between scans. */
export interface PartBuffer {
  parts: readonly Uint8Array[]
  size: number
  layout: ReportLayout
  aim?: string
  startedAt: number
  lastAt: number
  /** A part of it is missing: what comes of it is no code. */
  isTorn?: true
}

/** `torn`: a scan has ended of which a part is missing. */
export interface Assembly {
  buffer: PartBuffer | undefined
  scan?: HidScan
  torn?: true
}

/**
 * Adds one input report to what was there. Bytes are joined and never decoded here, for a cut may go
 * through a character. A report that is no scan data leaves everything as it was.
 */
export function addReport(
  buffer: PartBuffer | undefined,
  report: Uint8Array,
  at: number,
  known?: ReportLayout,
): Assembly {
  const earlier = expire(buffer, at)
  const part = readReport(report, known ?? earlier?.layout)
  // A half that has expired stays, so that its end is known for one.
  if (part === undefined) return { buffer }
  // Every part repeats the AIM identifier: another one is another scan, and the first lost its end.
  const open = earlier !== undefined && earlier.aim === part.aim ? earlier : undefined
  const joined: PartBuffer = {
    parts: isKept(open, part) ? [...(open?.parts ?? []), part.data] : (open?.parts ?? []),
    size: (open?.size ?? 0) + part.data.length,
    layout: part.layout,
    ...(part.aim === undefined ? {} : { aim: part.aim }),
    startedAt: open?.startedAt ?? at,
    lastAt: at,
    ...(open?.isTorn || (earlier === undefined && isTail(buffer, part, at))
      ? { isTorn: true }
      : {}),
  }
  return part.more ? { buffer: joined } : finish(joined)
}

/** Ends a vendor scan whose last report was full, once the scanner has been silent. */
export function endBySilence(buffer: PartBuffer | undefined, at: number): Assembly {
  if (buffer === undefined) return { buffer }
  if (buffer.layout !== 'vendor' || at - buffer.lastAt < VENDOR_SILENCE_MS) return { buffer }
  return finish(buffer)
}

/** Whether a scan has begun and its rest may still come. */
export const isMidScan = (buffer: PartBuffer | undefined, at: number): boolean =>
  expire(buffer, at) !== undefined

function expire(buffer: PartBuffer | undefined, at: number): PartBuffer | undefined {
  if (buffer === undefined || at - buffer.lastAt > PART_AGE_MS) return undefined
  return buffer
}

const isKept = (open: PartBuffer | undefined, { data }: ReportPart): boolean =>
  data.length > 0 && (open?.size ?? 0) <= MAX_BYTES

function isTail(half: PartBuffer | undefined, { layout, aim }: ReportPart, at: number): boolean {
  return (
    half !== undefined && half.layout === layout && half.aim === aim && at - half.lastAt <= TAIL_MS
  )
}

function finish(buffer: PartBuffer): Assembly {
  if (buffer.isTorn) return { buffer: undefined, torn: true }
  const bytes = join(buffer.parts)
  if (bytes.length === 0) return { buffer: undefined }
  const whole = buffer.layout === 'vendor' ? splitVendorAim(bytes) : { bytes, ...aimOf(buffer) }
  const { layout, startedAt } = buffer
  return { buffer: undefined, scan: { ...whole, layout, startedAt } }
}

const aimOf = ({ aim }: PartBuffer): { aim?: string } => (aim === undefined ? {} : { aim })

/** On a vendor's page the AIM identifier leads the data, once, in the first report. */
function splitVendorAim(bytes: Uint8Array): { bytes: Uint8Array; aim?: string } {
  const head = String.fromCharCode(...bytes.subarray(0, 3))
  return symbologyOf(head) === undefined && !/^\](X0|Z6)$/.test(head)
    ? { bytes }
    : { bytes: bytes.subarray(3), aim: head }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
