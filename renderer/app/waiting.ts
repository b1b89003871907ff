import { z } from 'zod'
import { SCAN_SOURCES, type Scan } from '#shared/scan/scan.ts'
import { createStore } from './store.ts'

const KEPT = 'frostkeep.waiting'

/** The part of `sessionStorage` that is used here. */
type Shelf = Pick<Storage, 'getItem' | 'setItem'>

const kept = z.array(
  z.object({
    text: z.string().min(1).max(256),
    encoding: z.enum(['utf-8', 'latin-1']),
    source: z.enum(SCAN_SOURCES),
    device: z.string(),
    at: z.number(),
  }),
)

/** Scans that wait for a form to be finished, in the order in which they were scanned. */
export interface WaitingScans {
  use(): readonly Scan[]
  get(): readonly Scan[]
  /** A code that waits already waits once. */
  add(scan: Scan): void
  /** The code is being dealt with. */
  drop(text: string): void
  /** Takes all of them off the list. */
  takeAll(): readonly Scan[]
}

/** Beside the screens and on the shelf of the page, so that neither the rail nor a reload loses one. */
export function createWaiting(shelf: Shelf): WaitingScans {
  const scans = createStore<readonly Scan[]>(load(shelf))

  function keep(next: readonly Scan[]): void {
    shelf.setItem(KEPT, JSON.stringify(next))
    scans.set(next)
  }

  return {
    use: scans.use,
    get: scans.get,
    add(scan) {
      if (!scans.get().some(({ text }) => text === scan.text)) keep([...scans.get(), scan])
    },
    drop(text) {
      if (scans.get().some((scan) => scan.text === text))
        keep(scans.get().filter((scan) => scan.text !== text))
    },
    takeAll() {
      const all = scans.get()
      keep([])
      return all
    },
  }
}

function load(shelf: Shelf): readonly Scan[] {
  try {
    const read = kept.safeParse(JSON.parse(shelf.getItem(KEPT) ?? '[]'))
    return read.success ? read.data : []
  } catch {
    return []
  }
}
