import type { WorkView } from '#shared/contract/work.ts'
import { workStep } from '#shared/domain/batch/machine.ts'
import { FRESH, type WorkSession } from '#shared/domain/batch/session.ts'
import type { WorkKind, WorkSetup } from '#shared/domain/batch/setup.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { CommandCode } from '#shared/domain/words.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import { answering, within } from './answering.ts'
import { carryOut } from './carry-out.ts'
import { finish, parkedCodes } from './finish.ts'
import type { WorkAct } from './flow.ts'
import { flowOf } from './flows.ts'
import { nothing, type WorkAnswered } from './outcome.ts'
import { scanOf } from './scan.ts'
import { loadWork, saveWork } from './session.ts'
import { partLetGo } from './undo.ts'
import { rowViewOf, viewOfWork } from './view.ts'

/** Opens a batch. One of the same kind that is open goes on, with what is said now for the next tubes. */
export function startWork(
  store: StoreContext,
  setup: WorkSetup,
  actor: string,
): Result<WorkView, Refusal> {
  return within(store, () => {
    const begun = flowOf(setup.kind).begin(store, setup, actor)
    if (!begun.ok) return begun
    const before = loadWork(store.db, setup.kind)
    const goesOn = before !== null && isSameBatch(before.setup, begun.value)
    // What is parked in another batch is not left behind for this one.
    if (before && !goesOn && before.parked.length > 0) return err(parkedCodes(before.parked))
    const fresh = { state: FRESH, rows: [], parked: [], hold: null }
    const session: WorkSession = {
      ...(goesOn ? before : fresh),
      setup: begun.value,
      paused: false,
    }
    saveWork(store.db, goesOn ? before : null, session)
    return ok(viewOfWork(store.db, session))
  })
}

/** Whether other defaults are only for the tubes to come, and not another batch. */
function isSameBatch(a: WorkSetup, b: WorkSetup): boolean {
  if (a.kind === 'receiving') return b.kind === a.kind && a.shipment === b.shipment
  if (a.kind === 'processing')
    return b.kind === a.kind && a.processing.processing === b.processing.processing
  return a.kind === b.kind
}

/** Takes one code: decides, writes and remembers the batch in one flushed transaction. WRK-8 */
export function scanWork(
  store: StoreContext,
  kind: WorkKind,
  text: string,
  act: WorkAct,
): WorkAnswered {
  return answering(store, kind, (session) => {
    const again = session.rows.find(({ command }) => command === act.id)
    if (again) return nothing(session, { type: 'done', row: rowViewOf(store.db, again) })
    const flow = flowOf(kind)
    const { scan, place } = scanOf(store.db, session, text, boxOf(session))
    const step = workStep(session, flow.needs(store.db, session), scan)
    const now = scan.kind === 'tube' ? { ...session, read: scan.tube.code } : session
    return carryOut(store, now, step, place, act)
  })
}

const boxOf = ({ setup }: WorkSession): string | null =>
  setup.kind === 'processing' ? setup.box : null

export const pauseWork = (store: StoreContext, kind: WorkKind, paused: boolean): WorkAnswered =>
  answering(store, kind, (session) =>
    nothing({ ...session, paused }, { type: paused ? 'paused' : 'released' }),
  )

/** What a command code asks for, by a button. */
export const commandWork = (
  store: StoreContext,
  kind: WorkKind,
  command: CommandCode,
  act: WorkAct,
): WorkAnswered =>
  answering(store, kind, (session) => {
    const needs = flowOf(kind).needs(store.db, session)
    return carryOut(
      store,
      session,
      workStep(session, needs, { kind: 'command', command }),
      null,
      act,
    )
  })

export const undoWork = (store: StoreContext, kind: WorkKind, act: WorkAct): WorkAnswered =>
  commandWork(store, kind, 'undo', act)

/** Lets go of one thing that was chosen, such as a part of a pool, and of the hold that is about it. PRO-10 */
export const letGoWork = (store: StoreContext, kind: WorkKind, specimen: string): WorkAnswered =>
  answering(store, kind, (session) => {
    const gone = flowOf(kind).letGo?.(store.db, session, specimen)
    if (!gone) return nothing(session, { type: 'not-here', code: '', what: 'part' })
    const { hold } = session
    const isAbout = hold?.refusal && 'code' in hold.refusal && hold.refusal.code === gone.code
    if (hold && !isAbout) return nothing(session, { type: 'waits', code: '' })
    return nothing({ ...session, state: gone.state, hold: null }, partLetGo(gone.code))
  })

/** Ends a batch. */
export const finishWork = (store: StoreContext, kind: WorkKind, act: WorkAct): WorkAnswered =>
  answering(store, kind, (session) => finish(store, session, act))

export function currentWork(store: StoreContext, kind: WorkKind, restored: boolean) {
  const session = loadWork(store.db, kind)
  return session && viewOfWork(store.db, session, restored)
}
