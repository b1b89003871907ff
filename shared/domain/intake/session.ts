import { z } from 'zod'
import { nextFree } from '../position/fill.ts'
import type { Layout } from '../position/layout.ts'
import { refusal } from '../refusals.ts'
import { id, material, tubeType } from '../words.ts'

const row = z.object({
  command: id,
  code: z.string(),
  specimen: id,
  index: z.int().min(0),
  material,
  at: z.int(),
  state: z.enum(['stored', 'returned', 'moved', 'undone']),
})

const parked = z.object({ code: z.string(), index: z.int().min(0), at: z.int() })

const hold = z.object({
  code: z.string(),
  index: z.int().min(0),
  refusal,
  mayMove: z.boolean(),
})

/**
 * A batch intake: box and study once, then tube after tube. It belongs to this bench and is written down
 * with every scan, so that a crash or a change of person loses nothing of it.
 */
export const intakeSession = z.object({
  box: id,
  study: id,
  material,
  tubeType,
  collectedAt: z.int().nullable(),
  /** Where a person chose to go on in the fill order; null: at its first free position. */
  from: z.int().min(0).nullable(),
  rows: z.array(row),
  parked: z.array(parked),
  hold: hold.nullable(),
  paused: z.boolean(),
})

export type IntakeSession = z.infer<typeof intakeSession>
export type IntakeSessionRow = z.infer<typeof row>
export type IntakeHold = z.infer<typeof hold>

/** The next two targets: free in the box and held for no parked code. INT-1 */
export function targets(
  session: IntakeSession,
  layout: Layout,
  isFree: (index: number) => boolean,
): number[] {
  const held = new Set(session.parked.map(({ index }) => index))
  const taken = (index: number) => !isFree(index) || held.has(index)
  return nextFree(layout, taken, 2, session.from ?? undefined)
}

/**
 * The act that Undo would take back: of the last ten, the newest that is not undone and that nothing has
 * come after. INT-7
 */
export const lastUndoable = (
  session: IntakeSession,
  mayUndo: (row: IntakeSessionRow) => boolean,
): IntakeSessionRow | undefined =>
  session.rows.slice(0, 10).find((row) => row.state !== 'undone' && mayUndo(row))
