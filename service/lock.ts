import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { err, ok, type Result } from '#shared/lib/result.ts'

/** Held while this process works on the folder. */
export interface Lock {
  release(): void
}

export interface Locked {
  readonly type: 'Locked'
  /** The process that holds the folder; 0 where it has not said so yet. */
  readonly pid: number
  readonly file: string
}

/**
 * Takes a data folder for this process: two on one folder would destroy the data. The operating system
 * holds the lock and lets it go with the process, however it ends; a number of a process would be given to
 * another one some day, which would keep the service from starting.
 */
export function lockFolder(folder: string): Result<Lock, Locked> {
  const file = join(folder, 'service.held')
  const who = join(folder, 'service.pid')
  const held = hold(file)
  if (!held) return err({ type: 'Locked', pid: holder(who), file })
  writeFileSync(who, String(process.pid))
  return ok({
    release: () => {
      rmSync(who, { force: true })
      held.close()
    },
  })
}

/** An empty database that is written to for as long as the process lives: its lock is the lock. */
function hold(file: string): Database.Database | null {
  const database = new Database(file, { timeout: 0 })
  try {
    database.pragma('journal_mode = DELETE')
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') return null
    throw error
  }
}

/** Only for a person to read: whether somebody has the folder is known from the lock. */
function holder(file: string): number {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || 0
  } catch {
    return 0
  }
}
