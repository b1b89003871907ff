import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { flushFolder } from '../files.ts'

const NAME = /^[0-9a-f]{64}$/

/** Photographs and documents, encrypted, in `blobs/` beside the ledger; each is named by the hash of its bytes. */
export interface BlobFolder {
  /** Where they are. */
  readonly folder: string
  /** Encrypted bytes are on the disk, with their name, when this returns it. Throws what the system says. */
  put(bytes: Uint8Array): string
  has(hash: string): boolean
  /** Null where it is not here, or is not what its name says any more. */
  read(hash: string): Uint8Array | null
  /** Every file that may hold something of a blob. */
  filesOf(hash: string): string[]
  /** The whole ones that are here. */
  list(): string[]
  /** Where a blob is received until it is whole. */
  partOf(hash: string): string
  /** A received blob gets its name if its bytes are right; if not, it goes. */
  adopt(hash: string): boolean
  /** Removes what no event of `known` names and was not written just now, and what was left half written. */
  sweep(known: ReadonlySet<string>, now: number): void
}

/**
 * A blob is written before the event that names it, and a ledger that was restored learns of its own events again
 * by sync: one that is younger may be waiting for its event. Milliseconds.
 */
const YOUNG = 7 * 24 * 60 * 60_000

export const blobFolderOf = (ledger: string): string => join(dirname(ledger), 'blobs')

export function createBlobFolder(ledger: string): BlobFolder {
  const folder = blobFolderOf(ledger)
  const fileOf = (hash: string): string => {
    if (!NAME.test(hash)) throw new Error('a blob is named by its hash')
    return join(folder, hash)
  }
  const partOf = (hash: string) => `${fileOf(hash)}.part`
  const make = () => {
    if (existsSync(folder)) return
    mkdirSync(folder, { mode: 0o700 })
    flushFolder(dirname(folder))
  }
  const has = (hash: string) => existsSync(fileOf(hash))
  const named = () => (existsSync(folder) ? readdirSync(folder) : [])
  return {
    folder,
    put: (bytes) => {
      make()
      const hash = hashOf(bytes)
      const file = fileOf(hash)
      const next = `${file}.next`
      try {
        writeFileSync(next, bytes, { mode: 0o600, flush: true })
        renameSync(next, file)
        flushFolder(folder)
      } catch (error) {
        rmSync(next, { force: true })
        throw error
      }
      return hash
    },
    has,
    read: (hash) => {
      if (!has(hash)) return null
      const bytes = readFileSync(fileOf(hash))
      return hashOf(bytes) === hash ? bytes : null
    },
    filesOf: (hash) => [fileOf(hash), partOf(hash), `${fileOf(hash)}.next`],
    list: () => named().filter((name) => NAME.test(name)),
    partOf: (hash) => {
      make()
      return partOf(hash)
    },
    adopt: (hash) => {
      const part = partOf(hash)
      const isRight = existsSync(part) && hashOf(readFileSync(part)) === hash
      if (isRight) renameSync(part, fileOf(hash))
      else rmSync(part, { force: true })
      if (isRight) flushFolder(folder)
      return isRight
    },
    sweep: (known, now) => {
      for (const name of named()) {
        const file = join(folder, name)
        const age = now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now)
        if (!known.has(name.slice(0, 64)) && age > YOUNG) rmSync(file, { force: true })
        else if (name.endsWith('.next') && age > YOUNG) rmSync(file, { force: true })
      }
    },
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
