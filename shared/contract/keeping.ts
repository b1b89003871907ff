import type { ChainEnd, IncidentRecorded, LostRun } from '../domain/keeping/facts.ts'
import type { Finding, VerifyReport } from '../ledger/findings.ts'
import type { Protection } from '../ledger/seal.ts'

/** How far a long piece of work on the ledger is. `of` is 0 while nobody can say. */
export interface JobProgress {
  readonly job: Job
  readonly done: number
  readonly of: number
}

export type Job =
  | 'verify'
  | 'rebuild'
  | 'backup'
  | 'export'
  | 'restore'
  | 'salvage'
  | 'upgrade'
  | 'snapshot'
  | 'join'

/** The state of the bench's own records, on every screen. All times are UTC milliseconds. */
export interface KeepingView {
  /** `damaged`: nothing is recorded until a person has decided what to go on from. */
  readonly state: 'sound' | 'damaged'
  readonly findings: readonly Finding[]
  /** Where the files that were found damaged are kept, or null. */
  readonly aside: string | null
  readonly key: KeyView
  /** The last verification, whoever asked for it. */
  readonly verified: {
    readonly at: number
    readonly level: VerifyReport['level']
    readonly sound: boolean
    readonly events: number
  } | null
  readonly backup: { readonly at: number; readonly file: string } | null
  /** Why the last backup by itself did not come about; it is tried again. */
  readonly backupFault: KeepingFault | null
  /** What runs now. */
  readonly job: JobProgress | null
  /** Acts of which nobody could learn yet whether they are on the disk, by their command's id. */
  readonly unknown: readonly string[]
}

/** The bench's public key, what keeps its private half, and whether a passphrase locks that just now. */
export interface KeyView {
  readonly public: string
  readonly protection: Protection
  readonly isLocked: boolean
}

export type SigningFault =
  | { readonly type: 'NotAllowed'; readonly needs: 'administrator' }
  /** Neither the passphrase nor the recovery key. */
  | { readonly type: 'WrongSecret' }
  /** Nothing was changed. */
  | { readonly type: 'Damaged' }
  | { readonly type: 'Failed'; readonly why: string }

/** A verified copy of the ledger. `file` is a name within the backup folder. */
export interface BackupView {
  readonly file: string
  readonly at: number
  readonly bytes: number
  readonly events: number
  readonly format: number
  /** Whether its bytes are those that were verified when it was made. */
  readonly intact: boolean
}

/** An act in a list for a person: `type` is the type of its first event, `codes` those of its tubes. */
export interface ActLine {
  readonly at: number
  readonly actor: string
  readonly type: string
  readonly codes: readonly string[]
}

/** What restoring a backup would change. Counts are of events. */
export interface RestorePreview {
  readonly file: string
  readonly at: number
  readonly report: VerifyReport
  readonly isSameBench: boolean
  readonly here: number
  readonly there: number
  /** Events of the present ledger that the backup lacks, and how many of them the service holds. */
  readonly lacking: number
  readonly atService: number
  /** The newest acts that would be gone from this bench's own records, newest first. */
  readonly acts: readonly ActLine[]
}

/** What a salvage proves and what it cannot bring back. */
export interface SalvagePreview {
  readonly sources: readonly { readonly name: string; readonly events: number }[]
  readonly proven: readonly ChainEnd[]
  readonly events: number
  readonly lost: readonly LostRun[]
  /** Acts that can be read and not be proven: tubes to look at again. */
  readonly unproven: readonly ActLine[]
}

/** Something that has happened to a bench's records, as that bench has recorded it. */
export interface IncidentView extends Readonly<IncidentRecorded> {
  readonly at: number
  /** The bench's name; null where the directory does not know it. */
  readonly bench: string | null
  /** It is this bench. */
  readonly isHere: boolean
}

/** A new file in the bench's own folder. */
export interface ExportView {
  readonly file: string
  readonly events: number
  readonly bytes: number
  readonly sha256: string
}

/** What a bench goes on from, and where everything that was there before is kept. */
export interface RestoreDone {
  readonly events: number
  readonly chain: string
  readonly aside: string
}

export type KeepingFault =
  | { readonly type: 'NotAllowed'; readonly needs: 'manager' | 'administrator' }
  | { readonly type: 'Busy'; readonly job: Job }
  | { readonly type: 'Cancelled' }
  /** The system's words for it. */
  | { readonly type: 'Failed'; readonly why: string }
  | { readonly type: 'NotSound'; readonly report: VerifyReport }
  /** Nothing was changed: room has to be made first. */
  | { readonly type: 'DiskFull' }
  | { readonly type: 'NoSuchBackup'; readonly file: string }
  /** A backup of another bench, or of another site: this bench must not go on as that one. */
  | { readonly type: 'OtherBench' }
  /** It was written by a newer version of the program, which has to be started for it. */
  | { readonly type: 'NewerLedger'; readonly format: number }
  /** A damaged ledger is not copied as if it were sound; one that is sound needs no salvage. */
  | { readonly type: 'Damaged' }
  | { readonly type: 'NotDamaged' }
  /** Something was recorded while the change was prepared: it would have been left behind. */
  | { readonly type: 'ChangedMeanwhile' }
  /** No source holds an event of this bench that can be proven. */
  | { readonly type: 'NothingProven' }
