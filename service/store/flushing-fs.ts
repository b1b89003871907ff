import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Options = Parameters<NodeFS['init']>[1]

/** Has what was written to a file, by its descriptor, put on the disk. Throws where it could not be. */
export type Flush = (file: number) => void

/** An open file of the emulated system: a folder has no descriptor of its own. */
interface Stream {
  readonly nfd?: number
  readonly node: object
}

/** What the emulated system has for files of the real one. It has no way to flush them of its own. */
interface NodeFiles {
  readonly stream_ops: { fsync?: (stream: Stream) => number }
  realPath(node: object): string
}

/** Where PostgreSQL’s files are, with its order to flush one carried out; otherwise it would be passed over. */
export class FlushingFs extends NodeFS {
  readonly #flush: Flush

  constructor(folder: string, flush: Flush) {
    super(folder)
    this.#flush = flush
  }

  override async init(pg: PGlite, options: Options) {
    const { emscriptenOpts } = await super.init(pg, options)
    const preRun = [...(emscriptenOpts.preRun as Hook[]), carryOutFlushes(this.#flush)]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } as Options }
  }
}

/** PostgreSQL stops at it, as it must: what could not be flushed may be lost. */
const IO_ERROR = 29

type Hook = (module: unknown) => void

const carryOutFlushes = (flush: Flush) => (module: unknown) => {
  const files = (module as { NODEFS: NodeFiles }).NODEFS
  files.stream_ops.fsync = ({ nfd, node }) => {
    try {
      if (nfd === undefined) flushPath(files.realPath(node), 'folder')
      else flush(nfd)
      return 0
    } catch {
      return IO_ERROR
    }
  }
}

/** Flushes all of a folder: what was copied there may not be on the disk yet. */
export function flushFolder(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) flushFolder(path)
    else flushPath(path, 'file')
  }
  flushPath(folder, 'folder')
}

/** Windows flushes a file that is open for writing only, and keeps its folders itself. */
function flushPath(path: string, kind: 'file' | 'folder'): void {
  const isWindows = process.platform === 'win32'
  if (isWindows && kind === 'folder') return
  const file = openSync(path, isWindows ? 'r+' : 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
