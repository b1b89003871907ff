import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { type Row, rowsOf } from './records.ts'

/** The files of one ledger, wherever they lie; each may be missing. */
export interface LedgerFiles {
  readonly db: string | null
  readonly wal: string | null
}

/** Every row of a ledger's files that can be read, and where it lies. */
export interface FoundRow extends Row {
  /** Whether it is of the last state of its page; there may be older ones in the log. */
  readonly isLast: boolean
}

const USUAL_PAGE = 4096
const WAL_HEADER = 32
const FRAME_HEADER = 24

/**
 * Reads a database and its log page by page, without SQLite: no checksum of the log, no list and no tree
 * has to be whole. Both are only read.
 */
export class Pages {
  readonly #db: number | null
  readonly #wal: number | null
  readonly #size: number
  /** The last frame of each page in the log: where its bytes begin. */
  readonly #logged = new Map<number, number>()
  readonly #frames: { readonly page: number; readonly at: number }[] = []

  constructor({ db, wal }: LedgerFiles) {
    this.#db = openedOrNull(db)
    this.#wal = openedOrNull(wal)
    this.#size = pageSize(this.#db, this.#wal)
    this.#readLog()
  }

  close(): void {
    for (const handle of [this.#db, this.#wal]) if (handle !== null) closeSync(handle)
  }

  *rows(): Generator<FoundRow> {
    for (let number = 1; number <= this.#count(); number++) {
      const page = this.#ofDatabase(number)
      if (!page) continue
      const isLast = !this.#logged.has(number)
      for (const row of rowsOf(page, number, this.#pageAt)) yield { ...row, isLast }
    }
    for (const { page: number, at } of this.#frames) {
      const page = readAt(this.#wal, at, this.#size)
      if (!page) continue
      const isLast = this.#logged.get(number) === at
      for (const row of rowsOf(page, number, this.#pageAt)) yield { ...row, isLast }
    }
  }

  readonly #pageAt = (number: number): Buffer | null => {
    const at = this.#logged.get(number)
    return at === undefined ? this.#ofDatabase(number) : readAt(this.#wal, at, this.#size)
  }

  readonly #ofDatabase = (number: number): Buffer | null =>
    readAt(this.#db, (number - 1) * this.#size, this.#size)

  #count(): number {
    return this.#db === null ? 0 : Math.floor(fstatSync(this.#db).size / this.#size)
  }

  /**
   * The frames that were written together, by the two numbers that they share with the log's header;
   * older ones may follow them. One with another number is damaged where later ones have the right one again.
   */
  #readLog(): void {
    if (this.#wal === null) return
    const step = FRAME_HEADER + this.#size
    const count = Math.floor((fstatSync(this.#wal).size - WAL_HEADER) / step)
    const heads = Array.from({ length: Math.max(0, count) }, (_, i) => {
      const at = WAL_HEADER + i * step
      const head = readAt(this.#wal, at, FRAME_HEADER)!
      return { page: head.readUInt32BE(0), salt: head.toString('hex', 8, 16), at }
    })
    const said = readAt(this.#wal, 16, 8)?.toString('hex')
    const salt = heads.some((head) => head.salt === said) ? said : heads[0]?.salt
    const last = heads.findLastIndex((head) => head.salt === salt)
    for (const { page, at } of heads.slice(0, last + 1)) {
      this.#frames.push({ page, at: at + FRAME_HEADER })
      this.#logged.set(page, at + FRAME_HEADER)
    }
  }
}

const openedOrNull = (file: string | null): number | null =>
  file && existsSync(file) ? openSync(file, 'r') : null

function readAt(handle: number | null, at: number, length: number): Buffer | null {
  if (handle === null) return null
  const bytes = Buffer.alloc(length)
  return readSync(handle, bytes, 0, length, at) === length ? bytes : null
}

/** As the database's header or the log's says it; where that is damaged, as every ledger of ours has it. */
function pageSize(db: number | null, wal: number | null): number {
  const said = readAt(db, 16, 2)?.readUInt16BE(0)
  const size = said === 1 ? 65_536 : (said ?? readAt(wal, 8, 4)?.readUInt32BE(0))
  const isSize = size !== undefined && size >= 512 && (size & (size - 1)) === 0
  const fits = db === null || (isSize && fstatSync(db).size % size === 0)
  return isSize && fits ? size : USUAL_PAGE
}
