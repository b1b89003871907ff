import Database from 'better-sqlite3'
import type { AnchorFile } from '#shared/ledger/anchor.ts'
import type { Finding } from '#shared/ledger/findings.ts'
import { anchorFaults, anchorOf } from './anchor.ts'
import { copyAside } from './aside.ts'
import { forgetUnfinishedUpgrades } from './backup/backups.ts'
import { condemnedBy } from './condemned.ts'
import { type Opening, SOUND } from './messages.ts'
import { getMeta, setMeta } from './meta.ts'
import { migrate, OtherFormat } from './migrations/index.ts'
import { NotALedger, openReader, openWriter, type ReadDb, type WriteDb } from './open.ts'
import { people } from './queries/people.ts'
import { rebuildIfOld } from './rebuild.ts'
import { finishReplacing } from './restore/replacing.ts'
import { CopyNotSound } from './upgrade-copy.ts'
import { verifyTail } from './verify/quick.ts'
import { wasHere } from './was-here.ts'
import { isVoid, watchLog } from './watch-log.ts'

export interface OpenedLedger {
  /** Of a damaged ledger it only reads; of one that cannot even be read it is an empty one in memory. */
  readonly db: WriteDb
  readonly opening: Opening
}

export interface OpeningHooks {
  /** Before the format of a ledger that holds something is changed. */
  beforeUpgrade(db: WriteDb, format: number): void
  now(): number
  /** Tells what a person should know and nothing fails by. */
  say?(line: string): void
}

/**
 * Opens the ledger to work on it: brings it to this version's format and looks at its end, where a loss
 * would be. One that is damaged is not written to any more, and what closing it would change is copied
 * first: nothing is mended, and nothing thrown away, without a person. `known`: it was found damaged.
 *
 * Throws `NotALedger`, `NewerLedger`, and what the system says of a file that cannot be opened.
 */
export function openLedger(
  file: string,
  known: readonly Finding[],
  hooks: OpeningHooks,
): OpenedLedger {
  finishReplacing(file, (line) => hooks.say?.(line))
  const found = [...known, ...condemnedBy(file)]
  if (found.length > 0) return damaged(file, found, hooks)
  const anchor = anchorOf(file)
  if (isVoid(file) && (anchor.newest || wasHere(file)))
    return damaged(file, [unreadable('the ledger is not there')], hooks)
  forgetUnfinishedUpgrades(file)
  const watch = watchLog(file)
  try {
    return opened(file, anchor, hooks)
  } finally {
    watch?.close()
  }
}

function opened(file: string, anchor: AnchorFile, hooks: OpeningHooks): OpenedLedger {
  let db: WriteDb | null = null
  try {
    db = openWriter(file)
    migrate(db, (format) => hooks.beforeUpgrade(db!, format))
    const findings = [
      ...verifyTail(db),
      ...anchorFaults(db, anchor).map((fault) => ({ type: 'anchor', fault }) as const),
    ]
    if (findings.length > 0) return damaged(file, findings, hooks, db)
    rebuildIfOld(db)
    const anchorMissing = !anchor.newest && getMeta(db, 'signing') !== null
    return { db, opening: { ...SOUND, anchorMissing } }
  } catch (error) {
    const findings = damageOf(error)
    const isLedger = anchor.newest || (!(error instanceof NotALedger) && isOurs(file))
    if (findings.length > 0 && isLedger) return damaged(file, findings, hooks, db)
    db?.close()
    throw error
  }
}

/** What an error at the opening says of a file that is known to be a ledger of ours; nothing where it says none. */
function damageOf(error: unknown): readonly Finding[] {
  if (error instanceof CopyNotSound) return error.findings
  if (error instanceof OtherFormat) return [{ type: 'file', fault: 'mark', what: error.message }]
  if (error instanceof NotALedger) return [{ type: 'file', fault: 'mark', what: 'application id' }]
  // A step of the format that does not find what was before it.
  const isStep = error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR'
  return isDamage(error) || isStep ? [unreadable((error as Error).message)] : []
}

export const unreadable = (what: string): Finding => ({ type: 'file', fault: 'unreadable', what })

/** SQLite's words for a file whose inside is not what it should be. */
export const isDamage = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)

/** Whether a file that cannot be read as a whole at least has our mark. */
function isOurs(file: string): boolean {
  try {
    openReader(file).close()
    return true
  } catch {
    return false
  }
}

function damaged(
  file: string,
  findings: readonly Finding[],
  { now }: OpeningHooks,
  db: WriteDb | null = null,
): OpenedLedger {
  const aside = copyAside(file, now())
  db?.close()
  const left = readable(file)
  const isUnreadable = left.memory || people(left).length === 0
  return { db: left, opening: { ...SOUND, findings, aside, isUnreadable } }
}

/** What can still be looked at. */
export function readable(file: string): WriteDb {
  try {
    // SQLite takes away a log whose database is empty.
    if (isVoid(file)) return empty()
    const db: ReadDb = openReader(file)
    db.prepare('SELECT count(*) FROM (SELECT 1 FROM event LIMIT 1)').get()
    db.prepare('SELECT count(*) FROM (SELECT 1 FROM specimen LIMIT 1)').get()
    people(db)
    return db as WriteDb
  } catch {
    return empty()
  }
}

function empty(): WriteDb {
  const db = new Database(':memory:') as unknown as WriteDb
  migrate(db)
  // Whoever asks whose ledger it is must not have to write.
  setMeta(db, 'install', '00000000-0000-0000-0000-000000000000')
  db.pragma('query_only = ON')
  return db
}
