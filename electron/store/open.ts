import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { assert } from '#shared/lib/assert.ts'

/** Marks the file as Frostkeep's, so that another program's database is never written to. */
export const APPLICATION_ID = 0x46524f53

declare const written: unique symbol
/** A connection that may write. Only `openWriter` makes one. */
export type WriteDb = Database.Database & { readonly [written]: true }
/** A connection that may only read. */
export type ReadDb = Database.Database

export class NotALedger extends Error {
  override readonly name = 'NotALedger'
  readonly file: string
  constructor(file: string) {
    super(`${file} is no ledger of Frostkeep`)
    this.file = file
  }
}

/**
 * Opens the ledger for writing and makes it where there is none. WAL with a flush at every commit;
 * both are read back after the first use, since a compiled default may override what was set.
 */
export function openWriter(file: string): WriteDb {
  const isNew = isEmpty(file)
  mkdirSync(dirname(file), { recursive: true })
  const db = new Database(file, { fileMustExist: !isNew, timeout: 5_000 })
  if (isNew) db.pragma(`application_id = ${APPLICATION_ID}`)
  else if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    db.close()
    throw new NotALedger(file)
  }
  db.pragma('journal_mode = WAL')
  db.pragma('secure_delete = ON')
  // A scan must not pay for a checkpoint: the worker makes them when nothing was written for a while.
  db.pragma('wal_autocheckpoint = 0')
  settle(db)
  return db as WriteDb
}

/** Nothing there yet, or nothing in it: a power cut may have come right after the file was made. */
const isEmpty = (file: string): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0

/** Opens an existing ledger for reading. */
export function openReader(file: string): ReadDb {
  const db = new Database(file, { fileMustExist: true, readonly: true, timeout: 5_000 })
  db.pragma('query_only = ON')
  settle(db)
  return db
}

function settle(db: Database.Database): void {
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('cache_size = -32000')
  // The first statement that touches the file may reset what was set before it.
  db.prepare('SELECT count(*) FROM sqlite_schema').get()
  if (db.pragma('synchronous', { simple: true }) !== 2) db.pragma('synchronous = FULL')
  assert(db.pragma('synchronous', { simple: true }) === 2, 'every commit is flushed to the disk')
  assert(db.pragma('foreign_keys', { simple: true }) === 1, 'foreign keys are on')
  assert(db.pragma('journal_mode', { simple: true }) === 'wal', 'the ledger has a write-ahead log')
}

/** Runs a synchronous piece of work as one write transaction: all of it is on the disk, or none of it. */
export function transact<T>(db: WriteDb, work: () => T extends Promise<unknown> ? never : T): T {
  return db.transaction(work as () => T).immediate()
}
