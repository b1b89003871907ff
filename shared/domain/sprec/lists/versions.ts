import { CONTAINERS_2, CONTAINERS_3, CONTAINERS_4 } from './containers.ts'
import { DELAYS_UNREAD, POST_2, PRE_2 } from './delays.ts'
import { FLUID_TYPES_2, FLUID_TYPES_3, FLUID_TYPES_4 } from './fluid-types.ts'
import type { List, Lists } from './list.ts'
import {
  COLLECTIONS_2,
  COLLECTIONS_UNREAD,
  FIXATIONS_2,
  FIXATIONS_4,
  FIXATIONS_UNREAD,
  SOLID_TYPES_2,
  SOLID_TYPES_3_4,
} from './solids.ts'
import { FIRST_SPIN_2, SECOND_SPIN_2, SPINS_UNREAD } from './spins.ts'
import { STORAGE_2, STORAGE_3_4 } from './storage.ts'
import { FIXATION_TIMES_2, ISCHAEMIA_2, TIMES_UNREAD } from './times.ts'

export const SPREC_VERSIONS = [2, 3, 4] as const
export type SprecVersion = (typeof SPREC_VERSIONS)[number]

const FLUID_UNREAD = {
  preCentrifugation: DELAYS_UNREAD,
  firstCentrifugation: SPINS_UNREAD,
  secondCentrifugation: SPINS_UNREAD,
  postCentrifugation: DELAYS_UNREAD,
  longTermStorage: STORAGE_3_4,
}
const SOLID_UNREAD = {
  sampleType: SOLID_TYPES_3_4,
  collection: COLLECTIONS_UNREAD,
  warmIschaemia: TIMES_UNREAD,
  coldIschaemia: TIMES_UNREAD,
  fixationTime: TIMES_UNREAD,
  longTermStorage: STORAGE_3_4,
}

export const LISTS: Readonly<Record<SprecVersion, Lists>> = {
  2: {
    fluid: {
      sampleType: FLUID_TYPES_2,
      primaryContainer: CONTAINERS_2,
      preCentrifugation: PRE_2,
      firstCentrifugation: FIRST_SPIN_2,
      secondCentrifugation: SECOND_SPIN_2,
      postCentrifugation: POST_2,
      longTermStorage: STORAGE_2,
    },
    solid: {
      sampleType: SOLID_TYPES_2,
      collection: COLLECTIONS_2,
      warmIschaemia: ISCHAEMIA_2,
      coldIschaemia: ISCHAEMIA_2,
      fixation: FIXATIONS_2,
      fixationTime: FIXATION_TIMES_2,
      longTermStorage: STORAGE_2,
    },
  },
  3: {
    fluid: { sampleType: FLUID_TYPES_3, primaryContainer: CONTAINERS_3, ...FLUID_UNREAD },
    solid: { ...SOLID_UNREAD, fixation: FIXATIONS_UNREAD },
  },
  4: {
    fluid: { sampleType: FLUID_TYPES_4, primaryContainer: CONTAINERS_4, ...FLUID_UNREAD },
    solid: { ...SOLID_UNREAD, fixation: FIXATIONS_4 },
  },
}

/** Every code of a list, without its unknown and its other. A code that stands twice is given twice. */
export function codesOf(list: List): readonly string[] {
  switch (list.kind) {
    case 'names':
      return Object.keys(list.names)
    case 'collections':
      return [...Object.keys(list.names), ...list.autopsy.map((band) => band.code)]
    case 'times':
      return [...list.bands.map((band) => band.code), ...(list.none ? [list.none] : [])]
    case 'delays':
    case 'spins':
      return [...list.rows.map((row) => row.code), ...(list.none ? [list.none] : [])]
    case 'storage':
      return list.rows.map((row) => row.code)
  }
}
