export type Tone = 'success' | 'warning' | 'error' | 'unknown'

export interface Note {
  /** Start and length in ms from the first note. */
  at: number
  lasts: number
  /** Hz at the start and at the end of the note. */
  from: number
  to: number
}

export interface Score {
  notes: readonly Note[]
  /** Loudness of the overtones, the fundamental first; more of them cut through a humming room. */
  partials: readonly number[]
}

/** Contour carries the meaning, not pitch: success rises, a warning stays level, an error falls, the unknown goes up and comes back. */
export const scores: Readonly<Record<Tone, Score>> = {
  success: {
    notes: [
      { at: 0, lasts: 45, from: 1047, to: 1047 },
      { at: 45, lasts: 45, from: 1568, to: 1568 },
    ],
    partials: [1, 0.15],
  },
  warning: {
    notes: [
      { at: 0, lasts: 90, from: 740, to: 740 },
      { at: 150, lasts: 90, from: 740, to: 740 },
    ],
    partials: [1, 0.3, 0.1],
  },
  error: {
    notes: [
      { at: 0, lasts: 160, from: 659, to: 587 },
      { at: 200, lasts: 160, from: 554, to: 494 },
      { at: 400, lasts: 160, from: 466, to: 440 },
    ],
    partials: [1, 0.6, 0.4, 0.25],
  },
  unknown: {
    notes: [
      { at: 0, lasts: 130, from: 587, to: 880 },
      { at: 150, lasts: 130, from: 880, to: 587 },
    ],
    partials: [1, 0.4, 0.2],
  },
}
