import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Random } from '../../../electron/store/demo/random.ts'

/** Names and contents of a folder's files; null: a folder. */
export type Image = ReadonlyMap<string, Buffer | null>

/** A new folder for what lives only for a moment: it needs no disk where there is a folder in memory. */
export const shortLived = (name: string): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `frostkeep-${name}-`))

/** The files of a folder as they are; it has no folders within. */
export const imageOf = (folder: string, under = ''): Image =>
  new Map(readdirSync(folder).map((name) => [join(under, name), readFileSync(join(folder, name))]))

/** Makes a folder what a power cut left, with some SQLite shared memory or none. */
export function writeImage(folder: string, image: Image, random: Random): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const [name, content] of image) {
    const path = join(folder, name)
    mkdirSync(content === null ? path : dirname(path), { recursive: true })
    if (content !== null) writeFileSync(path, content)
  }
  leaveSharedMemory(join(folder, 'ledger.db-shm'), random)
}

/** SQLite's shared memory is no part of a ledger: after a power cut it is gone, empty, or anything. */
function leaveSharedMemory(file: string, random: Random): void {
  const choice = random.below(3)
  if (choice === 0) return
  const bytes = Buffer.alloc(32_768)
  for (let n = 0; choice === 1 && n < bytes.length; n += 4)
    bytes.writeUInt32LE(random.below(2 ** 32), n)
  writeFileSync(file, bytes)
}
