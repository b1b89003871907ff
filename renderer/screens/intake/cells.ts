import type { IntakeView } from '#shared/contract/intake.ts'
import type { PositionView } from '#shared/contract/views.ts'
import type { GlyphState } from '../../components/glyph-state.ts'

/** Which sign each position of the box carries, in row order. */
export function signsOf(session: IntakeView, landed: number | undefined): GlyphState[] {
  const { box, target, hold, parked } = session
  const signs = box.positions.map(({ state }): GlyphState => state)
  for (const { index } of parked) signs[index] = 'unknown'
  if (target !== null) signs[target] = hold === null ? 'target' : 'hold'
  if (landed !== undefined && signs[landed] === 'filled') signs[landed] = 'stored'
  return signs
}

/** The signs that the legend explains: the four of every intake, and what else is in this box. */
export function legendOf(signs: readonly GlyphState[]): GlyphState[] {
  const always: GlyphState[] = ['empty', 'filled', 'target', 'unknown']
  const others: GlyphState[] = ['held', 'contested', 'quarantined', 'hold']
  return [...always, ...others.filter((sign) => signs.includes(sign))]
}

/** What stands in a position, as codes. */
export const codesIn = (position: PositionView, parked: string | undefined): readonly string[] =>
  parked === undefined ? position.tubes.map(({ code }) => code) : [parked]
