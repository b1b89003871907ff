import { getMeta } from '../meta.ts'
import { openReader, type ReadDb } from '../open.ts'
import { isVoid } from '../watch-log.ts'

/** Works on the present ledger as far as it can be read; `null` where it cannot be opened at all. */
export function withPresent<T>(ledger: string, work: (present: ReadDb | null) => T): T {
  const present = opened(ledger)
  try {
    return work(present)
  } finally {
    present?.close()
  }
}

function opened(ledger: string): ReadDb | null {
  // SQLite takes away a log whose database is empty.
  if (isVoid(ledger)) return null
  let db: ReadDb | null = null
  try {
    db = openReader(ledger)
    getMeta(db, 'install')
    return db
  } catch {
    db?.close()
    return null
  }
}

/** What can be had from a ledger that may be damaged anywhere. */
export function tolerant<T>(ask: () => T, otherwise: T): T {
  try {
    return ask()
  } catch {
    return otherwise
  }
}
