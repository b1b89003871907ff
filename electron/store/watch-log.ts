import { statSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Nothing is there, or nothing in it. */
export const isVoid = (file: string): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0

/**
 * The last to close a ledger moves what it can of the log, and takes the log away: of a damaged one that
 * would change what was found. A connection that can only read cannot do that, so one that was there
 * before and stays until after lets nobody be the last. Null where there is no log to be moved.
 */
export function watchLog(file: string): Database.Database | null {
  if (isVoid(file) || isVoid(`${file}-wal`)) return null
  let db: Database.Database | null = null
  try {
    db = new Database(file, { fileMustExist: true, readonly: true })
    // The first use takes hold of the file, whatever is then found in it.
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch {
    // Who opens it to write meets the same.
  }
  return db
}
