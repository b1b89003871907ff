/** Milliseconds without a write after which nobody is taken to be scanning. */
export const QUIET = 5_000

/** Rows after which the log is moved although somebody scans: a bench that never rests must not fill its disk. */
export const MOST_ROWS = 100_000

export interface Quiet {
  /** A call of the store is over; it may have written. */
  called(): void
  stop(): void
}

/**
 * Once nothing was written for a while the newest specimens are taken into the search index (`tidy`, in
 * pieces as long as it answers true) and the log is moved into the database, so that no scan waits for it.
 * On a full disk that cannot be done, and need not be: what was recorded is safe in the log. `say` is told
 * so once until it works again. `changes` counts all rows that were ever written.
 */
export function checkpointWhenQuiet(
  store: { changes(): number; tidy(): boolean; checkpoint(): void },
  say: (why: string) => void,
  quiet: number = QUIET,
): Quiet {
  let before = store.changes()
  let moved = before
  let isSaid = false
  let timer: NodeJS.Timeout | undefined
  const now = () => {
    try {
      // Whoever scans meanwhile is answered between two pieces.
      if (store.tidy()) {
        timer = setTimeout(now, 0)
        return
      }
      store.checkpoint()
      isSaid = false
      moved = before
    } catch (error) {
      if (!isSaid) say(error instanceof Error ? error.message : String(error))
      isSaid = true
    }
  }
  return {
    called() {
      const changes = store.changes()
      if (changes === before) return
      before = changes
      clearTimeout(timer)
      timer = setTimeout(now, changes - moved > MOST_ROWS ? 0 : quiet)
    },
    stop: () => clearTimeout(timer),
  }
}
