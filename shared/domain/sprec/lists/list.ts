import type { StorageAt, Vessel } from './vessels.ts'

/**
 * A list of codes as a version of SPREC publishes it. `complete` is whether all of it could be read in a
 * source: of a list that is known in part, a code that is not in it is neither refused as wrong nor taken for
 * "other". Every list has an unknown (`X`, `XXX`) and an other (`Z`, `ZZZ`).
 */
interface Known {
  readonly complete: boolean
}

/** Codes that name a thing. */
export interface NameList extends Known {
  readonly kind: 'names'
  readonly names: Readonly<Record<string, string>>
}

/** Half open: `from` belongs to the band, `to` does not. Milliseconds; null: without end. */
export interface Band {
  readonly code: string
  readonly from: number
  readonly to: number | null
}

export interface TimeList extends Known {
  readonly kind: 'times'
  readonly bands: readonly Band[]
  /** The code for "not applicable". */
  readonly none: string | null
}

/** How a person has come by the tissue; of an autopsy the time since death says which code. */
export interface CollectionList extends Known {
  readonly kind: 'collections'
  readonly names: Readonly<Record<string, string>>
  readonly autopsy: readonly Band[]
}

/** The classes of temperature at which something waits or is spun. */
export type Warmth = 'room' | 'cold' | 'body'

export interface DelayRow extends Band {
  readonly at: Warmth
}

export interface DelayList extends Known {
  readonly kind: 'delays'
  readonly rows: readonly DelayRow[]
  readonly none: string | null
}

/** Whole minutes, both ends within; multiples of g, half open, null: without end. */
export interface SpinRow {
  readonly code: string
  readonly at: Warmth
  readonly minutes: readonly [number, number]
  readonly g: readonly [number, number | null]
  readonly brake: boolean
}

export interface SpinList extends Known {
  readonly kind: 'spins'
  readonly rows: readonly SpinRow[]
  readonly none: string | null
}

/** `at` is empty where the source names the vessel and not the temperature. */
export interface StorageRow {
  readonly code: string
  readonly vessel: Vessel
  readonly at: readonly StorageAt[]
}

export interface StorageList extends Known {
  readonly kind: 'storage'
  readonly rows: readonly StorageRow[]
}

export type List = NameList | TimeList | CollectionList | DelayList | SpinList | StorageList

export interface FluidLists {
  readonly sampleType: NameList
  readonly primaryContainer: NameList
  readonly preCentrifugation: DelayList
  readonly firstCentrifugation: SpinList
  readonly secondCentrifugation: SpinList
  readonly postCentrifugation: DelayList
  readonly longTermStorage: StorageList
}

export interface SolidLists {
  readonly sampleType: NameList
  readonly collection: CollectionList
  readonly warmIschaemia: TimeList
  readonly coldIschaemia: TimeList
  readonly fixation: NameList
  readonly fixationTime: TimeList
  readonly longTermStorage: StorageList
}

export interface Lists {
  readonly fluid: FluidLists
  readonly solid: SolidLists
}
