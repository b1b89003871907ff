import type { Fact } from '../facts.ts'
import type { Head } from '../fold.ts'
import type { StatusClaim } from './facts.ts'

/** All heads taken together: what any of them holds back is held back. STA-1 */
export function wholeStatus(
  heads: readonly Pick<Head, 'claim'>[],
): Pick<StatusClaim, 'quarantined' | 'closed'> {
  const claims = heads.map(({ claim }) => claim as StatusClaim | null)
  return {
    quarantined: claims.find((one) => one?.quarantined)?.quarantined ?? null,
    closed: claims.find((one) => one?.closed)?.closed ?? null,
  }
}

/** STA-1: what any head that was seen holds back stays held back until an act says otherwise. */
export function statusClaim(fact: Fact, prior: readonly StatusClaim[]): StatusClaim | null {
  const quarantined = prior.find((one) => one?.quarantined)?.quarantined ?? null
  const closed = prior.find((one) => one?.closed)?.closed ?? null
  switch (fact.type) {
    case 'specimen.quarantined':
      return { specimen: fact.data.specimen, quarantined: fact.data.reason, closed }
    case 'specimen.released':
      return { specimen: fact.data.specimen, quarantined: null, closed }
    case 'specimen.closed':
      return { specimen: fact.data.specimen, quarantined, closed: fact.data.why }
    case 'specimen.reopened':
      return { specimen: fact.data.specimen, quarantined, closed: null }
    default:
      return null
  }
}
