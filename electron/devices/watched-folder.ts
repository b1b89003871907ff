import { createHash } from 'node:crypto'
import { type FSWatcher, type Stats, watch } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { isAbsent } from '../files.ts'
import type { Timers } from '../sync/ports.ts'

/** A file as it was taken. `hash` null: it lay there before the folder was watched, and was not read. */
export interface KnownFile {
  readonly size: number
  readonly modified: number
  readonly hash: string | null
}

/** What is remembered of a folder's files, by name, over restarts. Null before the first look. */
export type FolderMemory = Readonly<Record<string, KnownFile>>

export interface TakenFile {
  readonly name: string
  readonly size: number
  readonly hash: string
  readonly isPicture: boolean
  /** Null where it is larger than is read. */
  readonly bytes: Uint8Array | null
}

export interface WatchedFolderOptions {
  readonly folder: string
  readonly memory: FolderMemory | null
  readonly timers: Timers
  /** Milliseconds, only forward. */
  now(): number
  /** What is larger is told without its bytes. */
  readonly most: { readonly picture: number; readonly file: number }
  /** A file whose writer is done. */
  onFile(file: TakenFile): void
  /** After files were taken: what is to be remembered. */
  onMemory(memory: FolderMemory): void
  /** Null: it is there and can be read; else why not, in the computer's own words. */
  onStanding(why: string | null): void
  readonly times?: FolderTimes
}

/** Milliseconds. `quiet`: for so long nothing may change of a file before it is taken; `empty`: of one without a byte. */
export interface FolderTimes {
  readonly look: number
  readonly quiet: number
  readonly empty: number
}

export const FOLDER_TIMES: FolderTimes = { look: 2_000, quiet: 1_500, empty: 15_000 }

const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.bmp'])
/** What programs call files that they have not finished, and systems their own. */
const UNFINISHED =
  /^[.~]|^~\$|\.(?:tmp|temp|part|partial|crdownload|swp|lock|lck)$|~$|^(?:thumbs\.db|desktop\.ini)$/i
/** Names that are gone from the folder are remembered up to so many files. */
const MOST_REMEMBERED = 5_000
/** Some file systems keep times to two seconds only. */
const SAME_TIME = 2_000

export interface WatchedFolder {
  /** Looks now; resolves when the look is over. */
  look(): Promise<void>
  stop(): Promise<void>
}

/**
 * Watches a folder for files of a scanner. Each file is told once, after its size and time have stood still; one
 * that is written again under its name is another one. What lay there at the first look is told never. Nothing
 * in the folder is changed, moved or deleted.
 */
