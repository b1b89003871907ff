import type { ClaimOf } from './claims.ts'
import { type EntityKind, entity } from './entities.ts'
import type { Fact } from './facts.ts'
import { processingClaim } from './processing/evolve.ts'
import { itemClaim, shipmentClaim } from './shipment/evolve.ts'
import { statusClaim } from './status/evolve.ts'
import type { Place } from './words.ts'

/**
 * What a fact claims about one of the entities it writes. `prior` is what the heads it superseded
 * claimed, in order. Null: the fact says nothing about this kind, so the prior claim stands.
 */
export function claim(
  kind: EntityKind,
  name: string,
  fact: Fact,
  prior: readonly unknown[],
): unknown {
  switch (kind) {
    case 'tube':
      return tubeClaim(fact)
    case 'position':
      return positionClaim(name, fact)
    case 'specimen':
      return specimenClaim(fact, prior as readonly ClaimOf['specimen'][])
    case 'code':
      return codeClaim(name, fact, prior as readonly ClaimOf['code'][])
    case 'site':
      return fact.type === 'site.founded' ? fact.data : null
    case 'bench':
      return fact.type === 'bench.added' ? fact.data : null
    case 'person':
      return fact.type === 'person.added' ? fact.data : null
    case 'study':
      return fact.type === 'study.created' ? fact.data : null
    case 'container':
      return fact.type === 'container.created' ? fact.data : null
    case 'key':
      return fact.type === 'bench.key_added' ? fact.data : null
    case 'chain':
      return fact.type === 'bench.incarnated' ? fact.data : null
    case 'incident':
      return fact.type === 'ledger.incident_recorded' ? fact.data : null
    case 'donor':
      return donorClaim(fact, prior as readonly ClaimOf['donor'][])
    case 'donorkey':
      return fact.type === 'donor.key_added' ? fact.data : null
    case 'amount':
    case 'files':
      return 'specimen' in fact.data ? { specimen: fact.data.specimen } : null
    case 'limits':
      return fact.type === 'study.thaw_limit_set' ? fact.data : null
    case 'discrepancy':
      return fact.type === 'discrepancy.resolved' ? fact.data : null
    case 'bundle':
      return 'bundle' in fact.data ? { bundle: fact.data.bundle } : null
    case 'status':
      return statusClaim(fact, prior as readonly ClaimOf['status'][])
    case 'described':
      return fact.type === 'specimen.described' ? fact.data : null
    case 'label':
      return 'specimen' in fact.data ? { specimen: fact.data.specimen } : null
    case 'protocol':
      return fact.type === 'study.protocol_published' ? fact.data : null
    case 'visit':
      return fact.type === 'study.visit_recorded' ? fact.data : null
    case 'identifiers':
      return fact.type === 'study.identifiers_set' ? fact.data : null
    case 'fields':
      return fact.type === 'study.fields_set' ? fact.data : null
    case 'processing':
      return processingClaim(fact, prior as readonly ClaimOf['processing'][])
    case 'shipment':
      return shipmentClaim(fact, prior as readonly ClaimOf['shipment'][])
    case 'item':
      return itemClaim(fact)
    case 'rescan':
      return fact.type === 'box.rescanned' ? { container: fact.data.container } : null
    case 'issuers':
      return fact.type === 'site.issuers_set' ? fact.data : null
    case 'external':
      return externalClaim(fact, prior as readonly ClaimOf['external'][])
  }
}

/** TRA-8: one code may name tubes of several sites; none of them is forgotten for a later one. */
function externalClaim(
  fact: Fact,
  prior: readonly ClaimOf['external'][],
): ClaimOf['external'] | null {
  if (fact.type !== 'specimen.arrived') return null
  const { specimen, siteName: issuer } = fact.data
  const before = prior.flatMap((claim) => claim?.tubes ?? [])
  return { tubes: [...before.filter((one) => one.specimen !== specimen), { specimen, issuer }] }
}

/** What all heads of a foreign code name, each tube once. */
export function tubesNamed(heads: readonly ClaimOf['external'][]): ClaimOf['external']['tubes'] {
  const all = heads.flatMap(({ tubes }) => tubes)
  return all.filter((one, i) => all.findIndex(({ specimen }) => specimen === one.specimen) === i)
}

