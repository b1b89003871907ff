import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'

export type KeyDb = Database.Database

/** The private keys of donors lie beside the ledger, never in it: no copy of a ledger holds one. */
export const keysFile = (ledger: string): string => join(dirname(ledger), 'donor-keys.db')

const SCHEMA = `
CREATE TABLE IF NOT EXISTS key (
  public TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  wrapped BLOB,
  made_at INTEGER NOT NULL,
  handed INTEGER NOT NULL,
  until INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS key_holder ON key(holder);
CREATE INDEX IF NOT EXISTS key_unhanded ON key(handed) WHERE handed = 0;
CREATE INDEX IF NOT EXISTS key_until ON key(until) WHERE wrapped IS NOT NULL;
CREATE TABLE IF NOT EXISTS erased (holder TEXT PRIMARY KEY, told INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`

/** How long a connection waits for another one, in milliseconds. */
const PATIENCE = 5_000

/**
 * Opens the store of keys to write. One that is damaged is put aside: what it held is lent again by the
 * service or taken from the copy beside the backups.
 */
export function openKeys(file: string, say: (line: string) => void): KeyDb {
  mkdirSync(dirname(file), { recursive: true })
  try {
    return prepare(file)
  } catch (error) {
    if (!isDamaged(error)) throw error
    say(`${file} is damaged; it is kept as ${layAside(file)} beside a new one.`)
    return prepare(file)
  }
}

/** With its log, which must not be taken for the new one's. */
function layAside(file: string): string {
  const stem = `${file}.${Date.now()}`
  for (const part of ['-wal', '-shm', ''])
    if (existsSync(file + part)) renameSync(file + part, `${stem}${part}.bad`)
  return `${stem}.bad`
}

function prepare(file: string): KeyDb {
  const db = new Database(file, { timeout: PATIENCE })
  try {
    db.pragma('secure_delete = ON')
    // Tidying up must not leave a file of its own somewhere.
    db.pragma('temp_store = MEMORY')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.exec(SCHEMA)
    db.pragma('synchronous = FULL')
    if (db.pragma('quick_check', { simple: true }) !== 'ok')
      throw new Database.SqliteError('quick_check', 'SQLITE_CORRUPT')
    chmodSync(file, 0o600)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Stores of keys that were put aside because they were damaged: nobody can take a single key out of those. */
export const putAside = (file: string): string[] =>
  readdirSync(dirname(file))
    .filter((name) => name.startsWith(`${basename(file)}.`) && name.endsWith('.bad'))
    .map((name) => join(dirname(file), name))

/** For who only reads; null where there is none yet. */
export function openKeysToRead(file: string): KeyDb | null {
  if (!existsSync(file)) return null
  return new Database(file, { readonly: true, fileMustExist: true, timeout: PATIENCE })
}

/**
 * Nothing of what was deleted is left: not in the log, not in free pages. Answers false where a reader
 * still stands on the log; then it is to be done again.
 */
export function scrub(db: KeyDb): boolean {
  const truncated = () => {
    const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    return row?.busy === 0
  }
  if (!truncated()) return false
  db.exec('VACUUM')
  return truncated()
}

const isDamaged = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
