import type { WorkAbout, WorkLine, WorkOutcome, WorkView } from '#shared/contract/work.ts'
import type { Finding, Needs, TubeFacts } from '#shared/domain/batch/findings.ts'
import type { WorkRow, WorkSession, WorkState } from '#shared/domain/batch/session.ts'
import type { SetupOf, WorkKind, WorkSetup } from '#shared/domain/batch/setup.ts'
import type { Via } from '#shared/domain/commands.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { CommandCode } from '#shared/domain/words.ts'
import type { Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import type { Saved } from '../execute.ts'
import type { ReadDb } from '../open.ts'

/** One scan on its way: who did it, with what, under which id. */
export interface WorkAct {
  readonly id: string
  readonly via: Via
  readonly actor: string
  /** What the study's own fields say of this tube, by field; never written down in the session. */
  readonly values?: Readonly<Record<string, string>> | undefined
  /** Of going on with a hold: the code that the person saw it at. */
  readonly held?: string | undefined
}

export type SessionOf<K extends WorkKind> = WorkSession & { readonly setup: SetupOf<K> }

/**
 * A part of a step was refused after another part had written: the transaction is taken back whole, and the
 * batch holds.
 */
export class RefusedLate extends Error {
  readonly code: string
  readonly refusal: Refusal
  constructor(code: string, refusal: Refusal) {
    super(refusal.type)
    this.code = code
    this.refusal = refusal
  }
}

/** What came of a step: `row` is added to the batch, `state` takes the place of the one before. */
export interface Worked {
  readonly outcome: Exclude<WorkOutcome, { type: 'done' | 'held' }> | { readonly type: 'row' }
  readonly row?: Omit<WorkRow, 'command' | 'at' | 'state'>
  readonly state?: WorkState
  /** What holds for the tubes to come, where a scan has changed it, such as another box. */
  readonly setup?: WorkSetup
  readonly saved?: Saved
  /** Ends the batch as Finish does, in the same transaction; what is parked keeps it open. */
  readonly isOver?: true
}

/**
 * One kind of batch: what it wants, and what it does with it. The machine, holds, parked codes, undo and
 * the session are the same for all. Everything runs inside the scan's transaction; writing goes through
 * `executeWithin` with the act's id. A refusal of `take` holds the batch and nothing is written.
 */
export interface Flow<K extends WorkKind> {
  readonly kind: K
  /** Whether a batch may begin like this; the setup may come back completed. */
  begin(store: StoreContext, setup: SetupOf<K>, actor: string): Result<SetupOf<K>, Refusal>
  needs(db: ReadDb, session: SessionOf<K>): Needs
  take(
    store: StoreContext,
    session: SessionOf<K>,
    scan: { readonly tube: TubeFacts; readonly finding: Finding },
    act: WorkAct,
  ): Result<Worked, Refusal>
  /** A command that is not Undo, Next or Cancel of a hold; null: it means nothing here. */
  command?(
    store: StoreContext,
    session: SessionOf<K>,
    command: CommandCode,
    act: WorkAct,
  ): Result<Worked, Refusal> | null
  /** A code that names a box or position; null: it means nothing here. */
  place?(
    store: StoreContext,
    session: SessionOf<K>,
    place: { readonly container: string; readonly index: number | null },
    act: WorkAct,
  ): Result<Worked, Refusal> | null
  /** Of a hold: what a person can end, so that the batch goes on without it. */
  ends?(db: ReadDb, session: SessionOf<K>): WorkView['ends']
  /**
   * Lets go of what is chosen and not written yet: of this, or of what was chosen last. Null: nothing of the kind is
   * chosen, and Undo takes an act back.
   */
  letGo?(
    db: ReadDb,
    session: SessionOf<K>,
    specimen: string | null,
  ): { readonly code: string; readonly state: WorkState } | null
  /** The state after the newest row was taken back. */
  undone?(session: SessionOf<K>, row: WorkRow): WorkState
  /** What holds for the tubes to come after that; without it, what held before. */
  setupUndone?(db: ReadDb, session: SessionOf<K>, row: WorkRow): SetupOf<K>
  line(db: ReadDb, session: SessionOf<K>): WorkLine
  count(db: ReadDb, session: SessionOf<K>): { readonly done: number; readonly of: number | null }
  about(db: ReadDb, session: SessionOf<K>): Extract<WorkAbout, { kind: K }>
  /** What is written when a person ends the batch; null: nothing. */
  finish?(store: StoreContext, session: SessionOf<K>, act: WorkAct): Result<Saved, Refusal> | null
}
