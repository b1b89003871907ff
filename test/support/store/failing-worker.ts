// The store's thread on a disk that fails as its file says: `FAULT` is read before each call.
//   commit      the commit fails and is not on the disk
//   appeared    the commit fails and is on the disk all the same
//   gone        as `appeared`, and the ledger cannot be opened again until the file says something else
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const faultFile = `${(workerData as { file: string }).file}.fault`
const fault = () => (existsSync(faultFile) ? readFileSync(faultFile, 'utf8') : '')
const broken = () => new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')

const { exec, pragma } = Database.prototype
Database.prototype.exec = function (this: Database.Database, sql: string) {
  const now = sql === 'COMMIT' ? fault() : ''
  if (now === '') return exec.call(this, sql)
  if (now !== 'commit') exec.call(this, sql)
  if (now !== 'gone') writeFileSync(faultFile, '')
  throw broken()
}
Database.prototype.pragma = function (this: Database.Database, source, options) {
  if (source.startsWith('wal_checkpoint(TRUNCATE)') && fault() === 'gone') throw broken()
  return pragma.call(this, source, options)
}

await import('../../../electron/store/worker.ts')
