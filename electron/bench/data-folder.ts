import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

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
 * is open. A lock whose process is gone is taken over.
 */
export function holdFolder(folder: string): FolderHeld | FolderTaken | FolderUnusable {
  const file = join(folder, 'bench.lock')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const other = readLock(file)
    if (other && other.pid !== process.pid && isAlive(other.pid)) return { type: 'taken', ...other }
    rmSync(file, { force: true })
    writeFileSync(file, JSON.stringify({ pid: process.pid, address: null }), { flag: 'wx' })
  } catch (error) {
    return { type: 'unusable', message: error instanceof Error ? error.message : String(error) }
  }
  return {
    type: 'held',
    announce: (address) =>
      writeFileSync(file, JSON.stringify({ pid: process.pid, address }), { mode: 0o600 }),
    release: () => {
      if (readLock(file)?.pid === process.pid) rmSync(file, { force: true })
    },
  }
}

function readLock(file: string): { pid: number; address: string | null } | null {
  if (!existsSync(file)) return null
  try {
    const { pid, address } = JSON.parse(readFileSync(file, 'utf8'))
    return Number.isInteger(pid)
      ? { pid, address: typeof address === 'string' ? address : null }
      : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
