import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { APPLICATION_ID, type ReadDb } from '../open.ts'

/** What a file is, by its first bytes. */
export type FileKind = 'database' | 'export' | 'anchor' | 'empty' | 'other'

const SQLITE = 'SQLite format 3\0'

export function kindOf(file: string): FileKind {
  if (sizeOf(file) === 0) return 'empty'
  const head = firstBytes(file, 16).toString('latin1')
  if (head === SQLITE) return 'database'
  if (head.startsWith('{"n":')) return 'anchor'
  return head.startsWith('{"') ? 'export' : 'other'
}

/** Whether a file that is no database any more has the mark of ours. */
export const hasOurMark = (file: string): boolean => {
  const head = firstBytes(file, 72)
  return head.length === 72 && head.readUInt32BE(68) === APPLICATION_ID
}

function firstBytes(file: string, count: number): Buffer {
  const bytes = Buffer.alloc(count)
  const handle = openSync(file, 'r')
  try {
    return bytes.subarray(0, readSync(handle, bytes, 0, count, 0))
  } finally {
    closeSync(handle)
  }
}

export const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** A ledger's file that is looked at and not changed. */
export interface Examined {
  readonly db: ReadDb
  /** Whether the file is still what was looked at: else the answer says nothing about it. */
  isUnchanged(): boolean
  close(): void
}

/**
 * Opens a database to look at it, wherever it lies and whoever uses it, without a change to its folder.
 *
 * - One without a write-ahead log, as a backup is: as it is.
 * - One that is in use, so that the index of its log lies beside it: as it is.
 * - One that was closed, or left behind with its log: under another name in a folder of our own, with a copy
 *   of the log, since opening it would leave files beside it. From a copy where no other name can be given,
 *   as on a medium that can only be read.
 *
 * Throws SQLite's error where it cannot be opened.
 */
export function examine(file: string): Examined {
  const hasLog = sizeOf(`${file}-wal`) > 0
  if (!existsSync(`${file}-shm`))
    return hasLog || isInWalMode(file) ? openElsewhere(file, hasLog) : openInPlace(file)
  try {
    return openInPlace(file)
  } catch (error) {
    if (!isMedium(error)) throw error
    return openElsewhere(file, hasLog)
  }
}

/** Bytes 18 and 19 of a database's header say how it is read and written: 2 is with a log. */
const isInWalMode = (file: string): boolean =>
  firstBytes(file, 20)
    .subarray(18)
    .some((byte) => byte === 2)

const isMedium = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY|IOERR)/.test(error.code)

function openInPlace(file: string): Examined {
  const db = opened(file)
  return { db, isUnchanged: () => true, close: () => db.close() }
}

function openElsewhere(file: string, hasLog: boolean): Examined {
  const folder = mkdtempSync(join(tmpdir(), 'frostkeep-verify-'))
  const before = stateOf(file)
  try {
    const there = join(folder, 'ledger.db')
    bring(file, there)
    if (hasLog) copyFileSync(`${file}-wal`, `${there}-wal`, constants.COPYFILE_FICLONE)
    const db = opened(there)
    return {
      db,
      isUnchanged: () => stateOf(file) === before,
      close: () => {
        try {
          db.close()
        } finally {
          rmSync(folder, { recursive: true, force: true })
        }
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** As a second name of the same bytes where the system can do that, or as a copy. */
function bring(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE)
  }
}

function opened(file: string): ReadDb {
  const db = new Database(file, { fileMustExist: true, readonly: true, timeout: 5_000 })
  try {
    db.pragma('query_only = ON')
    db.pragma('cache_size = -32000')
    // The first use reads the file, and the log where there is one.
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Whether somebody wrote to a file, or began to use it, since it was looked at last. */
function stateOf(file: string): string {
  const { mtimeMs, size, ino } = statSync(file)
  return [mtimeMs, size, ino, sizeOf(`${file}-wal`)].join(' ')
}
