import type { ContainerCreated } from './container/facts.ts'
import type { BenchAdded, PersonAdded, SiteFounded } from './directory/facts.ts'
import type { IssuersSet } from './directory/issuers.ts'
import type { DiscrepancyResolved, ThawLimitSet } from './discrepancy/facts.ts'
import type { DonorKeyAdded, DonorWithdrawn } from './donor/facts.ts'
import type { BenchIncarnated, IncidentRecorded, KeyAdded } from './keeping/facts.ts'
import type { ProcessingRecorded } from './processing/facts.ts'
import type { ItemClaim, ShipmentClaim } from './shipment/facts.ts'
import type { SpecimenDescribed } from './specimen/described.ts'
import type { SpecimenAccessioned } from './specimen/facts.ts'
import type { StatusClaim } from './status/facts.ts'
import type {
  FieldsSet,
  IdentifiersSet,
  ProtocolPublished,
  StudyCreated,
  VisitRecorded,
} from './study/facts.ts'
import type { Place } from './words.ts'

/** Where a tube is and who has it. `at` stays set while it is out: its position is held. */
export interface TubeClaim {
  readonly specimen: string
  /** `missing`: it was not in its place when its box was read. RSC-7 */
  readonly state: 'unplaced' | 'stored' | 'out' | 'dispatched' | 'missing'
  readonly at: Place | null
  /** The person who has it in hand; null while its container has it, or another site. */
  readonly holder: string | null
  readonly since: number
}

export type SpecimenClaim = SpecimenAccessioned & {
  readonly undone: boolean
  readonly receivedAt: number
  readonly receivedBy: string
}

/** What a barcode names. An undone accession leaves it bound, so that the code stays that tube's for ever. */
export interface CodeClaim {
  readonly of: 'specimen' | 'container'
  readonly id: string
}

/** The tubes that a code of another site names here, each with that site's name. */
export interface ExternalClaim {
  readonly tubes: readonly { readonly specimen: string; readonly issuer: string }[]
}

/** Which tube an event put into a position, or null where it emptied it. */
export interface PositionClaim {
  readonly tube: string | null
}

/** Once withdrawn or erased, a donor stays so whatever is said later. */
export interface DonorClaim {
  readonly donor: string
  readonly withdrawn: DonorWithdrawn | null
  readonly erased: boolean
}

/** What one head says about an entity, by the entity's kind. */
export interface ClaimOf {
  site: SiteFounded
  bench: BenchAdded
  person: PersonAdded
  study: StudyCreated
  container: ContainerCreated
  specimen: SpecimenClaim
  tube: TubeClaim
  code: CodeClaim
  position: PositionClaim
  key: KeyAdded
  chain: BenchIncarnated
  incident: IncidentRecorded
  donor: DonorClaim
  donorkey: DonorKeyAdded
  /** Uses add up over all events of the entity; a head says no more than whose it is. */
  amount: { readonly specimen: string }
  limits: ThawLimitSet
  discrepancy: DiscrepancyResolved
  files: { readonly specimen: string }
  bundle: { readonly bundle: string }
  status: StatusClaim
  described: SpecimenDescribed
  label: { readonly specimen: string }
  protocol: ProtocolPublished
  visit: VisitRecorded
  identifiers: IdentifiersSet
  fields: FieldsSet
  /** `uid`: of the fact that told it. */
  processing: ProcessingRecorded & { readonly uid: string; readonly undone: boolean }
  shipment: ShipmentClaim
  item: ItemClaim
  rescan: { readonly container: string }
  issuers: IssuersSet
  external: ExternalClaim
}
