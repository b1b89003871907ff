import type { DiscrepancyKind, Outcome } from '../domain/discrepancy/facts.ts'
import type { DiscrepancyState } from '../domain/discrepancy/state.ts'
import type { Material } from '../domain/words.ts'
import type { CustodyView, PlaceView } from './views.ts'

/** One side of a discrepancy: who says so, and what it rests on. */
export interface DiscrepancyClaim {
  /** The event that it rests on. */
  readonly uid: string
  /** Null where it is about no specimen. */
  readonly specimen: string | null
  readonly code: string | null
  readonly material: Material | null
  readonly study: string | null
  readonly bench: string
  readonly place: PlaceView | null
  /** What led to it, newest first. */
  readonly custody: readonly CustodyView[]
  /** Nobody who settled the matter before had seen it. */
  readonly isNew: boolean
}

/** What somebody has found to be true, and why. */
export interface ResolutionView {
  readonly uid: string
  readonly outcome: Outcome
  /** The code of the specimen that the outcome names, and the place. */
  readonly code: string | null
  readonly place: PlaceView | null
  readonly reason: string
  readonly person: string
  readonly bench: string
  readonly at: number
  readonly off: number
}

/** The numbers and names behind a discrepancy, as far as its kind has any. */
export interface DiscrepancyAbout {
  /** Nanolitres. */
  readonly had: number | null
  readonly used: number | null
  readonly thaws: number | null
  readonly limit: number | null
  readonly donor: string | null
  /** Of two resolutions that differ: what they are about. */
  readonly of: { readonly id: string; readonly kind: DiscrepancyKind } | null
}

export interface DiscrepancyView {
  /** Deterministic: every bench gives the same discrepancy the same id. */
  readonly id: string
  readonly kind: DiscrepancyKind
  readonly state: DiscrepancyState
  /** It disagrees now; otherwise something has cleared it. */
  readonly holds: boolean
  /** What a resolution has to name. */
  readonly basis: readonly string[]
  readonly title: string
  readonly path: string
  readonly since: number
  readonly about: DiscrepancyAbout
  readonly claims: readonly DiscrepancyClaim[]
  /** Newest first. */
  readonly resolutions: readonly ResolutionView[]
  /** Only a manager may settle it. */
  readonly managed: boolean
}
