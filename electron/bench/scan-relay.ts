import type { DeviceScan } from '#shared/contract/devices.ts'
import type { Clock } from '#shared/lib/clock.ts'

/** A page that loads anew is back sooner than this; what is older was not meant for it. Milliseconds. */
export const KEPT_FOR = 10_000
/** More than a person scans in that time. */
export const MOST_KEPT = 64

export interface ScanRelay {
  push(scan: DeviceScan): void
  /** The scans as they come, for as long as this is the newest to ask for them. */
  take(signal?: AbortSignal): AsyncGenerator<DeviceScan>
}

/**
 * Gives every scan to exactly one page, in order: the one that asked last. While there is none, as when a
 * page is loaded anew, the scans of the last seconds wait.
 */
export function createScanRelay(clock: Pick<Clock, 'monotonic'>): ScanRelay {
  const waiting: { readonly scan: DeviceScan; readonly since: number }[] = []
  const takers: { wake(): void }[] = []

  function next(): DeviceScan | undefined {
    const oldest = clock.monotonic() - KEPT_FOR
    while (waiting[0] && waiting[0].since < oldest) waiting.shift()
    return waiting.shift()?.scan
  }

  async function* take(signal?: AbortSignal): AsyncGenerator<DeviceScan> {
    const taker = { wake: () => {} }
    const wake = () => taker.wake()
    takers.push(taker)
    signal?.addEventListener('abort', wake)
    try {
      while (!signal?.aborted) {
        const scan = takers.at(-1) === taker ? next() : undefined
        if (scan) yield scan
        else
          await new Promise<void>((resolve) => {
            taker.wake = resolve
          })
      }
    } finally {
      signal?.removeEventListener('abort', wake)
      takers.splice(takers.indexOf(taker), 1)
      takers.at(-1)?.wake()
    }
  }

  return {
    push(scan) {
      waiting.push({ scan, since: clock.monotonic() })
      if (waiting.length > MOST_KEPT) waiting.shift()
      takers.at(-1)?.wake()
    },
    take,
  }
}
