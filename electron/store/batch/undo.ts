import type { WorkOutcome } from '#shared/contract/work.ts'
import type { WorkRow, WorkSession } from '#shared/domain/batch/session.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { StoreContext } from '../context.ts'
import { executeWithin } from '../execute.ts'
import { undoneBy } from '../intake/session.ts'
import { statement } from '../sql.ts'
import type { WorkAct } from './flow.ts'
import { flowOf } from './flows.ts'
import { nothing, type Outcome } from './outcome.ts'
import { undoableRow } from './view.ts'

/** Takes the newest act of this batch back. WRK-6 */
export function undo(store: StoreContext, session: WorkSession, act: WorkAct): Outcome {
  const before = takenBack(store, session, act.id)
  const choice = before ? null : unchosen(store, session, act.id)
  if (choice) return choice
  const last = before ?? undoableRow(store.db, session)
  const no = (refusal: Refusal) => nothing(session, { type: 'refused', refusal })
  if (!last) return no({ type: 'NothingToUndo' })
  const { id, via } = act
  const done = executeWithin(store, act.actor, { type: 'undo', id, via, command: last.command })
  if (!done.ok) return no(done.error)
  // The tubes of a rack were made in one act, and are taken back in one.
  const rows = session.rows.map((row) =>
    row.command === last.command ? { ...row, state: 'undone' as const } : row,
  )
  const flow = flowOf(session.setup.kind)
  const state = flow.undone?.(session, last) ?? session.state
  const setup = flow.setupUndone?.(store.db, session, last) ?? session.setup
  return {
    outcome: { type: 'undone', code: last.code, what: last.what },
    session: { ...session, setup, rows, state },
    saved: done.value,
  }
}

/** What is chosen and not written yet goes first; delivered twice, one choice goes. WRK-6 */
function unchosen(store: StoreContext, session: WorkSession, act: string): Outcome | null {
  const { letGo } = session.state
  if (letGo?.act === act) return nothing(session, partLetGo(letGo.code))
  const gone = flowOf(session.setup.kind).letGo?.(store.db, session, null)
  if (!gone) return null
  const { code, state } = gone
  return nothing({ ...session, state: { ...state, letGo: { act, code } } }, partLetGo(code))
}

export const partLetGo = (code: string): WorkOutcome => ({
  type: 'chosen',
  code,
  what: 'part-let-go',
})

/** The row that this very undo has taken back already: delivered twice, it is one. */
function takenBack(store: StoreContext, session: WorkSession, id: string): WorkRow | undefined {
  if (!statement(store.db, 'SELECT 1 FROM command_done WHERE id = ?').get(id)) return undefined
  return session.rows.find(({ command }) => undoneBy(store.db, command) === id)
}
