import { useEffect } from 'react'
import type { Scan } from '#shared/scan/scan.ts'
import { scanQueue } from '../../app/scanner.ts'
import { createWaiting } from '../../app/waiting.ts'

/** What waits for a batch of registrations, among all that waits for a form. */
export const BATCH = 'accession'

const waitingScans = createWaiting(sessionStorage)

/** All that wait on this page, whatever form they came to. */
export const useWaitingScans = waitingScans.use

/** A short list of scans that wait for the form to be finished. */
export interface Waiting {
  readonly scans: readonly Scan[]
  add(scan: Scan): void
  /** Hands them to the screen that came after the form, in the order in which they were scanned. */
  release(): void
}

/** What waits while a box is made ready is meant for that box: no other one is filled with it unseen. */
export function useWaitingFor(box: string): Waiting {
  return {
    scans: waitingScans.use(),
    add: (scan) => waitingScans.add(scan, box),
    release: () => releaseWaiting(box),
  }
}

/** `code` is what the form deals with: it waits no longer. */
export function useWaiting(code?: string): Waiting {
  useEffect(() => {
    if (code !== undefined) waitingScans.drop(code)
  }, [code])
  return { scans: waitingScans.use(), add: waitingScans.add, release: () => releaseWaiting() }
}

/** Codes of a rack that are to be registered wait for the batch, in the order of their positions. */
export function waitForBatch(codes: readonly string[]): void {
  const read = { encoding: 'utf-8', source: 'camera', device: 'rack', at: Date.now() } as const
  for (const text of codes) waitingScans.add({ ...read, text }, BATCH)
}

/** Each is looked up as if it were scanned now. */
export function releaseWaiting(box?: string): void {
  for (const scan of waitingScans.take(box)) scanQueue.take(scan)
}
