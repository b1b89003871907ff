import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { assert } from '#shared/lib/assert.ts'
import { LedgerBusy, writerOf } from './holder.ts'
import { LedgerMoved, stillThere, type Whereabouts, whereaboutsOf } from './whereabouts.ts'

/** Marks the file as Frostkeep's, so that another program's database is never written to. */
export const APPLICATION_ID = 0x46524f53

declare const written: unique symbol
/** A connection that may write. Only `openDatabase` makes one. */
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

/** How long a connection waits for another one that writes, in milliseconds. */
const PATIENCE = 5_000

/**
 * Every connection to a ledger comes from here. `create` makes the file where there is none, `write` and
 * `read` demand it. WAL with a flush at every commit; both are read back after the first use, since a
 * compiled default may override what was set. The file that a writer has opened must stay the file at
 * that place: an unlinked database takes commits that nobody will ever see.
 *
 * Throws `NotALedger` for a file of another program, and SQLite's error where it cannot be opened.
 */
export function openDatabase(file: string, mode: 'create' | 'write'): WriteDb
export function openDatabase(file: string, mode: 'read'): ReadDb
export function openDatabase(file: string, mode: 'create' | 'write' | 'read'): Database.Database {
  const isNew = mode === 'create' && isEmpty(file)
  if (isNew) mkdirSync(dirname(file), { recursive: true })
  const readonly = mode === 'read'
  const db = new Database(file, { fileMustExist: !isNew, readonly, timeout: PATIENCE })
  try {
    if (readonly) db.pragma('query_only = ON')
    else prepareToWrite(db, file, isNew)
    settle(db)
    if (!readonly) {
      const mode = db.pragma('journal_mode', { simple: true })
      assert(mode === 'wal', 'the ledger has a write-ahead log')
      places.set(db, whereaboutsOf(file))
    }
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens the ledger for writing and makes it where there is none. */
export const openWriter = (file: string): WriteDb => openDatabase(file, 'create')

/** Opens an existing ledger for reading. */
export const openReader = (file: string): ReadDb => openDatabase(file, 'read')

/** Nothing there yet, or nothing in it: a power cut may have come right after the file was made. */
const isEmpty = (file: string): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0

function prepareToWrite(db: Database.Database, file: string, isNew: boolean): void {
  // A power cut in the very first commit leaves a file that SQLite takes back to nothing.
  const isVoid = isNew || (db.pragma('page_count', { simple: true }) === 0 && isEmpty(file))
  if (isVoid) db.pragma(`application_id = ${APPLICATION_ID}`)
  else if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    throw new NotALedger(file)
  db.pragma('journal_mode = WAL')
  db.pragma('secure_delete = ON')
  // A scan must not pay for a checkpoint: the worker makes them when nothing was written for a while.
  db.pragma('wal_autocheckpoint = 0')
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
}

const places = new WeakMap<Database.Database, Whereabouts>()
const afterCommits = new WeakMap<Database.Database, () => void>()

/** From now on `work` runs after every commit of this connection, before anybody is told of it. */
export function afterCommit(db: WriteDb, work: () => void): void {
  afterCommits.set(db, work)
}

const takenBack = new WeakMap<Database.Database, number>()

/** How many transactions of this connection were taken back: what was remembered of them is not so. */
export const rollbacks = (db: ReadDb): number => takenBack.get(db) ?? 0

/**
 * Runs a synchronous piece of work as one write transaction: all of it is on the disk, or none of it.
 *
 * Throws `LedgerBusy` when another program holds the ledger, and `LedgerMoved` when the file that was
 * written to is no longer the ledger: what was committed last must then not be called saved.
 */
export function transact<T>(db: WriteDb, work: () => T extends Promise<unknown> ? never : T): T {
  if (db.inTransaction) return (work as () => T)()
  begin(db)
  let value: T
  try {
    value = work() as T
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    takenBack.set(db, rollbacks(db) + 1)
    throw error
  }
  const place = places.get(db)
  if (place && !stillThere(place)) throw new LedgerMoved(place.file)
  afterCommits.get(db)?.()
  return value
}

/** At once for writing: a transaction that began as a reader could not become a writer's. */
function begin(db: WriteDb): void {
  try {
    db.exec('BEGIN IMMEDIATE')
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new LedgerBusy(writerOf(db.name))
    throw error
  }
}
