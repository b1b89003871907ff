import type { TimeList } from './list.ts'
import { HOUR, MINUTE, moreThan } from './time.ts'

/** Third and fourth element of solids, version 2 (as `SOLID_TYPES_2`): warm and cold ischaemia. */
export const ISCHAEMIA_2: TimeList = {
  kind: 'times',
  complete: true,
  none: 'N',
  bands: [
    { code: 'A', from: 0, to: 2 * MINUTE },
    { code: 'B', from: 2 * MINUTE, to: 10 * MINUTE },
    { code: 'C', from: 10 * MINUTE, to: 20 * MINUTE },
    { code: 'D', from: 20 * MINUTE, to: 30 * MINUTE },
    { code: 'E', from: 30 * MINUTE, to: moreThan(60 * MINUTE) },
    { code: 'F', from: moreThan(60 * MINUTE), to: null },
  ],
}

/** Sixth element of solids, version 2: time in the fixative. The list ends at 72 h. */
export const FIXATION_TIMES_2: TimeList = {
  kind: 'times',
  complete: true,
  none: 'N',
  bands: [
    { code: 'A', from: 0, to: 15 * MINUTE },
    { code: 'B', from: 15 * MINUTE, to: 1 * HOUR },
    { code: 'C', from: 1 * HOUR, to: 4 * HOUR },
    { code: 'D', from: 4 * HOUR, to: 8 * HOUR },
    { code: 'E', from: 8 * HOUR, to: 24 * HOUR },
    { code: 'F', from: 24 * HOUR, to: 48 * HOUR },
    { code: 'G', from: 48 * HOUR, to: moreThan(72 * HOUR) },
  ],
}

/**
 * Versions 3 and 4: no list could be read. Version 3 is said to have refined the ranges of ischaemia
 * (ibbl.lu, 13 March 2018), so that those of version 2 must not stand in for them.
 */
export const TIMES_UNREAD: TimeList = { kind: 'times', complete: false, none: null, bands: [] }
