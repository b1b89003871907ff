import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { readNote } from './blobs-holders.ts'

/** Where the service keeps photographs and documents, in its data folder. */
export const blobsFolder = (data: string): string => join(data, 'blobs')

/**
 * Removes every blob whose key was sealed to this holder, whole or in part, in the service's data folder.
 * Doing it twice is doing it once.
 */
export function forgetBlobsOf(data: string, holder: string): void {
  const folder = blobsFolder(data)
  const names = namesIn(folder)
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const hash = name.slice(0, 64)
    if (readNote(folder, hash)?.holder !== holder) continue
    for (const file of names.filter((one) => one.startsWith(hash) && one !== name))
      forget(join(folder, file))
    rmSync(join(folder, name), { force: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Written over, then removed. */
function forget(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined) return
  const handle = openSync(file, 'r+')
  try {
    const zeroes = Buffer.alloc(64 * 1024)
    for (let at = 0; at < size; at += zeroes.length)
      writeSync(handle, zeroes, 0, Math.min(zeroes.length, size - at), at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  rmSync(file, { force: true })
}