function donorClaim(fact: Fact, prior: readonly ClaimOf['donor'][]): ClaimOf['donor'] | null {
  const withdrawn = prior.find((claim) => claim?.withdrawn)?.withdrawn ?? null
  const erased = prior.some((claim) => claim?.erased)
  if (fact.type === 'donor.withdrawn')
    return { donor: fact.data.donor, withdrawn: withdrawn ?? fact.data, erased }
  if (fact.type === 'donor.erased') return { donor: fact.data.donor, withdrawn, erased: true }
  // An act that only saw the donor, perhaps by several heads, must not lose what any of them says.
  const donor = prior.find((claim) => claim)?.donor
  return donor === undefined ? null : { donor, withdrawn, erased }
}

function tubeClaim(fact: Fact): ClaimOf['tube'] | null {
  const inHand = { at: null, holder: fact.actor, since: fact.at } as const
  const inPlace = (at: Place) => ({ at, holder: null, since: fact.at }) as const
  switch (fact.type) {
    case 'specimen.accessioned':
    case 'specimen.accession_undone':
    case 'specimen.placement_undone':
      return { specimen: fact.data.specimen, state: 'unplaced', ...inHand }
    case 'specimen.stored':
    case 'specimen.moved':
    case 'specimen.returned':
      return { specimen: fact.data.specimen, state: 'stored', ...inPlace(fact.data.at) }
    case 'specimen.arrived':
      return { specimen: fact.data.specimen, state: 'unplaced', ...inHand }
    case 'specimen.dispatched':
    case 'specimen.missed': {
      const { specimen } = fact.data
      const state = fact.type === 'specimen.missed' ? 'missing' : 'dispatched'
      return { specimen, state, at: null, holder: null, since: fact.at }
    }
    case 'specimen.checked_out':
      return {
        specimen: fact.data.specimen,
        state: 'out',
        at: fact.data.at,
        holder: fact.data.holder ?? fact.actor,
        since: fact.data.since ?? fact.at,
      }
    default:
      return null
  }
}

function positionClaim(name: string, fact: Fact): ClaimOf['position'] | null {
  switch (fact.type) {
    case 'specimen.stored':
    case 'specimen.moved':
    case 'specimen.returned':
      return { tube: entity.position(fact.data.at) === name ? fact.data.specimen : null }
    case 'specimen.checked_out':
      return { tube: fact.data.specimen }
    case 'specimen.placement_undone':
    case 'specimen.dispatched':
    case 'specimen.missed':
      return { tube: null }
    default:
      return null
  }
}

function specimenClaim(
  fact: Fact,
  prior: readonly ClaimOf['specimen'][],
): ClaimOf['specimen'] | null {
  if (fact.type === 'specimen.accessioned')
    return { ...fact.data, undone: false, receivedAt: fact.at, receivedBy: fact.actor }
  const last = prior.at(-1)
  if (fact.type === 'specimen.accession_undone' && last) return { ...last, undone: true }
  if (fact.type === 'specimen.relabelled' && last) return { ...last, code: fact.data.code }
  return null
}

/** An undone accession leaves the code bound, but to the other one where two had bound it. UND-3 */
function codeClaim(
  name: string,
  fact: Fact,
  prior: readonly ClaimOf['code'][],
): ClaimOf['code'] | null {
  switch (fact.type) {
    case 'specimen.accessioned':
      return { of: 'specimen', id: fact.data.specimen }
    case 'specimen.accession_undone': {
      const { specimen } = fact.data
      return prior.findLast((claim) => claim?.id !== specimen) ?? { of: 'specimen', id: specimen }
    }
    case 'specimen.relabelled': {
      const { specimen, code } = fact.data
      if (entity.code(code) === name) return { of: 'specimen', id: specimen }
      return prior.findLast((claim) => claim?.id !== specimen) ?? { of: 'specimen', id: specimen }
    }
    case 'container.created':
      return { of: 'container', id: fact.data.container }
    default:
      return null
  }
}
