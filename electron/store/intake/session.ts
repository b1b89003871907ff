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
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'

/** What was last written over each connection: reading the same text again need not check it again. */
const written = new WeakMap<ReadDb, { readonly text: string; readonly session: IntakeSession }>()

export function load(db: ReadDb): IntakeSession | null {
  const text = statement(db, 'SELECT session FROM intake WHERE id = 1').pluck().get() as
    | string
    | undefined
  if (text === undefined) return null
  const known = written.get(db)
  return known?.text === text ? known.session : intakeSession.parse(JSON.parse(text))
}

export function save(db: WriteDb, session: IntakeSession): void {
  const text = JSON.stringify(session)
  statement(db, 'INSERT OR REPLACE INTO intake(id, session) VALUES (1, ?)').run(text)
  written.set(db, { text, session })
}

export function drop(db: WriteDb): void {
  statement(db, 'DELETE FROM intake').run()
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
  state === 'undone' ||
  typeof statement(db, 'SELECT undone_by FROM command_done WHERE id = ?').pluck().get(command) ===
    'string'

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
    place: refusal.type === 'AlreadyStored' ? placeView(db, refusal.at) : null,
  }
}
