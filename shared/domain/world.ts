import type { ClaimOf, CodeClaim, PositionClaim, TubeClaim } from './claims.ts'
import type { Issuer } from './directory/issuers.ts'
import type { DiscrepancyState } from './discrepancy/state.ts'
import type { DonorWithdrawn } from './donor/facts.ts'
import type { Fact } from './facts.ts'
import type { ItemClaim, ShipmentClaim } from './shipment/facts.ts'
import type { StatusClaim } from './status/facts.ts'
import type { Place } from './words.ts'

/**
 * What a decision may look at: the present heads of the entities it names. Where there is more than one
 * head, all are given; a decision never picks a winner.
 */
export interface World {
  site(): ClaimOf['site'] | null
  person(id: string): ClaimOf['person'] | null
  /** The people whose badge has this digest; one at most, unless two benches gave it out apart. */
  badge(digest: string): readonly ClaimOf['person'][]
  study(id: string): ClaimOf['study'] | null
  container(id: string): ClaimOf['container'] | null
  /** A record whose accession was undone counts as live while its tube is claimed to be in a place. SPE-7 */
  specimen(id: string): ClaimOf['specimen'] | null
  /** The specimens that were made from one and are live. */
  children(specimen: string): readonly string[]
  /** Every place that a specimen's tube is claimed to be in; more than one is a dispute. */
  tube(specimen: string): readonly (TubeClaim & { readonly uid: string })[]
  /** What a barcode is bound to; more than one is a duplicate accession. */
  code(text: string): readonly CodeClaim[]
  /** The tubes that are claimed to be in a position, checked-out ones included; no clock orders them. */
  occupants(at: Place): readonly TubeClaim[]
  /** What stands at a place of a container, e.g. the box in a rack. */
  containersAt(at: Place): readonly string[]
  /** What is known of a donor's consent, by pseudonym or, for its key alone, by a specimen's identifier. */
  donor(name: string): { readonly withdrawn: DonorWithdrawn | null; readonly erased: boolean }
  /** The public keys to which texts about a donor are sealed; more than one where benches made them apart. */
  donorKeys(name: string): readonly string[]
  /** The facts about what was used of a specimen and how often it was thawed. */
  amount(specimen: string): readonly Fact[]
  /** How often specimens of a study may be thawed; null: as often as one likes. */
  thawLimit(study: string): number | null
  /** Whether this tube of a bundle was received here before. */
  received(bundle: string, external: string): boolean
  /** Why a specimen is held back or closed, whichever head says it; `uids` are the heads. STA-1 */
  status(
    specimen: string,
  ): Pick<StatusClaim, 'quarantined' | 'closed'> & { readonly uids: readonly string[] }
  protocol(id: string): ClaimOf['protocol'] | null
  /** How tube codes of a study look, as every head says it. */
  identifiers(study: string): readonly ClaimOf['identifiers'][]
  /** The fields of a study, as every head says them. */
  fields(study: string): readonly ClaimOf['fields'][]
  processing(id: string): ClaimOf['processing'] | null
  /** The specimens that were made in a batch and are live. */
  made(processing: string): readonly string[]
  /** A consignment, all its heads taken together. SHP-1 */
  shipment(id: string): ShipmentClaim | null
  /** What is said of one tube of a consignment, by every head. */
  item(shipment: string, code: string): readonly NonNullable<ItemClaim>[]
  /** Who else gives out codes, as every head says it. */
  issuers(): readonly Issuer[]
  /** The tubes here that a code of another site names. */
  external(code: string): ClaimOf['external']['tubes']
  /** Whether a label was ever printed for it. */
  isPrinted(specimen: string): boolean
  /** A discrepancy by its id; null where there is none and never was. */
  discrepancy(id: string): DiscrepancyNow | null
  /** The facts that a command brought about, in order. */
  command(id: string): readonly PastFact[]
  /** The fact of one event; null where there is none that this version can read. */
  fact(uid: string): Fact | null
  /** Whether a newer version said of this entity what this one must not act over. */
  isNewer(entity: string): boolean
}

/** How a discrepancy stands. `basis` is what a resolution has to name. */
export interface DiscrepancyNow {
  readonly state: DiscrepancyState
  readonly holds: boolean
  readonly basis: readonly string[]
}

/** A fact with the heads that it saw, by entity. */
export type PastFact = Fact & { readonly base: Readonly<Record<string, readonly string[]>> }

export type { ClaimOf, CodeClaim, PositionClaim, TubeClaim }
