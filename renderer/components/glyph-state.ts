/** What a position can look like. `hold` and `stored` are the two answers to the scan just made. */
export const GLYPH_STATES = [
  'empty',
  'filled',
  'target',
  'contested',
  'held',
  'blocked',
  'quarantined',
  'expiring',
  'unverified',
  'unknown',
  'hold',
  'stored',
] as const

export type GlyphState = (typeof GLYPH_STATES)[number]

/** The letter a state carries where colour and shape might be lost; empty positions carry none. */
export const GLYPH_LETTERS: Readonly<Record<GlyphState, string>> = {
  empty: '',
  filled: 'F',
  target: 'T',
  contested: 'C',
  held: 'H',
  blocked: 'X',
  quarantined: 'Q',
  expiring: 'E',
  unverified: 'U',
  unknown: '?',
  hold: '!',
  stored: 'F',
}
