import { setTimeout as pause } from 'node:timers/promises'

/** Of the thread that does what takes long. */
export interface Deriving {
  /**
   * Derives all tables again in a file apart. Answers the tables that the ledger has otherwise, or null when
   * it was cancelled. With `keep` the file is kept for the writer although nothing differs.
   */
  deriveApart(keep: boolean): Promise<readonly string[] | null>
  /** Moves the log into the ledger while the writer goes on. */
  checkpoint(): Promise<void>
}

/** Of the thread that writes. */
export interface Swapping {
  /** One short step of putting the derived tables in place; false when that was the last. */
  swapStep(): Promise<boolean>
}

/** Milliseconds between two steps, so that a scan comes first. */
const PAUSE = 2
/** Steps after which the log is moved, so that the writer finds little of it left to move. */
const STEPS_OF_LOG = 100
/** So often tables are derived once more because too much came in meanwhile. */
const TRIES = 3

/**
 * Derives every table again without holding up a scan, and puts what differs, or with `always` all of it, in
 * the place of the ledger's own. Answers the tables that the ledger had otherwise; null when it was
 * cancelled. `isOvertaken` says whether an error means that too much came in meanwhile.
 */
export async function rebuildInBackground(
  keep: Deriving,
  { swapStep }: Swapping,
  isOvertaken: (error: unknown) => boolean,
  always = false,
): Promise<readonly string[] | null> {
  for (let tries = 1; ; tries++) {
    const differ = await keep.deriveApart(always)
    if (differ === null || (differ.length === 0 && !always)) return differ
    try {
      for (let step = 1; await swapStep(); step++) {
        if (step % STEPS_OF_LOG === 0) await keep.checkpoint()
        await pause(PAUSE)
      }
      return differ
    } catch (error) {
      if (tries === TRIES || !isOvertaken(error)) throw error
    }
  }
}
