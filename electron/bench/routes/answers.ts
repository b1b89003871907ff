import { ORPCError } from '@orpc/server'
import type { ActAnswer, TransferAnswer } from '#shared/contract/contract.ts'
import type { IntakeAnswer, IntakeOutcome } from '#shared/contract/intake.ts'
import { isTransferFault, type TransferFault } from '#shared/contract/transfer.ts'
import type { WorkAnswer, WorkOutcome } from '#shared/contract/work.ts'
import type { WorkKind } from '#shared/domain/batch/setup.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Result } from '#shared/lib/result.ts'
import type { WorkAnswered } from '../../store/batch/outcome.ts'
import { StoreFailed } from '../../store/client.ts'
import type { Saved } from '../../store/execute.ts'
import type { Bench } from '../bench.ts'

type Answered = IntakeAnswer & { saved: Saved | null }

/** What a screen is answered when something was to be recorded, and who else is told. */
export function createAnswers(bench: Bench) {
  const { keeping } = bench
  const { read } = bench.store
  /** Nobody knows yet whether the act is on the disk: its command, which the bench now keeps in mind. */
  function unknownCommand(error: unknown, command: string): string | null {
    if (!(error instanceof StoreFailed) || error.reason !== 'OutcomeUnknown') return null
    keeping.isUnknown(command)
    return command
  }
  /** A full disk is survived: SQLite takes the act back whole, and a person is told to make room. */
  async function saved(id: string, act: Promise<Result<Saved, Refusal>>): Promise<ActAnswer> {
    try {
      return answer(await act)
    } catch (error) {
      return thrown(id, error)
    }
  }
  function thrown(id: string, error: unknown): ActAnswer {
    const command = unknownCommand(error, id)
    if (command !== null) return { type: 'unknown', command }
    return { type: 'refused', refusal: refusedBy(error) }
  }
  function answer(done: Result<Saved, Refusal>): ActAnswer {
    if (!done.ok) return { type: 'refused', refusal: done.error }
    bench.changed({ ...done.value })
    return { type: 'saved', ...done.value }
  }
  async function transferred(
    id: string,
    act: Promise<Result<Saved, Refusal | TransferFault>>,
  ): Promise<TransferAnswer> {
    const done = await act.then(
      (value) => value,
      (error) => thrown(id, error),
    )
    if ('type' in done) return done
    if (!done.ok && isTransferFault(done.error)) return { type: 'fault', fault: done.error }
    return answer(done as Result<Saved, Refusal>)
  }
  async function answered(scan: Promise<Answered>, id = ''): Promise<IntakeAnswer> {
    const { saved: act, ...intake } = await scan.catch((error) => intakeRefused(error, id))
    if (act) bench.changed({ ...act })
    return intake
  }
  async function intakeRefused(error: unknown, id: string): Promise<Answered> {
    const command = unknownCommand(error, id)
    const outcome: IntakeOutcome =
      command === null
        ? { type: 'refused', refusal: refusedBy(error) }
        : { type: 'unknown', command }
    // The reader is asked: the thread that writes may have nothing to answer from.
    const session = await read.intake()
    if (!session) throw error
    return { outcome, session, saved: null }
  }

  async function working(
    kind: WorkKind,
    call: Promise<WorkAnswered>,
    id = '',
  ): Promise<WorkAnswer> {
    const { saved: act, ...work } = await call.catch((error) => workRefused(kind, error, id))
    if (act) bench.changed({ ...act })
    return work
  }
  async function workRefused(kind: WorkKind, error: unknown, id: string): Promise<WorkAnswered> {
    const command = unknownCommand(error, id)
    const outcome: WorkOutcome =
      command === null
        ? { type: 'refused', refusal: refusedBy(error) }
        : { type: 'unknown', command }
    const session = await read.work(kind)
    if (!session) throw error
    return { outcome, session, saved: null }
  }

  return { saved, transferred, answered, working }
}

/** What a person can be told of a store that could not do it; anything else is a defect and thrown on. */
export function refusedBy(error: unknown): Refusal {
  if (!(error instanceof StoreFailed)) throw error
  switch (error.reason) {
    case 'SQLITE_FULL':
      return { type: 'DiskFull' }
    case 'NotSaved':
      return { type: 'DiskFault' }
    case 'SQLITE_READONLY':
      return { type: 'ReadOnly' }
    case 'LedgerBusy':
      return { type: 'LedgerHeld', by: error.message }
    default:
      throw error
  }
}

/** Where the answer has no place for it, it is an error that a screen can tell from a defect. */
export function tellWhenFull(error: unknown): never {
  if (error instanceof StoreFailed && error.reason === 'SQLITE_FULL')
    throw new ORPCError('DISK_FULL', { message: 'The disk has no room' })
  throw error
}
