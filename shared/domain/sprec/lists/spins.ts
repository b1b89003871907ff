import type { SpinList, SpinRow } from './list.ts'

const SHORT = [10, 15] as const
/** "< 3000 g", "3000-6000 g", "6000-10,000 g", "> 10,000 g": 10,000 g are not more than that. */
const LOW = [0, 3000] as const
const MEDIUM = [3000, 6000] as const
const HIGH = [6000, 10_001] as const
const HIGHEST = [10_001, null] as const

/**
 * Fourth element of fluids, version 2 (as `FLUID_TYPES_2`). H is the row that SPRECLib codes as F.
 */
const FIRST: readonly SpinRow[] = [
  { code: 'A', at: 'room', minutes: SHORT, g: LOW, brake: false },
  { code: 'B', at: 'room', minutes: SHORT, g: LOW, brake: true },
  { code: 'C', at: 'cold', minutes: SHORT, g: LOW, brake: false },
  { code: 'D', at: 'cold', minutes: SHORT, g: LOW, brake: true },
  { code: 'E', at: 'room', minutes: SHORT, g: MEDIUM, brake: true },
  { code: 'F', at: 'cold', minutes: SHORT, g: MEDIUM, brake: true },
  { code: 'G', at: 'room', minutes: SHORT, g: HIGH, brake: true },
  { code: 'H', at: 'cold', minutes: SHORT, g: HIGH, brake: true },
  { code: 'I', at: 'room', minutes: SHORT, g: HIGHEST, brake: true },
  { code: 'J', at: 'cold', minutes: SHORT, g: HIGHEST, brake: true },
  { code: 'M', at: 'room', minutes: [30, 30], g: [0, 1000], brake: false },
]

export const FIRST_SPIN_2: SpinList = { kind: 'spins', complete: true, none: 'N', rows: FIRST }

/** Fifth element of fluids, version 2: the same without M. */
export const SECOND_SPIN_2: SpinList = {
  kind: 'spins',
  complete: true,
  none: 'N',
  rows: FIRST.filter((row) => row.code !== 'M'),
}

/** Versions 3 and 4: no list could be read. */
export const SPINS_UNREAD: SpinList = { kind: 'spins', complete: false, none: null, rows: [] }
