import { closeSync, constants, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import {
  type Anchor,
  type AnchorFault,
  type AnchorFile,
  checkAnchor,
  type LedgerEnd,
  readAnchor,
  SLOT,
  writeSlot,
} from '#shared/ledger/anchor.ts'
import { fromHex, NO_HASH, toHex } from '#shared/ledger/envelope.ts'
import { flushFolder, isAbsent } from '../files.ts'
import { sha256 } from '../sha256.ts'
import { hasAliases, ownChain, position } from './ledger.ts'
import { afterCommit, type ReadDb, type WriteDb } from './open.ts'
import { statement } from './sql.ts'
import { getCursor } from './sync/cursor.ts'

export const anchorFile = (ledger: string): string => `${ledger.replace(/\.db$/, '')}.anchor`

/** What stands about a ledger's end beside it; no slots where there is no such file. */
export function anchorOf(ledger: string): AnchorFile {
  try {
    return readAnchor(sha256, beginningOf(anchorFile(ledger)))
  } catch (error) {
    if (isAbsent(error)) return { slots: [], newest: null }
    throw error
  }
}

/** No more than two slots and a byte that does not belong there: a name may lead to something without an end. */
function beginningOf(file: string): string {
  const bytes = Buffer.alloc(2 * SLOT + 1)
  const handle = openSync(file, 'r')
  try {
    return bytes.toString('latin1', 0, readSync(handle, bytes, 0, bytes.length, 0))
  } finally {
    closeSync(handle)
  }
}

/** What the ledger lacks of what its anchor names; nothing where there is no anchor that can be read. */
export function anchorFaults(db: ReadDb, { newest }: AnchorFile): AnchorFault[] {
  if (!newest) return []
  const faults = checkAnchor(newest, endOf(db))
  return isPastOrder(db, newest) ? faults.filter(({ type }) => !isOfOrder(type)) : faults
}

const isOfOrder = (type: AnchorFault['type']): boolean =>
  type === 'OrderMissing' || type === 'OtherOrder'

/** A service that was restored has lost what the anchor names of the order: the ledger knows of it. */
function isPastOrder(db: ReadDb, { epoch, pos, running }: Anchor): boolean {
  if (!hasAliases(db)) return false
  const sql = 'SELECT 1 FROM past_order WHERE epoch = ? AND pos = ? AND running = ?'
  return statement(db, sql).get(epoch, pos, fromHex(running)) !== undefined
}

function endOf(db: ReadDb): LedgerEnd {
  const tables = hasAliases(db) ? ['event', 'alias'] : ['event']
  const of = (table: string) => `FROM ${table} e JOIN chain c ON c.id = e.chain WHERE c.name = ?`
  const one = (sql: string, ...given: unknown[]) =>
    statement(db, sql)
      .pluck()
      .get(...given)
  return {
    events: position(db),
    hashAt: (chain, seq) =>
      tables
        .map((table) => hexOrNull(one(`SELECT e.hash ${of(table)} AND e.seq = ?`, chain, seq)))
        .find((hash) => hash !== null) ?? null,
    lastSeq: (chain) =>
      Math.max(...tables.map((table) => Number(one(`SELECT max(e.seq) ${of(table)}`, chain) ?? 0))),
    epoch: epochOf(db),
    pos: Number(one('SELECT max(pos) FROM stream_order') ?? 0),
    runningAt: (pos) => hexOrNull(one('SELECT running FROM stream_order WHERE pos = ?', pos)),
  }
}

/** Nothing where there is none, and a text that is no hash where what is there is none. */
const hexOrNull = (value: unknown): string | null => {
  if (value === undefined) return null
  return value instanceof Uint8Array ? toHex(value) : ''
}

/** A cursor that cannot be read is found by its own check, and is no reason to look no further. */
function epochOf(db: ReadDb): string {
  try {
    return getCursor(db)?.epoch ?? ''
  } catch (error) {
    if (error instanceof Database.SqliteError) throw error
    return ''
  }
}

/** Keeps the ledger's end outside the ledger. */
export interface AnchorKeeper {
  /** Puts on the disk what was written last; `say` is told where that cannot be done. */
  flush(): void
  close(): void
}

/**
 * From now on every commit that added to the ledger is noted beside it, before anybody is told of it. A
 * note that cannot be written, or flushed, takes no commit back: `say` is told once, until it works again.
 */
export function keepAnchor(db: WriteDb, say: (why: string) => void): AnchorKeeper {
  const file = anchorFile(db.name)
  const { O_RDWR, O_CREAT } = constants
  const handle = openSync(file, O_RDWR | O_CREAT, 0o600)
  flushFolder(dirname(file))
  let last = anchorOf(db.name).newest
  const isFirst = last === null
  let isFlushed = true
  let isSaid = false
  const note = () => {
    const next = nextAnchor(db, last)
    if (!next) return
    attempt(() => {
      const at = (next.n % 2) * SLOT
      const written = writeSync(handle, writeSlot(sha256, next), at, 'latin1')
      if (written !== SLOT) throw new Error(`only ${written} of ${SLOT} bytes`)
      last = next
      isFlushed = false
    })
  }
  const flush = () => {
    if (isFlushed) return
    attempt(() => {
      fdatasyncSync(handle)
      isFlushed = true
    })
  }
  function attempt(work: () => void): void {
    try {
      work()
      isSaid = false
    } catch (error) {
      if (!isSaid) say(error instanceof Error ? error.message : String(error))
      isSaid = true
    }
  }
  note()
  // From here on a ledger without an anchor has been robbed of it: no power cut may look the same.
  if (isFirst) flush()
  afterCommit(db, note)
  return { flush, close: () => closeSync(handle) }
}

/** The anchor after this commit, or null where it added nothing to what the last one says. */
function nextAnchor(db: WriteDb, last: Anchor | null): Anchor | null {
  const own = ownChain(db)
  const cursor = getCursor(db)
  const next = {
    n: (last?.n ?? 0) + 1,
    chain: own?.head ? own.name : '',
    seq: own?.head?.seq ?? 0,
    hash: own?.head?.hash ?? NO_HASH,
    events: position(db),
    epoch: cursor?.epoch ?? '',
    pos: cursor?.pos ?? 0,
    running: cursor?.hash ?? NO_HASH,
  }
  const isSame =
    last && next.events === last.events && next.pos === last.pos && next.hash === last.hash
  return isSame ? null : next
}
