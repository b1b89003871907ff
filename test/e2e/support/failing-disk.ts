// Loaded before a bench (`NODE_OPTIONS=--import`): its disk fails as the file FROSTKEEP_TEST_DISK says.
//   kept   a commit fails and is on the disk all the same; the ledger cannot be opened until the file is empty
//   lost   the same, and the commit is not on the disk
import { existsSync, readFileSync } from 'node:fs'
import Database from 'better-sqlite3'

const file = process.env.FROSTKEEP_TEST_DISK ?? ''
const fault = () => (existsSync(file) ? readFileSync(file, 'utf8') : '')
const broken = () => new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')

const { exec, pragma } = Database.prototype
Database.prototype.exec = function (this: Database.Database, sql: string) {
  const now = sql === 'COMMIT' ? fault() : ''
  if (now === '') return exec.call(this, sql)
  if (now === 'kept') exec.call(this, sql)
  throw broken()
}
Database.prototype.pragma = function (this: Database.Database, source, options) {
  if (source.startsWith('wal_checkpoint(TRUNCATE)') && fault() !== '') throw broken()
  return pragma.call(this, source, options)
}
