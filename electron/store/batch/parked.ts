import type { WorkSession } from '#shared/domain/batch/session.ts'
import type { WorkKind } from '#shared/domain/batch/setup.ts'
import type { StoreContext } from '../context.ts'
import type { Saved } from '../execute.ts'
import type { ReadDb } from '../open.ts'
import { resolve } from '../queries/resolve.ts'
import { statement } from '../sql.ts'
import { answering } from './answering.ts'
import { carryOut, stepOf } from './carry-out.ts'
import type { WorkAct } from './flow.ts'
import { nothing, type Outcome, type WorkAnswered } from './outcome.ts'
import { tubeFacts } from './tube.ts'

/** Says what a parked code is: a tube of this batch, or nothing of it. WRK-4 */
export function resolveWork(
  store: StoreContext,
  kind: WorkKind,
  code: string,
  as: 'tube' | 'aside',
  act: WorkAct,
): WorkAnswered {
  return answering(store, kind, (session) =>
    as === 'aside'
      ? nothing(withoutParked(session, code), { type: 'resolved', code })
      : resolveAsTube(store, session, code, act),
  )
}

const withoutParked = (session: WorkSession, code: string): WorkSession => ({
  ...session,
  parked: session.parked.filter((one) => one.code !== code),
})

function resolveAsTube(
  store: StoreContext,
  session: WorkSession,
  code: string,
  act: WorkAct,
): Outcome {
  const rest = withoutParked(session, code)
  if (rest.parked.length === session.parked.length) return nothing(rest, { type: 'resolved', code })
  const it = resolve(store.db, code, null)
  if (it.kind !== 'unknown' && it.kind !== 'specimen' && it.kind !== 'duplicate')
    return nothing(session, { type: 'not-here', code, what: it.kind })
  // WRK-13: whose code it is was said when it was parked, and is recorded with the tube.
  const isRegistered = session.setup.kind === 'accession' || session.setup.kind === 'receiving'
  const asTube = { fits: true, ...(isRegistered && { issuer: null }) }
  const tube = tubeFacts(store.db, rest, it.kind === 'unknown' ? { ...it, ...asTube } : it)
  // A person has this one tube in the hand, whatever the batch waits for.
  const free = { ...rest, hold: null, paused: false, read: tube.code }
  const done = carryOut(store, free, stepOf(store, free, tube), null, act)
  const { hold, paused } = session
  // What could not be taken stays parked; a hold or a pause that was there stays as well.
  return isTaken(done) && done.session
    ? { ...done, session: { ...done.session, hold, paused } }
    : { ...done, session }
}

const isTaken = ({ outcome }: Outcome): boolean =>
  outcome.type === 'done' || outcome.type === 'chosen'

/** WRK-16: all that is parked is tubes of this batch. What cannot be taken stays parked, and the rest is. */
export function resolveAllWork(store: StoreContext, kind: WorkKind, act: WorkAct): WorkAnswered {
  return answering(store, kind, (before) => {
    // Delivered twice it is one choice: the first of what was left is not what its act has made.
    if (isDone(store.db, act.id)) return resolvedAll(before, before, null)
    let session = before
    const saved: Saved[] = []
    before.parked.forEach(({ code }, i) => {
      const id = i === 0 ? act.id : store.newId()
      const done = resolveAsTube(store, session, code, { ...act, id })
      session = done.session ?? session
      if (done.saved) saved.push(done.saved)
    })
    return resolvedAll(before, session, allSaved(saved))
  })
}

function resolvedAll(before: WorkSession, session: WorkSession, saved: Saved | null): Outcome {
  const left = session.parked.length
  const outcome = { type: 'resolved-all', count: before.parked.length - left, left } as const
  return { outcome, session, saved }
}

const isDone = (db: ReadDb, command: string): boolean =>
  statement(db, 'SELECT 1 FROM command_done WHERE id = ?').get(command) !== undefined

function allSaved(saved: readonly Saved[]): Saved | null {
  const last = saved.at(-1)
  return last ? { ...last, touched: [...new Set(saved.flatMap(({ touched }) => touched))] } : null
}
