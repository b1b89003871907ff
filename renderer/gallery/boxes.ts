import type { BoxCell } from '../components/BoxMap.tsx'
import type { GlyphState } from '../components/glyph-state.ts'

const STATES: Readonly<Record<string, GlyphState>> = {
  '.': 'empty',
  o: 'filled',
  T: 'target',
  C: 'contested',
  H: 'held',
  X: 'blocked',
  Q: 'quarantined',
  E: 'expiring',
  U: 'unverified',
  '?': 'unknown',
  '!': 'hold',
  S: 'stored',
}

export const letters = (n: number): string[] =>
  Array.from({ length: n }, (_, i) => String.fromCharCode(65 + i))

export const numbers = (n: number): string[] => Array.from({ length: n }, (_, i) => `${i + 1}`)

/** A box drawn in letters, one line a row. */
export function boxOf(lines: string): BoxCell[] {
  const rows = lines.trim().split(/\s+/)
  return rows.flatMap((line, row) =>
    Array.from(line, (sign, column) => {
      const state = STATES[sign] ?? 'empty'
      const label = `${letters(rows.length)[row]}${column + 1}`
      return { state, label, name: `${label}, ${state}` }
    }),
  )
}

export const INTAKE_BOX = boxOf(`
  oooooo?oo ooT...... ......... ......... ......... ......... ......... ......... ........o`)

export const MIXED_BOX = boxOf(`
  oooEooooo ooooooHHo oooTooooE ooooCoooE oQQoooooo ooHooooCo UUUUo.... ......... .......XX`)
