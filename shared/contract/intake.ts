import type { StoredThough } from '../domain/intake/next.ts'
import type { Refusal } from '../domain/refusals.ts'
import type { Material, TubeType } from '../domain/words.ts'
import type { BoxView, PlaceView, StudyView } from './views.ts'

/** One scan of this intake, newest first. */
export interface IntakeRow {
  readonly command: string
  readonly code: string
  readonly specimen: string
  readonly index: number
  readonly position: string
  readonly material: Material
  readonly at: number
  /** `gone`: the tube is no longer where this scan put it, e.g. moved on from its own card. */
  readonly state: 'stored' | 'returned' | 'moved' | 'undone' | 'gone'
}

/** A code of no known form: its position is held until a person says what it is. */
export interface ParkedCode {
  readonly code: string
  readonly index: number
  readonly position: string
  readonly at: number
}

/** Why the batch stands still: nothing was written, and no later scan is taken until it is handled. */
export interface Hold {
  readonly code: string
  readonly position: string
  readonly refusal: Refusal
  readonly place: PlaceView | null
  /** The tube is known and may be moved here by a person's choice. */
  readonly mayMove: boolean
}

export interface IntakeView {
  readonly box: BoxView
  readonly study: StudyView
  readonly material: Material
  readonly tubeType: TubeType
  readonly collectedAt: number | null
  /** Index of the target; null when the box is full. */
  readonly target: number | null
  readonly targetName: string | null
  readonly afterName: string | null
  /** Stored by this intake. */
  readonly stored: number
  /** Taken in the box, parked codes included. */
  readonly taken: number
  readonly total: number
  readonly rows: readonly IntakeRow[]
  readonly parked: readonly ParkedCode[]
  readonly hold: Hold | null
  readonly paused: boolean
  /** This session was found on the disk at start. */
  readonly restored: boolean
  readonly undo: {
    readonly command: string
    readonly position: string
    readonly code: string
  } | null
}

/** What a scan did. All but `stored`, `returned`, `moved` and `undone` wrote nothing to the ledger. */
export type IntakeOutcome =
  | {
      readonly type: 'stored' | 'returned' | 'moved'
      readonly code: string
      readonly index: number
      readonly position: string
      /** It is stored, and something is to be said of it. */
      readonly though?: StoredThough
    }
  | { readonly type: 'undone'; readonly code: string; readonly position: string }
  | { readonly type: 'held'; readonly hold: Hold }
  /** Another scan came while the batch is on hold: nothing was done with it. */
  | { readonly type: 'waits'; readonly code: string }
  | {
      readonly type: 'duplicate'
      readonly code: string
      readonly index: number
      readonly position: string
    }
  | {
      readonly type: 'parked'
      readonly code: string
      readonly index: number
      readonly position: string
    }
  | { readonly type: 'resolved'; readonly code: string }
  | { readonly type: 'retargeted'; readonly index: number; readonly position: string }
  | { readonly type: 'box-changed'; readonly box: string }
  | { readonly type: 'released' }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** Nobody knows yet whether the scan is on the disk; `keeping.learnt` says it. */
  | { readonly type: 'unknown'; readonly command: string }
  /** A code that means nothing here, e.g. a badge: said, and nothing done. */
  | { readonly type: 'not-here'; readonly code: string; readonly kind: string }
  | { readonly type: 'full'; readonly code: string }
  | { readonly type: 'paused' }

export interface IntakeAnswer {
  readonly outcome: IntakeOutcome
  readonly session: IntakeView
}
