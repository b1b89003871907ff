import { useCallback, useRef, useState } from 'react'
import type { Scan } from '#shared/scan/scan.ts'
import { scanQueue } from '../../app/scanner.ts'

/** A short list of scans that wait for the form to be finished. */
export interface Waiting {
  readonly scans: readonly Scan[]
  add(scan: Scan): void
  /** Hands them to the screen that came after the form, in the order in which they were scanned. */
  release(): void
}

export function useWaiting(): Waiting {
  const kept = useRef<readonly Scan[]>([])
  const [scans, setScans] = useState<readonly Scan[]>([])
  const keep = useCallback((next: readonly Scan[]) => {
    kept.current = next
    setScans(next)
  }, [])
  const add = useCallback(
    (scan: Scan) => {
      if (!kept.current.some(({ text }) => text === scan.text)) keep([...kept.current, scan])
    },
    [keep],
  )
  const release = useCallback(() => {
    for (const scan of kept.current) scanQueue.take(scan)
    keep([])
  }, [keep])
  return { scans, add, release }
}
