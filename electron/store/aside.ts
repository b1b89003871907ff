import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { flushFolder, writeWhole } from '../files.ts'
import { anchorFile } from './anchor.ts'
import { condemnedFile } from './condemned.ts'
import { copyFlushed } from './copy-flushed.ts'

/** One file that was put aside, as it was then. */
export interface AsideFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export const asideFolder = (ledger: string): string => join(dirname(ledger), 'aside')

/** The files of a ledger that are there: database, log, index of the log, anchor, what was found of it. */
export const filesOf = (ledger: string): string[] =>
  [ledger, `${ledger}-wal`, `${ledger}-shm`, anchorFile(ledger), condemnedFile(ledger)].filter(
    (file) => existsSync(file),
  )

/**
 * Copies what closing a damaged ledger would change (its log, and its anchor) into a folder of its own,
 * with the hashes of all its files. The database itself stays where it is, for nobody writes to it any
 * more. Answers the folder's name; the same one while nothing has changed.
 */
export function copyAside(ledger: string, now: number): string {
  const files = filesOf(ledger).map(describe)
  const list = JSON.stringify({ files }, null, 2)
  const known = sameAside(ledger, list)
  if (known) return known
  const name = `damaged-${stamp(now)}`
  const folder = join(asideFolder(ledger), name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const file of filesOf(ledger).filter((one) => one !== ledger))
    copyFlushed(file, join(folder, basename(file)))
  writeWhole(join(folder, 'files.json'), list)
  flushFolder(asideFolder(ledger))
  return name
}

/**
 * The index of the log is made anew at each opening, so it tells nothing of what was found. A list that
 * cannot be read is like no other.
 */
function withoutIndex(list: string): string | null {
  try {
    const { files } = JSON.parse(list) as { files: AsideFile[] }
    return JSON.stringify(files.filter(({ name }) => !name.endsWith('-shm')))
  } catch {
    return null
  }
}

function sameAside(ledger: string, list: string): string | null {
  const folder = asideFolder(ledger)
  if (!existsSync(folder)) return null
  const same = readdirSync(folder).find((name) => {
    const file = join(folder, name, 'files.json')
    return existsSync(file) && withoutIndex(readFileSync(file, 'utf8')) === withoutIndex(list)
  })
  return same ?? null
}

/** A moment as a part of a file's name, in UTC: `2026-11-24T08-30-00Z`. */
export const stamp = (now: number): string =>
  new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')

export const describe = (file: string): AsideFile => ({
  name: basename(file),
  bytes: statSync(file).size,
  sha256: hashOfFile(file),
})

/** SHA-256 of a file of any size. */
export function hashOfFile(file: string): string {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(1 << 20)
  const handle = openSync(file, 'r')
  try {
    for (;;) {
      const read = readSync(handle, chunk, 0, chunk.length, null)
      if (read === 0) return hash.digest('hex')
      hash.update(chunk.subarray(0, read))
    }
  } finally {
    closeSync(handle)
  }
}
