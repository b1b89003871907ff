import type { IntakeRow, IntakeView } from '#shared/contract/intake.ts'
import type { BoxView } from '#shared/contract/views.ts'
import {
  type IntakeHold,
  type IntakeSession,
  type IntakeSessionRow,
  intakeSession,
  lastUndoable,
  targets,
} from '#shared/domain/intake/session.ts'
import { size } from '#shared/domain/position/layout.ts'
import { positionName } from '#shared/domain/position/names.ts'
import { assert } from '#shared/lib/assert.ts'
import type { ReadDb, WriteDb } from '../open.ts'
import { boxView } from '../queries/boxes.ts'
import { studies } from '../queries/people.ts'
import { container, layoutOf, placeView } from '../queries/places.ts'
import { mayUndo } from '../queries/recent.ts'
import { sumOf } from '../row-sum.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'

/** What a connection has last read or written. Only what it wrote itself needs not be read again. */
interface Known {
  readonly text: string
  readonly session: IntakeSession
  readonly isOwn: boolean
}
const known = new WeakMap<ReadDb, Known>()

export function load(db: ReadDb): IntakeSession | null {
  const text = statement(db, 'SELECT session FROM intake WHERE id = 1').pluck().get() as
    | string
    | undefined
  if (text === undefined) return null
  const before = known.get(db)
  if (before?.isOwn && before.text === text) return before.session
  const session = intakeSession.parse({ ...JSON.parse(text), rows: rowsOf(db) })
  known.set(db, { text, session, isOwn: false })
  return session
}

/** Rows are numbered from 1 as they come; the newest is shown first. */
const rowsOf = (db: ReadDb) =>
  statement(
    db,
    `SELECT command, code, idx AS "index", specimen, material, at, state FROM intake_row
     ORDER BY id DESC`,
  ).all()

export function save(db: WriteDb, session: IntakeSession): void {
  const before = known.get(db)
  const { rows, ...rest } = session
  const text = JSON.stringify(rest)
  saveRows(db, before?.session.rows ?? null, rows)
  if (text !== before?.text)
    statement(db, 'INSERT OR REPLACE INTO intake(id, session, sum) VALUES (1, ?, ?)').run(
      text,
      sumOf('intake', 1, text),
    )
  known.set(db, { text, session, isOwn: true })
}

/** To be called when the transaction in which something was saved did not come about. */
export function forget(db: WriteDb): void {
  known.delete(db)
}

export function drop(db: WriteDb): void {
  statement(db, 'DELETE FROM intake').run()
  statement(db, 'DELETE FROM intake_row').run()
  forget(db)
}

