import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { flushFolder } from '../files.ts'
import { blobFolderOf, createBlobFolder } from './folder.ts'

/**
 * Takes blobs off this bench for ever, whole ones and what was received of them: written over, then removed.
 * Their key is gone as well; what a disk keeps of the bytes opens for nobody. Doing it twice is doing it once.
 */
export function forgetBlobs(ledger: string, blobs: readonly string[]): void {
  const folder = blobFolderOf(ledger)
  if (!existsSync(folder)) return
  const { filesOf } = createBlobFolder(ledger)
  const there = blobs.flatMap(filesOf).filter((file) => existsSync(file))
  for (const file of there) {
    writeOver(file)
    rmSync(file, { force: true })
  }
  if (there.length > 0) flushFolder(folder)
}

const AT_ONCE = 64 * 1024

function writeOver(file: string): void {
  const zeroes = Buffer.alloc(AT_ONCE)
  const handle = openSync(file, 'r+')
  try {
    const { size } = statSync(file)
    for (let at = 0; at < size; at += AT_ONCE)
      writeSync(handle, zeroes, 0, Math.min(AT_ONCE, size - at), at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
