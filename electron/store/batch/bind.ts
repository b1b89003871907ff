import type { RackView, WorkOutcome } from '#shared/contract/work.ts'
import type { WorkRow } from '#shared/domain/batch/session.ts'
import type { StoreContext } from '../context.ts'
import { answering } from './answering.ts'
import type { WorkAct } from './flow.ts'
import { nothing, type WorkAnswered } from './outcome.ts'
import { bindTubes, hasParents, planRack, type RackAsked } from './rack.ts'
import { loadWork } from './session.ts'

/** What binding the tubes of a whole rack would do; null where no batch is open that has parents. PRO-7 */
export function checkRack(store: StoreContext, asked: RackAsked, act: WorkAct): RackView | null {
  const session = loadWork(store.db, 'processing')
  return session && hasParents(session) ? planRack(store, session, asked, act).view : null
}

/** Makes the tubes of a whole rack in one act, or none of them. PRO-7 */
export const bindRack = (store: StoreContext, asked: RackAsked, act: WorkAct): WorkAnswered =>
  answering(store, 'processing', (session) => {
    const before = session.rows.filter(({ command }) => command === act.id)
    const bound = (rows: readonly WorkRow[]): WorkOutcome => ({
      type: 'bound',
      code: asked.rack ?? '',
      count: rows.length,
    })
    if (before.length > 0) return nothing(session, bound(before))
    if (session.hold) return nothing(session, { type: 'waits', code: '' })
    if (session.paused) return nothing(session, { type: 'paused' })
    const done = hasParents(session) ? bindTubes(store, session, asked, act) : null
    if (!done) return nothing(session, { type: 'not-here', code: asked.rack ?? '', what: 'rack' })
    if (!done.ok) return nothing(session, { type: 'refused', refusal: done.error })
    const { rows, saved } = done.value
    return {
      outcome: bound(rows),
      session: { ...session, rows: [...rows, ...session.rows] },
      saved,
    }
  })
