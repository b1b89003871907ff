import type { Material, TubeType } from '../words.ts'
import type { FluidLists, SolidLists } from './lists/list.ts'
import type { SprecVersion } from './lists/versions.ts'

export type FluidElement = keyof FluidLists
export type SolidElement = keyof SolidLists
export type ElementName = FluidElement | SolidElement

/** The seven elements in the order in which a code has them. */
export const FLUID_ELEMENTS = [
  'sampleType',
  'primaryContainer',
  'preCentrifugation',
  'firstCentrifugation',
  'secondCentrifugation',
  'postCentrifugation',
  'longTermStorage',
] as const satisfies readonly FluidElement[]

export const SOLID_ELEMENTS = [
  'sampleType',
  'collection',
  'warmIschaemia',
  'coldIschaemia',
  'fixation',
  'fixationTime',
  'longTermStorage',
] as const satisfies readonly SolidElement[]

/** One spin: multiples of g, whole minutes, tenths of a degree Celsius. */
export interface SpinInput {
  readonly g: number
  readonly minutes: number
  readonly celsius: number
  readonly brake: boolean
}

/**
 * How the specimen is kept. `celsius` is the set temperature in whole degrees, `before` that of an earlier
 * place of storage, `original` whether it still is in the vessel that it was collected in, `programmed`
 * whether a freezing programme brought it there (null: nobody said), `nanolitres` what is in the vessel.
 */
export interface StorageInputs {
  readonly tubeType: TubeType | null
  readonly original: boolean
  readonly nanolitres: number | null
  readonly celsius: number | null
  readonly before: number | null
  readonly programmed: boolean | null
}

/** A duration in milliseconds; `none` where it does not apply; null where nobody said. */
export type Lasted = number | 'none' | null

/** `collection` and `fixation` are codes as the lab states them, or `autopsy` with the time since death. */
export interface SolidInputs {
  readonly collection: string | null
  readonly sinceDeath: number | null
  readonly warmIschaemia: Lasted
  readonly coldIschaemia: Lasted
  readonly fixation: string | null
  readonly fixationTime: Lasted
}

/**
 * What a ledger can know of one specimen. Times are UTC milliseconds, `keptBefore` and `keptAfter` tenths of a
 * degree Celsius. `spins` is null where no processing was told, and empty where one was told without a spin.
 */
export interface SprecInputs {
  readonly material: Material
  /** It is of several specimens that were put together, each with a past of its own. */
  readonly pooled: boolean
  readonly primaryTube: TubeType | null
  readonly collectedAt: number | null
  readonly processingBeganAt: number | null
  readonly keptBefore: number | null
  readonly spins: readonly SpinInput[] | null
  readonly processingEndedAt: number | null
  readonly keptAfter: number | null
  readonly storedAt: number | null
  readonly storage: StorageInputs
  readonly solid: SolidInputs
}

/** What an element lacks. */
export type Missing =
  | 'viability'
  | 'urine-kind'
  | 'spins'
  | 'primary-tube'
  | 'additive'
  | 'collected'
  | 'processing-began'
  | 'kept-before'
  | 'processing-ended'
  | 'kept-after'
  | 'stored'
  | 'vessel'
  | 'storage-temperature'
  | 'programme'
  | 'collection'
  | 'since-death'
  | 'warm-ischaemia'
  | 'cold-ischaemia'
  | 'fixation'
  | 'fixation-time'

/** What an element rests on. */
export type Rest =
  | { readonly what: 'material'; readonly material: Material }
  | { readonly what: 'spun'; readonly times: number }
  | { readonly what: 'tube'; readonly tubeType: TubeType }
  | { readonly what: 'between'; readonly from: number; readonly to: number }
  | { readonly what: 'collected' | 'began' | 'ended' | 'stored'; readonly at: number }
  | { readonly what: 'kept'; readonly celsius: number }
  | { readonly what: 'spin'; readonly spin: SpinInput }
  | { readonly what: 'holds'; readonly nanolitres: number }
  | { readonly what: 'set'; readonly celsius: number }
  | { readonly what: 'set-before'; readonly celsius: number }
  | { readonly what: 'programmed'; readonly programmed: boolean }
  | { readonly what: 'lasted'; readonly ms: number }
  | { readonly what: 'not-applicable' }
  | { readonly what: 'stated'; readonly code: string }

/**
 * - `coded`: the list has a code for it;
 * - `missing`: something is lacking, code X;
 * - `other`: it is known, and the list, all of which is known here, has no code for it, code Z;
 * - `contradiction`: what was recorded cannot be, code X;
 * - `unlisted`: it is known, and what is known here of the version's list has no code for it. It stands as `?`,
 *   which is no code of SPREC, so that nobody takes it for unknown or for other.
 */
export type ElementState = 'coded' | 'missing' | 'other' | 'contradiction' | 'unlisted'

export interface SprecElement {
  readonly element: ElementName
  readonly code: string
  readonly state: ElementState
  readonly rests: readonly Rest[]
  readonly missing: readonly Missing[]
  /** Whether all of this element's list is known here, in this version. */
  readonly complete: boolean
}

/**
 * `applies: false` where SPREC has no seven elements: DNA and RNA are complex derivatives, the parts of a pool
 * have a past each, and of material that nobody named it is not known whether it is fluid or solid.
 */
export type SprecResult =
  | {
      readonly applies: true
      readonly version: SprecVersion
      readonly kind: 'fluid' | 'solid'
      readonly code: string
      readonly elements: readonly SprecElement[]
      /** Whether all lists of this version and kind are known here. */
      readonly complete: boolean
    }
  | {
      readonly applies: false
      readonly version: SprecVersion
      readonly why: 'complex-derivative' | 'material-unknown' | 'pool'
    }
