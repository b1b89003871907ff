import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { v7 } from 'uuid'
import type {
  BackupView,
  ExportView,
  Job,
  JobProgress,
  KeepingFault,
  RestorePreview,
  SalvagePreview,
} from '#shared/contract/keeping.ts'
import type { Finding, VerifyReport } from '#shared/ledger/findings.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { type SnapshotManifest, snapshotBytes } from '#shared/sync/snapshot.ts'
import { systemClock } from '../clock.ts'
import { sha256 } from '../sha256.ts'
import { anchorFaults, anchorOf } from './anchor.ts'
import { stamp } from './aside.ts'
import { listBackups, makeBackup } from './backup/backups.ts'
import { condemn, condemnedBy } from './condemned.ts'
import { SEARCH_INDEX } from './derived.ts'
import { exportLedger } from './export/export.ts'
import { benchKey } from './key.ts'
import type { StoreStart } from './messages.ts'
import { openDatabase, openReader, type ReadDb } from './open.ts'
import { removeShadow } from './rebuild/shadow.ts'
import { deriveApart, shadowFileOf } from './rebuild.ts'
import { previewRestore } from './restore/preview.ts'
import { stageRestore } from './restore/stage.ts'
import type { Staged } from './restore/staging.ts'
import { previewSalvage, stageSalvage } from './salvage/salvage.ts'
import { makeSnapshot, type SnapshotFault, type SnapshotMade } from './snapshot/make.ts'
import { type Joining, type PlaceFault, stageSnapshot } from './snapshot/place.ts'
import { verifyFull } from './verify/full.ts'
import { isDamageOfSource } from './verify/read.ts'

export interface KeeperHooks {
  /** Tells how far a piece of work is. */
  say(progress: JobProgress): void
  isCancelled(): boolean
}

/** What takes long and must hinder nobody: it reads over a connection of its own, in a thread of its own. */
export function createKeeper({ file, key }: StoreStart, { say, isCancelled }: KeeperHooks) {
  const signer = key ? benchKey(key) : null
  const reading = <T>(work: (db: ReadDb) => T): T => {
    const db = openReader(file)
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  const told = (job: Job) => ({
    progress: (done: number, of: number) => say({ job, done, of }),
    isCancelled,
  })
  const staging = (job: Job, findings: readonly Finding[], by: string | null) => ({
    ...told(job),
    findings,
    by,
    clock: systemClock,
    newId: v7,
    key: signer ?? undefined,
  })
  return {
    /**
     * Checks the whole ledger, and the tables that are derived from it; null when it was cancelled. Beside
     * one that is damaged nothing is derived: that would open it to be written.
     */
    verify: (): VerifyReport | null => {
      const { progress } = told('verify')
      const options = {
        isCancelled,
        structure: true,
        progress: (done: number, of: number) => progress(done, 2 * of),
      }
      const report = reading((db) => verifyFull(db, { ...options, more: anchorFindings(db) }))
      const isDamaged = report?.findings.some(({ type }) => type !== 'derived')
      if (!report || isDamaged || condemnedBy(file).length > 0) return report
      const say = (done: number, of: number) => progress(done + of, 2 * of)
      const tables = differing(() => deriveApart(file, false, { say, isCancelled }))
      removeShadow(shadowFileOf(file))
      return tables && withDerived(report, tables)
    },
    /** From now on no start takes the ledger for sound. */
    condemn: (findings: readonly Finding[]): void => condemn(file, findings, systemClock.now()),
    /** Derives all tables again in a file apart; see `rebuildInBackground`. */
    deriveApart: (kept: boolean): string[] | null =>
      deriveApart(file, kept, { say: told('rebuild').progress, isCancelled }),
    checkpoint: (): void => moveLog(file),
    /** Backups with a manifest, newest first. */
    backups: (): BackupView[] => listBackups(file),
    backup: (program: string): Result<BackupView, KeepingFault> =>
      reading((db) => makeBackup(db, { ...told('backup'), now: systemClock.now(), program })),
    /** Writes the whole ledger into a new file of the bench's own folder. */
    exportAll: (): Result<ExportView, KeepingFault> =>
      reading((db) => {
        const now = systemClock.now()
        const to = freeExport(file, now)
        const anchor = anchorOf(file).newest
        const done = exportLedger(db, to, { ...told('export'), now, anchor, signer })
        if (!done) return err({ type: 'Cancelled' })
        const { events, bytes, sha256 } = done
        return ok({ file: to, events, bytes, sha256 })
      }),
    previewRestore: (backup: string): Result<RestorePreview, KeepingFault> =>
      previewRestore(file, backup, told('restore')),
    stageRestore: (
      backup: string,
      findings: readonly Finding[],
      by: string | null,
    ): Result<Staged, KeepingFault> => stageRestore(file, backup, staging('restore', findings, by)),
    previewSalvage: (): Result<SalvagePreview, KeepingFault> =>
      previewSalvage(file, { ...told('salvage'), key: signer?.public ?? null }),
    stageSalvage: (findings: readonly Finding[], by: string | null): Result<Staged, KeepingFault> =>
      stageSalvage(file, staging('salvage', findings, by)),
    /** The common order as a ledger of its own, which belongs to no bench. */
    makeSnapshot: (target: string): Result<SnapshotMade, SnapshotFault> =>
      makeSnapshot(file, target, told('snapshot')),
    /** Null where the bench's key is locked. */
    signSnapshot: (said: Omit<SnapshotManifest, 'key' | 'sig'>): SnapshotManifest | null => {
      if (!signer) return null
      const told = { ...said, key: signer.public }
      return { ...told, sig: signer.sign(snapshotBytes(sha256, told)) }
    },
    /** Makes what lies as `staged.db` beside a new bench's ledger into that bench's own. */
    stageSnapshot: (manifest: SnapshotManifest, joining: Joining): Result<Staged, PlaceFault> => {
      const { findings: _, by: __, ...context } = staging('join', [], null)
      return stageSnapshot(file, { ...context, manifest, joining })
    },
  }
}

/** What the writer has committed goes into the ledger over another connection, and holds up nobody. */
function moveLog(file: string): void {
  const db = openDatabase(file, 'write')
  try {
    db.pragma('wal_checkpoint(PASSIVE)')
  } finally {
    db.close()
  }
}

function freeExport(ledger: string, now: number): string {
  const folder = join(dirname(ledger), 'exports')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (let n = 1; ; n++) {
    const file = join(folder, `ledger-${stamp(now)}${n === 1 ? '' : `-${n}`}.jsonl`)
    if (!existsSync(file)) return file
  }
}

/** All that is no derived table has just been read, and is sound: what cannot be read is one of them. */
function differing(derive: () => string[] | null): string[] | null {
  try {
    return derive()
  } catch (error) {
    if (isDamageOfSource(error)) return [SEARCH_INDEX]
    throw error
  }
}

/** A report with the derived tables that are not what the events give, each once. */
function withDerived(report: VerifyReport, tables: readonly string[]): VerifyReport {
  const known = report.findings.flatMap((one) => (one.type === 'derived' ? one.table : []))
  const more = tables.filter((table) => !known.includes(table))
  const found = more.map((table) => ({ type: 'derived', table }) as const)
  const findings = [...report.findings, ...found]
  return { ...report, findings, sound: findings.length === 0 }
}

const anchorFindings = (db: ReadDb): Finding[] =>
  anchorFaults(db, anchorOf(db.name)).map((fault) => ({ type: 'anchor', fault }))

export type Keeper = ReturnType<typeof createKeeper>