export function watchFolder(options: WatchedFolderOptions): WatchedFolder {
  const { folder, timers, times = FOLDER_TIMES } = options
  const known = new Map(Object.entries(options.memory ?? {}))
  const pending = new Map<string, { sign: string; since: number }>()
  let isFirst = options.memory === null
  /** There is something to remember that is not remembered yet. */
  let isNews = false
  let isStopped = false
  let watcher: { of: FSWatcher; inode: number } | null = null
  let cancel = () => {}
  let looking: Promise<void> | null = null
  let isAsked = false

  function look(): Promise<void> {
    if (looking) {
      // What changed after that look had begun needs another one.
      isAsked = true
      return looking
    }
    looking = round().finally(() => {
      looking = null
      if (isStopped) return
      schedule(isAsked ? 0 : pending.size > 0 ? Math.min(times.quiet / 2, times.look) : times.look)
      isAsked = false
    })
    return looking
  }
  function schedule(ms: number): void {
    cancel()
    cancel = timers.after(ms, () => void look())
  }

  async function round(): Promise<void> {
    let names: readonly string[]
    try {
      const inode = (await stat(folder)).ino
      names = (await readdir(folder, { withFileTypes: true }))
        .filter((entry) => !entry.isDirectory() && !UNFINISHED.test(entry.name))
        .map((entry) => entry.name)
      listen(inode)
    } catch (error) {
      forgetWatcher()
      // A folder that is away says nothing about its files: what waits begins anew.
      pending.clear()
      options.onStanding(whyOf(error))
      return
    }
    // What cannot be told or remembered, as on a full disk, is said; the next look tries it once more.
    const held = await lookAt(names).catch(whyOf)
    if (!isStopped) options.onStanding(held)
  }
  /** Why a file could not be read that is there, or null. */
  async function lookAt(names: readonly string[]): Promise<string | null> {
    let held: string | null = null
    isNews ||= isFirst
    const there = new Set(names)
    for (const name of names) {
      if (isStopped) return null
      try {
        isNews = (await lookAtOne(name, there)) || isNews
      } catch (error) {
        // One that vanished is no fault; one that its writer has locked waits.
        if (isAbsent(error)) pending.delete(name)
        else held = `${name}: ${whyOf(error)}`
      }
    }
    isFirst = false
    for (const name of pending.keys()) if (!there.has(name)) pending.delete(name)
    if (isNews && !isStopped) {
      prune(there)
      options.onMemory(Object.fromEntries(known))
      isNews = false
    }
    return held
  }
  /** Whether there is something new to remember. */
  async function lookAtOne(name: string, there: ReadonlySet<string>): Promise<boolean> {
    const now = options.now()
    const is = await stat(join(folder, name))
    if (!is.isFile() || isSame(known.get(name), is)) {
      pending.delete(name)
      return false
    }
    if (isFirst) {
      known.set(name, { size: is.size, modified: is.mtimeMs, hash: null })
      return true
    }
    const waited = pending.get(name)
    if (waited?.sign !== signOf(is)) {
      pending.set(name, { sign: signOf(is), since: now })
      return false
    }
    if (now - waited.since < (is.size === 0 ? times.empty : times.quiet)) return false
    return take(name, is, there)
  }
  async function take(name: string, is: Stats, there: ReadonlySet<string>): Promise<boolean> {
    const file = join(folder, name)
    const isPicture = PICTURES.has(extname(name).toLowerCase())
    const isRead = is.size <= (isPicture ? options.most.picture : options.most.file)
    const bytes = isRead ? await readFile(file) : null
    const after = await stat(file)
    if (signOf(after) !== signOf(is) || (bytes && bytes.length !== is.size)) {
      pending.set(name, { sign: signOf(after), since: options.now() })
      return false
    }
    const hash = bytes ? hashOf(bytes) : signOf(is)
    // Under this name, or under one that is gone: beside each other they are two files.
    const isKnown = [...known].some(
      ([other, one]) => (other === name || !there.has(other)) && isCopy(one, is, hash),
    )
    pending.delete(name)
    known.set(name, { size: is.size, modified: is.mtimeMs, hash })
    if (!isKnown && !isStopped)
      options.onFile({ name, size: is.size, hash, isPicture, bytes: isPicture ? null : bytes })
    return true
  }
  function prune(there: ReadonlySet<string>): void {
    const gone = [...known.keys()].filter((name) => !there.has(name))
    for (const name of gone.slice(0, Math.max(0, gone.length - MOST_REMEMBERED))) known.delete(name)
  }

  /** News only hasten a look: not every file system tells them. */
  function listen(inode: number): void {
    if (watcher?.inode === inode || isStopped) return
    forgetWatcher()
    try {
      const of = watch(folder, { persistent: false }, () => {
        if (!isStopped && !looking) schedule(50)
      })
      of.on('error', forgetWatcher)
      watcher = { of, inode }
    } catch {
      watcher = null
    }
  }
  function forgetWatcher(): void {
    watcher?.of.close()
    watcher = null
  }

  schedule(0)
  return {
    look,
    stop: async () => {
      isStopped = true
      cancel()
      forgetWatcher()
      await looking
    },
  }
}

const signOf = ({ size, mtimeMs, ino }: Stats): string => `${size} ${mtimeMs} ${ino}`

const isSame = (known: KnownFile | undefined, { size, mtimeMs }: Stats): boolean =>
  known?.size === size && known.modified === mtimeMs

/** The same bytes of the same time under another name, or on a file system that keeps times otherwise. */
function isCopy(known: KnownFile, { size, mtimeMs }: Stats, hash: string): boolean {
  if (known.hash === null) return known.size === size && known.modified === mtimeMs
  return known.hash === hash && Math.abs(known.modified - mtimeMs) <= SAME_TIME
}

/** SHA-256 in hexadecimal. */
export const hashOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')

const whyOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
