// The store's thread on a disk that has no room to move the log into the database.
import Database from 'better-sqlite3'

const { pragma } = Database.prototype
Database.prototype.pragma = function (this: Database.Database, source, options) {
  if (source.startsWith('wal_checkpoint'))
    throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
  return pragma.call(this, source, options)
}

await import('../../../electron/store/worker.ts')
