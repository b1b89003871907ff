import type { SpecimenState } from '#shared/contract/views.ts'
import { Chip, type ChipTone } from '../../components/Chip.tsx'
import type { GlyphState } from '../../components/glyph-state.ts'
import { useNames } from '../../i18n/names.ts'

const LOOKS: Readonly<Record<SpecimenState, { tone: ChipTone; glyph: GlyphState }>> = {
  stored: { tone: 'steel', glyph: 'filled' },
  out: { tone: 'steel', glyph: 'held' },
  unplaced: { tone: 'caution', glyph: 'empty' },
  missing: { tone: 'caution', glyph: 'empty' },
  dispatched: { tone: 'plain', glyph: 'held' },
  disputed: { tone: 'contested', glyph: 'contested' },
  undone: { tone: 'plain', glyph: 'blocked' },
}

/** How it stands with a specimen: its sign and its word. */
export function StateChip({ state }: { state: SpecimenState }) {
  const names = useNames()
  return <Chip {...LOOKS[state]}>{names.specimenState(state)}</Chip>
}
