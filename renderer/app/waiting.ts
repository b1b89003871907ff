import { z } from 'zod'
import { SCAN_SOURCES, type Scan } from '#shared/scan/scan.ts'
import { createStore } from './store.ts'

const KEPT = 'frostkeep.waiting'

/** The part of `sessionStorage` that is used here. */
type Shelf = Pick<Storage, 'getItem' | 'setItem'>

const kept = z.array(
  z.object({
    /** The box that is about to be filled; null: no box, the code only waits to be looked up. */
    to: z.string().nullable().default(null),
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
  /** A code that waits already waits once, for what it was scanned for last. */
  add(scan: Scan, to?: string): void
  /** The code is being dealt with. */
  drop(text: string): void
  /** Takes all of them off the list, or those that were scanned for one box and no other. */
  take(to?: string): readonly Scan[]
}

type Waits = Scan & { readonly to: string | null }

/** Beside the screens and on the shelf of the page, so that neither the rail nor a reload loses one. */
export function createWaiting(shelf: Shelf): WaitingScans {
  const scans = createStore<readonly Waits[]>(load(shelf))

  function keep(next: readonly Waits[]): void {
    shelf.setItem(KEPT, JSON.stringify(next))
    scans.set(next)
  }

  return {
    use: scans.use,
    get: scans.get,
    add(scan, to) {
      const others = scans.get().filter(({ text }) => text !== scan.text)
      keep([...others, { ...scan, to: to ?? null }])
    },
    drop(text) {
      if (scans.get().some((scan) => scan.text === text))
        keep(scans.get().filter((scan) => scan.text !== text))
    },
    take(to) {
      const all = scans.get()
      const isMeant = (scan: Waits) => to === undefined || scan.to === to
      keep(all.filter((scan) => !isMeant(scan)))
      return all.filter(isMeant)
    },
  }
}

function load(shelf: Shelf): readonly Waits[] {
  try {
    const read = kept.safeParse(JSON.parse(shelf.getItem(KEPT) ?? '[]'))
    return read.success ? read.data : []
  } catch {
    return []
  }
}