const PUT_ROW = `
INSERT OR REPLACE INTO intake_row(id, command, code, idx, specimen, material, at, state, sum)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Writes only what is not there yet: nearly always the one row that came. */
function saveRows(
  db: WriteDb,
  before: readonly IntakeSessionRow[] | null,
  after: readonly IntakeSessionRow[],
): void {
  if (before === after) return
  if (!before || after.length < before.length)
    statement(db, 'DELETE FROM intake_row WHERE id > ?').run(before ? after.length : 0)
  for (let id = 1; id <= after.length; id++) {
    const row = after[after.length - id]!
    if (row === before?.[before.length - id]) continue
    const { command, code, index, specimen, material, at, state } = row
    const cells = [id, command, code, index, specimen, material, at, state] as const
    statement(db, PUT_ROW).run(...cells, sumOf('intake_row', ...cells))
  }
}

/** A box as an intake needs it, with the next two targets. */
export function boxAndTargets(
  db: ReadDb,
  session: IntakeSession,
): { box: BoxView; next: readonly number[] } {
  const box = boxView(db, session.box)
  assert(box, 'an intake into a box that is known')
  return { box, next: nextTargets(db, session) }
}

/** The next two targets alone: a scan needs no names and tubes of a whole box before it is carried out. */
export function nextTargets(db: ReadDb, session: IntakeSession): readonly number[] {
  const row = container(db, session.box)
  const layout = row && layoutOf(row)
  assert(layout, 'an intake into a box that is known')
  const claimed = statement(db, 'SELECT idx FROM tube_claim WHERE container = ?')
  const taken = new Set(claimed.pluck().all(session.box))
  return targets(session, layout, (index) => !taken.has(index))
}

/** Whether a tube may go to a position of the box: it has it, nobody claims it, no parked code holds it. */
export function isFree(db: ReadDb, session: IntakeSession, index: number | null): boolean {
  const row = container(db, session.box)
  const layout = row && layoutOf(row)
  if (!layout || index === null || index >= size(layout)) return false
  if (session.parked.some((parked) => parked.index === index)) return false
  return createWorld(db).occupants({ container: session.box, index }).length === 0
}

export function viewOf(db: ReadDb, session: IntakeSession, restored = false): IntakeView {
  const { box, next } = boxAndTargets(db, session)
  const name = (index: number | undefined) =>
    index === undefined ? null : positionName(box.layout, index)
  const undo = undoable(db, session)
  const rows = session.rows.map((row) => rowView(row, box, isUndone(db, row)))
  return {
    box,
    study: studies(db).find(({ study }) => study === session.study)!,
    material: session.material,
    tubeType: session.tubeType,
    collectedAt: session.collectedAt,
    target: next[0] ?? null,
    targetName: name(next[0]),
    afterName: name(next[1]),
    stored: rows.filter(({ state }) => state !== 'undone' && state !== 'gone').length,
    taken: box.taken + session.parked.length,
    total: size(box.layout),
    rows,
    parked: session.parked.map((p) => ({ ...p, position: positionName(box.layout, p.index) })),
    hold: session.hold && holdView(db, session, session.hold),
    paused: session.paused,
    restored,
    undo: undo
      ? { command: undo.command, code: undo.code, position: positionName(box.layout, undo.index) }
      : null,
  }
}

// Named one by one: this runs for every row at every scan, and a spread costs many times as much.
const rowView = (
  { command, code, specimen, index, material, at, state }: IntakeSessionRow,
  { layout, positions }: BoxView,
  undone: boolean,
): IntakeRow => ({
  command,
  code,
  specimen,
  index,
  position: positionName(layout, index),
  material,
  at,
  state: undone
    ? 'undone'
    : positions[index]?.tubes.some((tube) => tube.specimen === specimen)
      ? state
      : 'gone',
})

/** Whether a row's act was taken back, here or from Home. INT-7 */
export const isUndone = (db: ReadDb, { command, state }: IntakeSessionRow): boolean =>
  state === 'undone' || undoneBy(db, command) !== null

/** The command that took an act back, or null. */
export const undoneBy = (db: ReadDb, command: string): string | null =>
  (statement(db, 'SELECT undone_by FROM command_done WHERE id = ?').pluck().get(command) as
    | string
    | null
    | undefined) ?? null

/** The act that Undo takes back now. INT-7 */
export const undoable = (db: ReadDb, session: IntakeSession): IntakeSessionRow | undefined =>
  lastUndoable(session, ({ command }) => mayUndo(db, command))

export function holdView(db: ReadDb, session: IntakeSession, hold: IntakeHold) {
  const { code, refusal, mayMove, index } = hold
  return {
    code,
    refusal,
    mayMove,
    position: placeView(db, { container: session.box, index }).position,
    place: placeOf(db, hold),
  }
}

/** The position that the held tube has elsewhere, whether it stands there or is out of it. */
function placeOf(db: ReadDb, { code, refusal }: IntakeHold) {
  if (refusal.type === 'AlreadyStored') return placeView(db, refusal.at)
  if (refusal.type !== 'AlreadyOut') return null
  const world = createWorld(db)
  const specimen = world.code(code)[0]?.id
  const at = specimen === undefined ? null : world.tube(specimen).at(-1)?.at
  return at ? placeView(db, at) : null
}
