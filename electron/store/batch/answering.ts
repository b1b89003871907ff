import type { WorkSession } from '#shared/domain/batch/session.ts'
import type { WorkKind } from '#shared/domain/batch/setup.ts'

import type { StoreContext } from '../context.ts'
import { remembering } from '../heads.ts'
import { transact } from '../open.ts'
import { RefusedLate } from './flow.ts'
import { holdFor, nothing, type Outcome, type WorkAnswered } from './outcome.ts'
import { dropWork, forgetWork, loadWork, saveWork } from './session.ts'
import { viewOfWork } from './view.ts'

export function answering(
  store: StoreContext,
  kind: WorkKind,
  work: (session: WorkSession) => Outcome,
): WorkAnswered {
  try {
    return within(store, () => answer(store, kind, work))
  } catch (error) {
    if (!(error instanceof RefusedLate)) throw error
    return within(store, () => answer(store, kind, (session) => refusedLate(session, error)))
  }
}

function answer(
  store: StoreContext,
  kind: WorkKind,
  work: (session: WorkSession) => Outcome,
): WorkAnswered {
  const before = loadWork(store.db, kind)
  // It was ended meanwhile, as by another window of this bench.
  if (!before) return { outcome: { type: 'finished' }, saved: null, session: null }
  const { outcome, session, saved } = work(before)
  if (session) saveWork(store.db, before, session)
  else dropWork(store.db, kind)
  return { outcome, saved, session: session && viewOfWork(store.db, session) }
}

/** A code that is parked stays so; any other holds the batch, as where it is refused at once. */
function refusedLate(session: WorkSession, { code, refusal }: RefusedLate): Outcome {
  const isParked = session.parked.some((one) => one.code === code)
  return isParked
    ? nothing(session, { type: 'refused', refusal })
    : holdFor(session, { code, specimen: null }, null, refusal)
}

/** One transaction; where it does not come about, nothing of it is remembered either. */
export function within<T>(
  store: StoreContext,
  work: () => T extends Promise<unknown> ? never : T,
): T {
  try {
    return transact(store.db, () => remembering(store.db, work))
  } catch (error) {
    forgetWork(store.db)
    throw error
  }
}
