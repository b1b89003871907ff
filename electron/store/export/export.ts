import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeLine } from '#shared/ledger/export.ts'
import { flushFolder } from '../../files.ts'
import type { ReadDb } from '../open.ts'
import { type ExportGiven, type ExportSigner, headOf, lastLine, linesOf } from './lines.ts'

export interface ExportOptions extends ExportGiven {
  /** What signs it; null where the bench cannot sign. */
  readonly signer: ExportSigner | null
  readonly progress?: (done: number, of: number) => void
  readonly isCancelled?: () => boolean
}

export interface Exported {
  readonly events: number
  readonly lines: number
  readonly bytes: number
  /** SHA-256 of the whole file. */
  readonly sha256: string
}

/**
 * Writes the whole ledger as JSON lines with its proof (docs/ledger-format.md), as it is at one moment.
 * The file is there when it is whole and on the disk, and not before; one of that name is replaced.
 * Answers null when it was cancelled. Throws the system's error, and then leaves nothing behind.
 */
export function exportLedger(db: ReadDb, file: string, options: ExportOptions): Exported | null {
  const unfinished = `${file}.unfinished`
  try {
    const exported = inOneMoment(db, unfinished, options)
    if (exported) {
      renameSync(unfinished, file)
      flushFolder(dirname(file))
    }
    return exported
  } finally {
    rmSync(unfinished, { force: true })
  }
}

function inOneMoment(db: ReadDb, file: string, options: ExportOptions): Exported | null {
  const out = new HashedFile(file)
  db.exec('BEGIN')
  try {
    return writeAll(db, out, options)
  } finally {
    db.exec('COMMIT')
    out.close()
  }
}

/** After so many lines somebody is told, and asked whether to go on. */
const STEP = 5_000

function writeAll(db: ReadDb, out: HashedFile, options: ExportOptions): Exported | null {
  const { signer, progress, isCancelled } = options
  const head = headOf(db, options)
  const of = head.events + head.aliases + head.lost + head.orders + head.seals
  out.line(writeLine(head))
  for (const line of linesOf(db, options)) {
    out.line(line)
    if (out.lines % STEP !== 0) continue
    progress?.(out.lines, of)
    if (isCancelled?.()) return null
  }
  out.line(lastLine(out.digest(), signer))
  out.flush()
  return {
    events: head.events,
    lines: out.lines,
    bytes: out.bytes,
    sha256: out.digest().toString('hex'),
  }
}

/** So much text is gathered before it is written. */
const CHUNK = 1 << 20

/** A new file that is written line by line, with the hash of what was written. */
class HashedFile {
  readonly #handle: number
  readonly #hash = createHash('sha256')
  #waiting: string[] = []
  #length = 0
  lines = 0
  bytes = 0

  constructor(file: string) {
    this.#handle = openSync(file, 'w', 0o600)
  }

  line(text: string): void {
    this.#waiting.push(text, '\n')
    this.#length += text.length + 1
    this.lines++
    if (this.#length > CHUNK) this.#write()
  }

  /** SHA-256 of every line so far. */
  digest(): Buffer {
    this.#write()
    return this.#hash.copy().digest()
  }

  flush(): void {
    this.#write()
    fsyncSync(this.#handle)
  }

  close(): void {
    closeSync(this.#handle)
  }

  #write(): void {
    const bytes = Buffer.from(this.#waiting.join(''))
    this.#waiting = []
    this.#length = 0
    this.#hash.update(bytes)
    this.bytes += bytes.length
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#handle, bytes, at)
  }
}
