import {
  type Assembly,
  addReport,
  endBySilence,
  type HidScan,
  isMidScan,
  type PartBuffer,
  VENDOR_SILENCE_MS,
} from '#shared/scan/hid-pos.ts'
import type { ReportLayout } from '#shared/scan/hid-report.ts'

/** Timers come in, so that a test owns the time. */
export interface Timers {
  set(run: () => void, ms: number): unknown
  clear(timer: unknown): void
}

export interface ReportReader {
  hear(report: Uint8Array): void
  /** A scan has begun and is not whole yet. */
  isMidScan(): boolean
  /** Drops a half scan and the timer: its rest will never come. */
  reset(): void
}

export interface ReportReaderDeps {
  /** Milliseconds that only grow. */
  monotonic(): number
  timers: Timers
  layout?: ReportLayout
  onScan(scan: HidScan): void
  /** A scan has ended of which a part never came. */
  onTorn(): void
}

/** Turns the reports of one open device into whole scans. */
export function createReportReader(deps: ReportReaderDeps): ReportReader {
  const { monotonic, timers, layout, onScan, onTorn } = deps
  let buffer: PartBuffer | undefined
  let silence: unknown

  function apply(assembly: Assembly): void {
    buffer = assembly.buffer
    timers.clear(silence)
    if (buffer?.layout === 'vendor') {
      silence = timers.set(() => apply(endBySilence(buffer, monotonic())), VENDOR_SILENCE_MS)
    }
    if (assembly.scan !== undefined) onScan(assembly.scan)
    if (assembly.torn) onTorn()
  }

  return {
    hear: (report) => apply(addReport(buffer, report, monotonic(), layout)),
    isMidScan: () => isMidScan(buffer, monotonic()),
    reset() {
      buffer = undefined
      timers.clear(silence)
    },
  }
}
