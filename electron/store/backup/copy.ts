import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname } from 'node:path'
import type { VerifyReport } from '#shared/ledger/findings.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { flushFolder } from '../../files.ts'
import { hashOfFile } from '../aside.ts'
import { getMeta } from '../meta.ts'
import { formatOf } from '../migrations/index.ts'
import type { ReadDb } from '../open.ts'
import { getCursor } from '../sync/cursor.ts'
import { examine } from '../verify/examine.ts'
import { type FullOptions, verifyFull } from '../verify/full.ts'
import { type Manifest, writeManifest } from './manifest.ts'

export interface CopyGiven extends Pick<FullOptions, 'progress' | 'isCancelled'> {
  readonly now: number
  /** The version of the program that makes the copy. */
  readonly program: string
}

export type CopyFault =
  | { readonly type: 'Cancelled' }
  | { readonly type: 'NotSound'; readonly report: VerifyReport }

/**
 * Copies a ledger as it is at one moment, checks the copy from its first event to its last, and only
 * then gives it its name, with a manifest beside it. The copy has no write-ahead log, so that it can be
 * read where nothing can be written. Throws what SQLite or the system says; then nothing is left behind.
 */
export function copyVerified(
  db: ReadDb,
  file: string,
  given: CopyGiven,
): Result<Manifest, CopyFault> {
  const folder = dirname(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unfinished = `${file}.unfinished`
  rmSync(unfinished, { force: true })
  try {
    vacuumInto(db, unfinished)
    const checked = check(unfinished, file, given)
    if (!checked.ok) return checked
    chmodSync(unfinished, 0o600)
    flushFile(unfinished)
    writeManifest(file, checked.value)
    renameSync(unfinished, file)
    flushFolder(folder)
    return checked
  } finally {
    rmSync(unfinished, { force: true })
    rmSync(`${unfinished}-journal`, { force: true })
  }
}

/** A reader's connection is made to refuse every write, even one into another file. */
function vacuumInto(db: ReadDb, file: string): void {
  const isGuarded = db.pragma('query_only', { simple: true }) === 1
  if (isGuarded) db.pragma('query_only = OFF')
  try {
    db.prepare('VACUUM INTO ?').run(file)
  } finally {
    if (isGuarded) db.pragma('query_only = ON')
  }
}

function check(copy: string, file: string, given: CopyGiven): Result<Manifest, CopyFault> {
  const examined = examine(copy)
  try {
    const report = verifyFull(examined.db, given)
    if (!report) return err({ type: 'Cancelled' })
    if (!report.sound) return err({ type: 'NotSound', report })
    return ok(manifestOf(examined.db, report, copy, file, given))
  } finally {
    examined.close()
  }
}

function manifestOf(
  db: ReadDb,
  report: VerifyReport,
  copy: string,
  file: string,
  { now, program }: CopyGiven,
): Manifest {
  const { events, order, seals, rows, seconds } = report
  return {
    v: 1,
    file: basename(file),
    format: formatOf(db),
    bytes: statSync(copy).size,
    sha256: hashOfFile(copy),
    events,
    heads: report.chains.map(({ name, seq, hash }) => ({ chain: name, seq, hash })),
    cursor: getCursor(db),
    install: getMeta(db, 'install') ?? '',
    stream: getMeta(db, 'stream'),
    program,
    made_at: now,
    verified: { events, order, seals, rows, seconds },
  }
}

function flushFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
