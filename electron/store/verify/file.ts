import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Finding, VerifyReport } from '#shared/ledger/findings.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { anchorFile } from '../anchor.ts'
import { FORMAT, formatOf, otherFormat } from '../migrations/index.ts'
import type { ReadDb } from '../open.ts'
import { checkAnchor } from './anchor.ts'
import { examine, hasOurMark, kindOf, sizeOf } from './examine.ts'
import { verifyExport } from './export-file.ts'
import { type FullOptions, verifyFull } from './full.ts'
import { isDamage } from './read.ts'

/** Why nothing can be said about a file. */
export type FileFault =
  | { readonly type: 'Missing' }
  | { readonly type: 'Folder' }
  | { readonly type: 'Empty' }
  /** Neither a database nor an export. */
  | { readonly type: 'OtherFile' }
  | { readonly type: 'Anchor' }
  | { readonly type: 'OtherDatabase' }
  | { readonly type: 'NewerFormat'; readonly format: number; readonly known: number }
  /** It was written to while it was read. */
  | { readonly type: 'Changed' }
  | { readonly type: 'Cancelled' }
  | { readonly type: 'Unreadable'; readonly why: string }

/**
 * Verifies a ledger's database, a backup or an export: which one it is, its content tells. The anchor
 * beside a database counts. The file and its folder are left as they are.
 */
export function verifyFile(
  file: string,
  options: FullOptions = {},
): Result<VerifyReport, FileFault> {
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (!found) return err({ type: 'Missing' })
    if (found.isDirectory()) return err({ type: 'Folder' })
    return verifyKind(file, options)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return err({ type: 'Unreadable', why })
  }
}

function verifyKind(file: string, options: FullOptions): Result<VerifyReport, FileFault> {
  const kind = kindOf(file)
  if (kind === 'empty') return emptyFile(file)
  if (kind === 'anchor') return err({ type: 'Anchor' })
  if (kind === 'export') return orCancelled(verifyExport(file, options))
  if (kind === 'database') return verifyDatabase(file, options)
  // What has our mark, or an anchor beside it, was a ledger once.
  if (hasOurMark(file) || existsSync(anchorFile(file))) return ok(unreadable('its first bytes'))
  return err({ type: 'OtherFile' })
}

/** One beside which a log or an anchor lies has lost what was in it. */
function emptyFile(file: string): Result<VerifyReport, FileFault> {
  const beside = [`${file}-wal`, anchorFile(file)].filter((one) => sizeOf(one) > 0)
  if (beside.length === 0) return err({ type: 'Empty' })
  const names = beside.map((one) => basename(one)).join(' and ')
  return ok(unreadable(`the ledger has 0 bytes, and ${names} beside it`))
}

const orCancelled = (report: VerifyReport | null): Result<VerifyReport, FileFault> =>
  report ? ok(report) : err({ type: 'Cancelled' })

function verifyDatabase(file: string, options: FullOptions): Result<VerifyReport, FileFault> {
  try {
    const examined = examine(file)
    try {
      const report = verifyOpened(examined.db, file, options)
      return examined.isUnchanged() ? report : err({ type: 'Changed' })
    } finally {
      examined.close()
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    return ok(unreadable(error instanceof Error ? error.message : ''))
  }
}

function verifyOpened(
  db: ReadDb,
  file: string,
  options: FullOptions,
): Result<VerifyReport, FileFault> {
  if (!hasTables(db))
    return hasOurMark(file) ? ok(unreadable('its tables')) : err({ type: 'OtherDatabase' })
  const format = formatOf(db)
  // One whose header alone says so is damaged, and no newer one.
  if (format > FORMAT && otherFormat(db) === undefined)
    return err({ type: 'NewerFormat', format, known: FORMAT })
  const { findings, notes } = checkAnchor(db, file)
  const more = [...findings, ...(options.more ?? [])]
  return orCancelled(verifyFull(db, { ...options, more, notes }))
}

/** What every ledger has, whatever its mark says. */
const hasTables = (db: ReadDb): boolean =>
  db
    .prepare("SELECT count(*) FROM sqlite_schema WHERE name IN ('event', 'chain', 'stream_order')")
    .pluck()
    .get() === 3

/** Of a ledger of which nothing can be read. */
function unreadable(what: string): VerifyReport {
  const findings: Finding[] = [{ type: 'file', fault: 'unreadable', what }]
  const none = { events: 0, order: 0, seals: 0, acts: 0, rows: 0, chains: [], notes: [] }
  const about = { level: 'full', kind: 'ledger', made: null, sound: false } as const
  return { ...about, ...none, findings, tubes: [], people: {}, seconds: 0 }
}
