import type { CellFinding } from '#shared/domain/rescan/diff.ts'
import type { ChipTone } from '../../components/Chip.tsx'
import type { GlyphState } from '../../components/glyph-state.ts'

/** The sign of each finding on the map, and the tone of its word beside it. */
export const LOOKS: Readonly<Record<CellFinding, { glyph: GlyphState; tone: ChipTone }>> = {
  duplicate: { glyph: 'contested', tone: 'contested' },
  twice: { glyph: 'contested', tone: 'contested' },
  unknown: { glyph: 'unknown', tone: 'caution' },
  foreign: { glyph: 'unknown', tone: 'caution' },
  'in-transit': { glyph: 'unknown', tone: 'caution' },
  extra: { glyph: 'unknown', tone: 'caution' },
  'wrong-kind': { glyph: 'blocked', tone: 'stop' },
  'no-read': { glyph: 'unverified', tone: 'plain' },
  missing: { glyph: 'hold', tone: 'stop' },
  contested: { glyph: 'contested', tone: 'contested' },
  moved: { glyph: 'contested', tone: 'contested' },
  back: { glyph: 'stored', tone: 'ok' },
  new: { glyph: 'stored', tone: 'ok' },
  held: { glyph: 'held', tone: 'steel' },
  filled: { glyph: 'filled', tone: 'steel' },
  empty: { glyph: 'empty', tone: 'plain' },
}

/** What nobody has to look at. */
const QUIET: ReadonlySet<CellFinding> = new Set(['filled', 'empty', 'held'])

export const isDifference = (finding: CellFinding): boolean => !QUIET.has(finding)
