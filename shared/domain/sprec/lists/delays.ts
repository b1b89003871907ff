import type { DelayList } from './list.ts'
import { HOUR, moreThan } from './time.ts'

/** Third element of fluids, version 2 (as `FLUID_TYPES_2`): from collection to processing. */
export const PRE_2: DelayList = {
  kind: 'delays',
  complete: true,
  none: null,
  rows: [
    { code: 'A', at: 'room', from: 0, to: 2 * HOUR },
    { code: 'B', at: 'cold', from: 0, to: 2 * HOUR },
    { code: 'C', at: 'room', from: 2 * HOUR, to: 4 * HOUR },
    { code: 'D', at: 'cold', from: 2 * HOUR, to: 4 * HOUR },
    { code: 'E', at: 'room', from: 4 * HOUR, to: 8 * HOUR },
    { code: 'F', at: 'cold', from: 4 * HOUR, to: 8 * HOUR },
    { code: 'G', at: 'room', from: 8 * HOUR, to: 12 * HOUR },
    { code: 'H', at: 'cold', from: 8 * HOUR, to: 12 * HOUR },
    { code: 'I', at: 'room', from: 12 * HOUR, to: 24 * HOUR },
    { code: 'J', at: 'cold', from: 12 * HOUR, to: 24 * HOUR },
    { code: 'K', at: 'room', from: 24 * HOUR, to: moreThan(48 * HOUR) },
    { code: 'L', at: 'cold', from: 24 * HOUR, to: moreThan(48 * HOUR) },
    { code: 'M', at: 'room', from: moreThan(48 * HOUR), to: null },
    { code: 'N', at: 'cold', from: moreThan(48 * HOUR), to: null },
    { code: 'O', at: 'body', from: 0, to: 2 * HOUR },
  ],
}

/** Sixth element of fluids, version 2: from the end of centrifugation to storage. */
export const POST_2: DelayList = {
  kind: 'delays',
  complete: true,
  none: 'N',
  rows: [
    { code: 'A', at: 'cold', from: 0, to: 1 * HOUR },
    { code: 'B', at: 'room', from: 0, to: 1 * HOUR },
    { code: 'C', at: 'cold', from: 1 * HOUR, to: 2 * HOUR },
    { code: 'D', at: 'room', from: 1 * HOUR, to: 2 * HOUR },
    { code: 'E', at: 'cold', from: 2 * HOUR, to: 8 * HOUR },
    { code: 'F', at: 'room', from: 2 * HOUR, to: 8 * HOUR },
    { code: 'G', at: 'cold', from: 8 * HOUR, to: moreThan(24 * HOUR) },
    { code: 'H', at: 'room', from: 8 * HOUR, to: moreThan(24 * HOUR) },
    { code: 'I', at: 'cold', from: moreThan(24 * HOUR), to: null },
    { code: 'J', at: 'room', from: moreThan(24 * HOUR), to: null },
  ],
}

/** Versions 3 and 4: no list could be read; version 3 is said to have other ranges of times. */
export const DELAYS_UNREAD: DelayList = { kind: 'delays', complete: false, none: null, rows: [] }
