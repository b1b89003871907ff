import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '#shared/lib/result.ts'

/** Held while this process works on the folder. */
export interface Lock {
  release(): void
}

export interface Locked {
  readonly type: 'Locked'
  /** The process that holds the folder. */
  readonly pid: number
  readonly file: string
}

/**
 * Takes a data folder for this process. Two processes on one folder would destroy the data, so a
 * living holder is never pushed aside; the lock of a dead one is taken over.
 */
export function lockFolder(folder: string): Result<Lock, Locked> {
  const file = join(folder, 'service.lock')
  if (!create(file)) {
    const pid = holder(file)
    if (isAlive(pid)) return err({ type: 'Locked', pid, file })
    if (!removeStale(file, pid) || !create(file)) {
      return err({ type: 'Locked', pid: holder(file), file })
    }
  }
  return ok({ release: () => rmSync(file, { force: true }) })
}

function create(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** The process in a lock, or 0 when it says none: its writer died in between. */
function holder(file: string): number {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || 0
  } catch {
    return 0
  }
}

function isAlive(pid: number): boolean {
  if (pid === 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Moves the dead holder's lock aside and looks again before it goes: another process may have taken
 * the folder since we looked.
 */
function removeStale(file: string, pid: number): boolean {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return false
  }
  if (holder(aside) === pid) {
    rmSync(aside)
    return true
  }
  renameSync(aside, file)
  return false
}
