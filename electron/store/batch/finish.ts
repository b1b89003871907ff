import type { WorkSession } from '#shared/domain/batch/session.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { StoreContext } from '../context.ts'
import type { WorkAct } from './flow.ts'
import { flowOf } from './flows.ts'
import { nothing, type Outcome } from './outcome.ts'

/** What is still parked keeps it open: nothing is forgotten by ending it. WRK-4 */
export function finish(store: StoreContext, session: WorkSession, act: WorkAct): Outcome {
  const { kind } = session.setup
  const no = (refusal: Refusal) => nothing(session, { type: 'refused', refusal })
  if (session.parked.length > 0) return no(parkedCodes(session.parked))
  const done = flowOf(kind).finish?.(store, session, act) ?? null
  if (done && !done.ok) return no(done.error)
  return { outcome: { type: 'finished' }, session: null, saved: done?.value ?? null }
}

export const parkedCodes = (parked: WorkSession['parked']): Refusal => ({
  type: 'ParkedCodes',
  box: null,
  count: parked.length,
})
