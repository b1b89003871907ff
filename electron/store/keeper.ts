import type { JobProgress } from '#shared/contract/keeping.ts'
import type { Finding, VerifyReport } from '#shared/ledger/findings.ts'
import { anchorFaults, anchorOf } from './anchor.ts'
import type { StoreStart } from './messages.ts'
import { openReader, type ReadDb } from './open.ts'
import { verifyFull } from './verify/full.ts'

export interface KeeperHooks {
  /** Tells how far a piece of work is. */
  say(progress: JobProgress): void
  isCancelled(): boolean
}

/** What takes long and must hinder nobody: it reads over a connection of its own, in a thread of its own. */
export function createKeeper({ file }: StoreStart, { say, isCancelled }: KeeperHooks) {
  const reading = <T>(work: (db: ReadDb) => T): T => {
    const db = openReader(file)
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  return {
    /** Checks the whole ledger; null when it was cancelled. */
    verify: (): VerifyReport | null =>
      reading((db) =>
        verifyFull(db, {
          more: anchorFindings(db),
          progress: (done, of) => say({ job: 'verify', done, of }),
          isCancelled,
        }),
      ),
  }
}

const anchorFindings = (db: ReadDb): Finding[] =>
  anchorFaults(db, anchorOf(db.name)).map((fault) => ({ type: 'anchor', fault }))

export type Keeper = ReturnType<typeof createKeeper>
