import type { DeviceScan } from '#shared/contract/devices.ts'
import type { Result } from '#shared/lib/result.ts'
import { NOTHING_SEEN, type SeenTexts, seeText } from '#shared/scan/dedupe.ts'
import {
  DEFAULT_SCAN_SETTINGS,
  type RawScan,
  readScan,
  type Scan,
  type ScanRefusal,
  type ScanSettings,
} from '#shared/scan/scan.ts'

export type ScanListener = (result: Result<Scan, ScanRefusal>) => void

/** The one place where every source ends, so that a screen cannot tell a pistol from a camera. */
export interface ScanHub {
  push(raw: RawScan): void
  /** Gives back the way to unsubscribe. */
  subscribe(listener: ScanListener): () => void
}

/** What a scanner of the bench read, as every other source would tell it. */
export function rawOfDevice(read: Extract<DeviceScan, { type: 'scan' }>): RawScan {
  const { bytes, aim, device, source, role, at } = read
  return {
    bytes: Uint8Array.from(bytes),
    ...(aim === null ? {} : { aim }),
    source,
    device,
    at,
    ...(role === 'badge' ? { isBadge: true } : {}),
  }
}

/** Reads what is pushed, drops repeats and answers to commands, and tells all listeners. */
export function createScanHub(settings: ScanSettings = DEFAULT_SCAN_SETTINGS): ScanHub {
  const listeners = new Set<ScanListener>()
  let seen: SeenTexts = NOTHING_SEEN

  function repeats(raw: RawScan, result: Result<Scan, ScanRefusal>): boolean {
    // A camera finds a code that is refused in every frame too: it is told once.
    const text = result.ok ? result.value.text : `${result.error.type} ${raw.bytes.join()}`
    const step = seeText(seen, { text, source: raw.source, at: raw.at })
    seen = step.seen
    return step.repeated
  }

  return {
    push(raw) {
      const result = readScan(raw, settings)
      if (!result.ok && result.error.type === 'Answer') return
      if (repeats(raw, result)) return
      for (const listener of [...listeners]) tell(listener, result)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** One listener's defect must not cost the others the scan; it still surfaces as an uncaught error. */
function tell(listener: ScanListener, result: Result<Scan, ScanRefusal>): void {
  try {
    listener(result)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
