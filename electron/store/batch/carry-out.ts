import type { WorkDetail } from '#shared/contract/work.ts'
import type { Finding, TubeFacts } from '#shared/domain/batch/findings.ts'
import { type WorkStep, workStep } from '#shared/domain/batch/machine.ts'
import type { WorkRow, WorkSession } from '#shared/domain/batch/session.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { CommandCode } from '#shared/domain/words.ts'
import { assert, never } from '#shared/lib/assert.ts'
import { ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from '../context.ts'
import { aheadOf, printedAhead, refuseAheadIn } from '../labels/ahead.ts'
import type { ReadDb } from '../open.ts'
import { finish } from './finish.ts'
import type { WorkAct, Worked } from './flow.ts'
import { flowOf } from './flows.ts'
import { holdFor, nothing, type Outcome } from './outcome.ts'
import type { ScannedPlace } from './scan.ts'
import { undo } from './undo.ts'
import { rowViewOf } from './view.ts'

export function carryOut(
  store: StoreContext,
  session: WorkSession,
  step: WorkStep,
  place: ScannedPlace | null,
  act: WorkAct,
): Outcome {
  switch (step.do) {
    case 'take':
      return take(store, session, step, act)
    case 'warn':
      return nothing(session, { type: 'warned', code: step.tube.code, finding: step.finding })
    case 'park':
      return park(store, session, step.tube.code)
    case 'hold':
      return holdFor(session, step.tube, step.finding, null)
    case 'ask-flow':
      return askFlow(store, session, step, place, act)
    case 'undo':
      return undo(store, session, act)
    case 'release':
      return nothing({ ...session, hold: null }, { type: 'released' })
    case 'paused':
      return nothing(session, { type: 'paused' })
    case 'waits':
      return nothing(session, { type: 'waits', code: step.code })
    default:
      return never(step)
  }
}

function take(
  store: StoreContext,
  session: WorkSession,
  scan: { tube: TubeFacts; finding: Finding },
  act: WorkAct,
): Outcome {
  const { tube } = scan
  const other = tube.specimen === null ? refuseAheadIn(store.db, session, tube.code) : null
  if (other) return holdFor(session, tube, null, other)
  const done = flowOf(session.setup.kind).take(store, session, scan, act)
  return done.ok
    ? worked(store, session, done.value, act)
    : holdFor(session, scan.tube, null, done.error)
}

export function park(store: StoreContext, session: WorkSession, code: string): Outcome {
  const parked = [...session.parked, { code, at: store.clock.now() }]
  return nothing({ ...session, parked }, { type: 'parked', code })
}

function askFlow(
  store: StoreContext,
  session: WorkSession,
  { scan }: Extract<WorkStep, { do: 'ask-flow' }>,
  place: ScannedPlace | null,
  act: WorkAct,
): Outcome {
  const flow = flowOf(session.setup.kind)
  const done =
    scan.kind === 'command'
      ? (flow.command?.(store, session, scan.command, act) ??
        printAhead(store.db, session, scan.command))
      : place && flow.place?.(store, session, place, act)
  if (!done) {
    const [code, what] =
      scan.kind === 'command' ? [scan.command, 'command'] : [scan.code, scan.what]
    return nothing(session, { type: 'not-here', code, what })
  }
  return done.ok
    ? worked(store, session, done.value, act)
    : nothing(session, { type: 'refused', refusal: done.error })
}

/** LAB-10: the labels of the tubes that are to come, where it is known how many. The screen prints them. */
function printAhead(
  db: ReadDb,
  session: WorkSession,
  command: CommandCode,
): Result<Worked, Refusal> | null {
  const ahead = command === 'print' ? aheadOf(db, session) : null
  if (!ahead?.wanted) return null
  return ok({ outcome: { type: 'chosen', code: ahead.name, what: 'print-ahead' } })
}

/** A tube that came with its label needs no other one. LAB-10 */
function labelled(db: ReadDb, row: NonNullable<Worked['row']>): NonNullable<Worked['row']> {
  if (printedAhead(db, row.code) === null) return row
  return {
    ...row,
    detail: { ...(row.detail as WorkDetail), isLabelled: true } as typeof row.detail,
  }
}

function worked(store: StoreContext, session: WorkSession, done: Worked, act: WorkAct): Outcome {
  const { outcome, row, state = session.state, setup = session.setup } = done
  const { saved = null, isOver } = done
  if (isOver) return finish(store, session, act)
  const added: WorkRow | null = row
    ? { ...labelled(store.db, row), command: act.id, at: store.clock.now(), state: 'done' }
    : null
  const rows = added ? [added, ...session.rows] : session.rows
  const isParked = outcome.type === 'parked'
  const parked = isParked
    ? [...session.parked, { code: outcome.code, at: store.clock.now() }]
    : session.parked
  const after = { ...session, setup, rows, state, parked, hold: null }
  if (outcome.type !== 'row') return { outcome, session: after, saved }
  assert(added, 'a row of what was done')
  return { outcome: { type: 'done', row: rowViewOf(store.db, added) }, session: after, saved }
}

export const stepOf = (store: StoreContext, session: WorkSession, tube: TubeFacts): WorkStep =>
  workStep(session, flowOf(session.setup.kind).needs(store.db, session), { kind: 'tube', tube })
