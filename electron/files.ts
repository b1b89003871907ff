import { closeSync, fsyncSync, openSync, renameSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a small file that only this account may read: it is there as a whole, or as it was before. */
export function writeWhole(file: string, text: string): void {
  const next = `${file}.next`
  writeFileSync(next, text, { mode: 0o600, flush: true })
  renameSync(next, file)
  flushFolder(dirname(file))
}

/** Keeps a small file that cannot be read beside its place; in words, what became of it. */
export function putAside(file: string): string {
  try {
    renameSync(file, `${file}.bad`)
    return `It is kept as ${file}.bad.`
  } catch {
    return 'It was left where it is.'
  }
}

/** What was written to a file, or cut off it, is on the disk when this returns. */
export function flushFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A new name is on the disk only with its folder. Windows flushes no folders. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** Room that is left to the ledger itself, whatever else is written beside it. Bytes. */
const SPARE = 512 * 1024 * 1024

/** Whether so many bytes may be written into a folder without taking the ledger's room. */
export function hasRoom(folder: string, bytes: number): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= bytes + SPARE
}

export const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
