import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { PieceAnswer, PieceRange } from '#shared/sync/pieces.ts'

export type PieceFault =
  | { readonly type: 'QUOTA' }
  | { readonly type: 'BAD_HASH' }
  | { readonly type: 'TOO_LARGE' }
  | { readonly type: 'OFFSET'; readonly have: number }

/**
 * Files in one folder that come piece by piece, each named by the SHA-256 of its bytes. What one bench
 * sends stands apart from what another one sends of the same file until it is whole: neither can spoil it
 * for the other.
 */
export interface PieceFiles {
  readonly folder: string
  state(hash: string, bench: number): PieceAnswer
  /** Adds a piece. One that is there already is no fault, and changes nothing. */
  add(
    hash: string,
    bench: number,
    range: PieceRange,
    piece: Uint8Array,
  ): Promise<Result<PieceAnswer, PieceFault>>
  /** Bytes of a whole file, or null. */
  size(hash: string): number | null
  read(hash: string, from: number, to: number): Readable
  list(): string[]
  /** Removes a file and all that was received of it. */
  remove(hash: string): void
  /** Removes what was begun and not gone on with since `before`, UTC milliseconds. */
  sweep(before: number): void
}

export interface PieceLimits {
  /** Of one file. */
  readonly most: number
  /** Room that is left to everything else on the disk. */
  readonly spare: number
}

export function pieceFiles(folder: string, { most, spare }: PieceLimits): PieceFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const whole = (hash: string) => join(folder, hash)
  const part = (hash: string, bench: number) => join(folder, `${hash}.${bench}.part`)
  const state = (hash: string, bench: number): PieceAnswer => {
    const size = sizeOf(whole(hash))
    return size === null
      ? { have: sizeOf(part(hash, bench)) ?? 0, whole: false }
      : { have: size, whole: true }
  }
  const ending = new Map<string, Promise<boolean>>()
  /** Once for all who have sent the last piece at the same time. */
  const end = async (hash: string, bench: number): Promise<Result<PieceAnswer, PieceFault>> => {
    const file = part(hash, bench)
    const under = ending.get(file) ?? finish(file, hash, whole(hash))
    ending.set(file, under)
    const isRight = await under.finally(() => ending.delete(file))
    return isRight ? ok(state(hash, bench)) : err({ type: 'BAD_HASH' })
  }
  const parts = () => readdirSync(folder).filter((name) => name.endsWith('.part'))
  return {
    folder,
    state,
    add: async (hash, bench, range, piece) => {
      if (range.of > most) return err({ type: 'TOO_LARGE' })
      const before = state(hash, bench)
      if (before.whole) return ok(before)
      // All of it may be there and not be looked at yet: the service was ended in between.
      if (before.have >= range.of) return end(hash, bench)
      if (range.to <= before.have) return ok(before)
      if (range.from !== before.have) return err({ type: 'OFFSET', have: before.have })
      const file = part(hash, bench)
      if (!hasRoom(folder, range.of - before.have + spare) || !append(file, before.have, piece))
        return err({ type: 'QUOTA' })
      return range.to < range.of ? ok({ have: range.to, whole: false }) : end(hash, bench)
    },
    size: (hash) => sizeOf(whole(hash)),
    read: (hash, from, to) => createReadStream(whole(hash), { start: from, end: to - 1 }),
    list: () => readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name)),
    remove: (hash) => {
      for (const name of parts()) if (name.startsWith(hash)) rmSync(join(folder, name), FORCE)
      rmSync(whole(hash), FORCE)
      flushFolder(folder)
    },
    sweep: (before) => {
      for (const name of parts()) {
        const file = join(folder, name)
        const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? before
        if (since < before) rmSync(file, FORCE)
      }
    },
  }
}

const FORCE = { force: true } as const

const sizeOf = (file: string): number | null =>
  statSync(file, { throwIfNoEntry: false })?.size ?? null

/** Asked before a disk is filled that the log needs as well. */
function hasRoom(folder: string, bytes: number): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= bytes
}

/** Puts a piece at the end of what is there; on a full disk nothing of it stays. */
function append(file: string, at: number, piece: Uint8Array): boolean {
  const handle = openSync(file, existsSync(file) ? 'r+' : 'w', 0o600)
  try {
    for (let done = 0; done < piece.length; )
      done += writeSync(handle, piece, done, piece.length - done, at + done)
    return true
  } catch (error) {
    ftruncateSync(handle, at)
    if (isFull(error)) return false
    throw error
  } finally {
    closeSync(handle)
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(error.code))

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Flushed, and only then under its name. Another bench may have been first: the bytes are the same. */
async function finish(file: string, hash: string, to: string): Promise<boolean> {
  if ((await hashOf(file)) !== hash) {
    rmSync(file, FORCE)
    return false
  }
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(file, to)
  flushFolder(join(to, '..'))
  return true
}

function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
