import type { ClaimOf, CodeClaim, TubeClaim } from '#shared/domain/claims.ts'
import {
  amountOf,
  overdrawn,
  overthawed,
  situation,
  strictest,
} from '#shared/domain/discrepancy/amounts.ts'
import type { DiscrepancyKind } from '#shared/domain/discrepancy/facts.ts'
import {
  capped,
  codesDiffer,
  mergesOf,
  outcomesDiffer,
  placeMerges,
  tubesDiffer,
} from '#shared/domain/discrepancy/merges.ts'
import type { Situation } from '#shared/domain/discrepancy/state.ts'
import { outAfterWithdrawal } from '#shared/domain/discrepancy/withdrawal.ts'
import { donorsOf } from '#shared/domain/donor/rules.ts'
import { entity, readEntity, readPlace } from '#shared/domain/entities.ts'
import type { Fact } from '#shared/domain/facts.ts'
import { everyHead, type Head, type Link } from '#shared/domain/fold.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { bodiesOf, factOf, headsOf, linkOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'
import { forksOf } from './forks.ts'

/** What the events that are here make of one discrepancy; null where it is no matter of this table. */
export function situationOf(
  db: ReadDb,
  id: string,
  kind: DiscrepancyKind,
  name: string,
): Situation | null {
  const of = readEntity(name).id
  switch (kind) {
    case 'tube-in-two-places':
      return byHeads(db, name, tubesDiffer)
    case 'position-contested':
      return contested(db, name)
    case 'code-twice':
      return namedTwice(db, name, of)
    case 'out-after-withdrawal':
      return letGo(db, of)
    case 'quantity-negative':
      return overdrawn(recordOf(db, of)?.nanolitres ?? null, amountOf(amountFacts(db, of)))
    case 'thaw-limit':
      return thawed(db, of)
    case 'resolutions-differ':
      return byHeads(db, name, outcomesDiffer)
    case 'chain-fork':
      return forksOf(db, of)
    case 'clock-suspect':
    case 'unknown-event':
    case 'cause-lost':
      return gathered(db, id)
    default:
      return null
  }
}

/** The links of an entity as far as they are here, in the order in which they are shown. */
export const linksOf = (db: ReadDb, name: string): Link[] =>
  bodiesOf(db, name).map(({ body }) => linkOf(body, name, factOf(body)))

const factsOf = (db: ReadDb, name: string): Fact[] =>
  linksOf(db, name).flatMap(({ fact }) => (fact ? [fact] : []))

export const amountFacts = (db: ReadDb, specimen: string): Fact[] =>
  factsOf(db, entity.amount(specimen))

const recordOf = (db: ReadDb, specimen: string) =>
  headsOf(db, entity.specimen(specimen)).at(-1)?.claim as ClaimOf['specimen'] | null | undefined

const withClaims = (heads: readonly Head[]): Head[] => heads.filter(({ claim }) => claim !== null)

function byHeads(db: ReadDb, name: string, differ: (heads: readonly Head[]) => boolean): Situation {
  const heads = withClaims(headsOf(db, name))
  const links = linksOf(db, name)
  const holds = differ(heads)
  return {
    holds,
    evidence: holds ? capped(heads.map(({ uid }) => uid)) : [],
    merges: mergesOf(links, everyHead(name, links), differ),
  }
}

function contested(db: ReadDb, name: string): Situation {
  const at = readPlace(readEntity(name).id)
  const here = statement(
    db,
    'SELECT specimen, uid FROM tube_claim WHERE container = ? AND idx = ?',
  ).all(at.container, at.index) as { specimen: string; uid: string }[]
  const holds = new Set(here.map(({ specimen }) => specimen)).size > 1
  return {
    holds,
    evidence: holds ? capped(here.map(({ uid }) => uid)) : [],
    merges: placeMerges(name, linksOf(db, name)),
  }
}

function namedTwice(db: ReadDb, name: string, code: string): Situation {
  const named = new Set(inUse(createWorld(db), code).map(({ of, id }) => `${of}:${id}`))
  const holds = named.size > 1
  const heads = withClaims(headsOf(db, name)).filter(({ claim }) => {
    const { of, id } = claim as CodeClaim
    return named.has(`${of}:${id}`)
  })
  const links = linksOf(db, name)
  const ever = everyHead(name, links)
  return {
    holds,
    evidence: holds ? capped(heads.map(({ uid }) => uid)) : [],
    merges: mergesOf(links, ever, codesDiffer(takenBack(links, ever))),
  }
}

/** Registrations that were taken back and left the code where it was. */
function takenBack(links: readonly Link[], ever: ReadonlyMap<string, Head>): Set<string> {
  return new Set(
    links.flatMap(({ uid, fact }) => {
      if (fact?.type !== 'specimen.accession_undone') return []
      const claim = ever.get(uid)?.claim as CodeClaim | null | undefined
      return claim?.id === fact.data.specimen ? [uid] : []
    }),
  )
}

function letGo(db: ReadDb, specimen: string): Situation {
  const donors = donorsOf(createWorld(db), specimen)
  if (donors.length === 0) return { holds: false, evidence: [], merges: [] }
  const undone = [entity.tube(specimen), entity.amount(specimen)]
    .flatMap((name) => factsOf(db, name))
    .flatMap(({ data }) => ('undoes' in data && data.undoes ? [data.undoes] : []))
  const out = withClaims(headsOf(db, entity.tube(specimen)))
    .filter(({ claim }) => (claim as TubeClaim).state === 'out')
    .map(({ uid }) => uid)
  const late = donors
    .map((donor) =>
      outAfterWithdrawal(specimen, linksOf(db, entity.donor(donor)), new Set(undone), out),
    )
    .filter(({ holds }) => holds)
  return situation(late.length > 0, new Set(late.flatMap(({ evidence }) => evidence)))
}

function thawed(db: ReadDb, specimen: string): Situation {
  const study = recordOf(db, specimen)?.study
  const heads = study === undefined ? [] : withClaims(headsOf(db, entity.limits(study)))
  const limit = strictest(heads.map(({ claim }) => (claim as ClaimOf['limits']).thaws))
  const limits = heads.map(({ uid }) => uid)
  return overthawed(limit, limits, amountOf(amountFacts(db, specimen)))
}

function gathered(db: ReadDb, id: string): Situation {
  const text = statement(db, 'SELECT evidence FROM discrepancy WHERE id = ?').pluck().get(id)
  const evidence = text === undefined ? [] : (JSON.parse(text as string) as string[])
  return { holds: evidence.length > 0, evidence, merges: [] }
}
