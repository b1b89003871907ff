import type { IntakeView } from '#shared/contract/intake.ts'
import type { BoxView } from '#shared/contract/views.ts'
import {
  type IntakeHold,
  type IntakeSession,
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
import { placeView } from '../queries/places.ts'
import { statement } from '../sql.ts'

export function load(db: ReadDb): IntakeSession | null {
  const row = statement(db, 'SELECT session FROM intake WHERE id = 1').get() as
    | { session: string }
    | undefined
  return row ? intakeSession.parse(JSON.parse(row.session)) : null
}

export function save(db: WriteDb, session: IntakeSession): void {
  statement(db, 'INSERT OR REPLACE INTO intake(id, session) VALUES (1, ?)').run(
    JSON.stringify(session),
  )
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
  return { box, next: targets(session, box.layout, (i) => box.positions[i]!.state === 'empty') }
}

export function viewOf(db: ReadDb, session: IntakeSession, restored = false): IntakeView {
  const { box, next } = boxAndTargets(db, session)
  const name = (index: number | undefined) =>
    index === undefined ? null : positionName(box.layout, index)
  const undo = lastUndoable(session)
  return {
    box,
    study: studies(db).find(({ study }) => study === session.study)!,
    material: session.material,
    tubeType: session.tubeType,
    collectedAt: session.collectedAt,
    target: next[0] ?? null,
    targetName: name(next[0]),
    afterName: name(next[1]),
    stored: session.rows.filter(({ state }) => state !== 'undone').length,
    taken: box.taken + session.parked.length,
    total: size(box.layout),
    rows: session.rows.map((row) => ({ ...row, position: positionName(box.layout, row.index) })),
    parked: session.parked.map((p) => ({ ...p, position: positionName(box.layout, p.index) })),
    hold: session.hold && holdView(db, session, session.hold),
    paused: session.paused,
    restored,
    undo: undo
      ? { command: undo.command, code: undo.code, position: positionName(box.layout, undo.index) }
      : null,
  }
}

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
