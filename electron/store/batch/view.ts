import type { WorkDetail, WorkHoldView, WorkRowView, WorkView } from '#shared/contract/work.ts'
import type { WorkHold, WorkRow, WorkSession } from '#shared/domain/batch/session.ts'
import type { WorkKind } from '#shared/domain/batch/setup.ts'
import { undoneBy } from '../intake/session.ts'
import type { ReadDb } from '../open.ts'
import { mayUndo } from '../queries/recent.ts'
import { statement } from '../sql.ts'
import { flowOf } from './flows.ts'

/** A screen never shows more rows than this; the batch keeps all. */
const SHOWN = 100
/** How many acts Undo can go back. WRK-6 */
const UNDO_STEPS = 10

/** Everything that a screen shows of a batch. */
export function viewOfWork(db: ReadDb, session: WorkSession, restored = false): WorkView {
  const flow = flowOf(session.setup.kind)
  return {
    kind: session.setup.kind,
    setup: session.setup,
    line: flow.line(db, session),
    count: flow.count(db, session),
    rows: session.rows.slice(0, SHOWN).map((row) => rowViewOf(db, row)),
    rowCount: session.rows.length,
    parked: session.parked,
    hold: session.hold && holdViewOf(session.setup.kind, session.hold),
    paused: session.paused,
    restored,
    kept: restored ? keptOf(db, session) : { found: 0, of: 0 },
    undo: undoOf(db, session),
    ends: session.hold ? (flow.ends?.(db, session) ?? null) : null,
    about: flow.about(db, session),
  }
}

/** What was chosen last goes before any act does. WRK-6 */
function undoOf(db: ReadDb, session: WorkSession): WorkView['undo'] {
  const chosen = flowOf(session.setup.kind).letGo?.(db, session, null)
  if (chosen) return { command: null, code: chosen.code }
  const undo = undoableRow(db, session)
  return undo ? { command: undo.command, code: undo.code } : null
}

/** Looked up one by one, and only when a batch has survived an end. WRK-10 */
function keptOf(db: ReadDb, { rows }: WorkSession): WorkView['kept'] {
  const left = rows.filter(
    ({ command, state }) => state === 'done' && undoneBy(db, command) === null,
  )
  const isThere = statement(db, 'SELECT 1 FROM command_done WHERE id = ?')
  const found = left.filter(({ command }) => isThere.get(command) !== undefined)
  return { found: found.length, of: left.length }
}

export function rowViewOf(db: ReadDb, row: WorkRow): WorkRowView {
  const { command, code, specimen, what, at } = row
  const state = row.state === 'undone' ? 'undone' : undoneBy(db, command) !== null ? 'gone' : 'done'
  return { command, code, specimen, what, detail: row.detail as WorkDetail, at, state }
}

export function holdViewOf(kind: WorkKind, hold: WorkHold): WorkHoldView {
  const { code, specimen, finding, refusal, issuer = null, label = null } = hold
  return { code, specimen, finding, refusal, issuer, label, way: wayOf(kind, hold) }
}

/** Only who registers what came from elsewhere gives a tube a code of another issuer. WRK-13, WRK-14 */
function wayOf(kind: WorkKind, { finding, specimen }: WorkHold): WorkHoldView['way'] {
  if (finding !== 'foreign' && finding !== 'formerly') return null
  if (specimen !== null) return 'tube'
  return kind === 'accession' || kind === 'receiving' ? 'register' : null
}

/** The act that Undo takes back now. WRK-6 */
export function undoableRow(db: ReadDb, session: WorkSession): WorkRow | undefined {
  const steps = new Set<string>()
  for (const row of session.rows) {
    const { command, state } = row
    // The tubes of a rack are one step.
    if (steps.has(command)) continue
    if (steps.add(command).size > UNDO_STEPS) return undefined
    if (state === 'done' && undoneBy(db, command) === null && mayUndo(db, command)) return row
  }
  return undefined
}
