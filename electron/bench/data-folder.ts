import { accessSync, constants, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { makeFolder } from './make-folder.ts'

/** Where a person's programs keep their data on this kind of computer. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), NAME)
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', NAME)
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), NAME)
}

const NAME = 'Frostkeep'

export const ledgerFile = (folder: string): string => join(folder, 'ledger.db')

export interface FolderTaken {
  readonly type: 'taken'
  readonly pid: number
  /** Where the program that has it can be reached, when it serves a browser. */
  readonly address: string | null
}
export interface FolderUnusable {
  readonly type: 'unusable'
  readonly message: string
}
export interface FolderHeld {
  readonly type: 'held'
  /** Writes down where this program can be reached. */
  announce(address: string): void
  release(): void
}

/**
 * Takes a data folder for this process: two programs on one ledger would disagree about the intake that
 * is open. The operating system holds the lock and lets it go with the process, however it ends, so that
 * no power cut leaves a folder locked.
 */
export function holdFolder(folder: string): FolderHeld | FolderTaken | FolderUnusable {
  const who = join(folder, 'bench.json')
  let lock: Database.Database
  try {
    makeFolder(folder)
    lock = lockFile(join(folder, 'bench.lock'))
    writeFileSync(who, describe(null), { mode: 0o600 })
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY')
      return { type: 'taken', ...readHolder(who) }
    return { type: 'unusable', message: error instanceof Error ? error.message : String(error) }
  }
  return {
    type: 'held',
    announce: (address) => writeFileSync(who, describe(address), { mode: 0o600 }),
    release: () => {
      rmSync(who, { force: true })
      lock.close()
    },
  }
}

/** Why nothing can be kept in a folder, as the system says it; null where something can. */
export function whyUnusable(folder: string): string | null {
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** An empty database that is written to for as long as the process lives: its lock is the lock. */
function lockFile(file: string): Database.Database {
  const lock = new Database(file, { timeout: 0 })
  lock.pragma('journal_mode = DELETE')
  lock.exec('BEGIN EXCLUSIVE')
  return lock
}

const describe = (address: string | null): string => JSON.stringify({ pid: process.pid, address })

const holder = z.object({ pid: z.int(), address: z.string().nullable() })

function readHolder(file: string): z.infer<typeof holder> {
  try {
    return holder.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // It is being written just now; that somebody has the folder is known from the lock.
    return { pid: 0, address: null }
  }
}
