import type { ClaimOf, CodeClaim, PositionClaim, TubeClaim } from './claims.ts'
import type { Fact } from './facts.ts'
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
  specimen(id: string): ClaimOf['specimen'] | null
  /** Every place that a specimen's tube is claimed to be in; more than one is a dispute. */
  tube(specimen: string): readonly (TubeClaim & { readonly uid: string })[]
  /** What a barcode is bound to; more than one is a duplicate accession. */
  code(text: string): readonly CodeClaim[]
  /** The tubes that are claimed to be in a position, checked-out ones included. */
  occupants(at: Place): readonly TubeClaim[]
  /** What stands at a place of a container, e.g. the box in a rack. */
  containersAt(at: Place): readonly string[]
  /** The facts that a command brought about, in order. */
  command(id: string): readonly Fact[]
}

export type { ClaimOf, CodeClaim, PositionClaim, TubeClaim }
