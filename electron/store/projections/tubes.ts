import type { ClaimOf, TubeClaim } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Head } from '#shared/domain/fold.ts'
import { agree } from '#shared/domain/tube/rules.ts'
import type { Place } from '#shared/domain/words.ts'
import { headsOf } from '../entities.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { projectCode } from './codes.ts'
import { setDiscrepancy } from './discrepancies.ts'
import { addToTally, taken } from './tally.ts'

const PUT = `
INSERT INTO tube_claim(specimen, uid, state, container, idx, holder, since) VALUES (?, ?, ?, ?, ?, ?, ?)`

const CHANGE = `
UPDATE tube_claim SET (uid, state, container, idx, holder, since) = (?, ?, ?, ?, ?, ?)
WHERE specimen = ? AND uid = ?`

/** Where a tube is claimed to be, and what that makes of every position it was or is in. */
export function projectTube(
  db: WriteDb,
  specimen: string,
  before: readonly Head[],
  after: readonly Head[],
): void {
  putClaims(db, specimen, claims(before), claims(after))
  if (before.length > 1 || after.length > 1)
    tubeInTwoPlaces(
      db,
      specimen,
      claims(after).map(({ claim }) => claim),
    )
  const was = places(before)
  const is = places(after)
  for (const [name, at] of new Map([...was, ...is]))
    projectPlace(db, specimen, at, Number(is.has(name)) - Number(was.has(name)))
  codeOfUndone(db, specimen)
}

interface Claim {
  readonly uid: string
  readonly claim: TubeClaim
}

function putClaims(
  db: WriteDb,
  specimen: string,
  before: readonly Claim[],
  after: readonly Claim[],
): void {
  // Nearly always one claim takes the place of one: a single statement then.
  if (before.length === 1 && after.length === 1) {
    statement(db, CHANGE).run(...valuesOf(after[0]!), specimen, before[0]!.uid)
    return
  }
  if (before.length > 0) statement(db, 'DELETE FROM tube_claim WHERE specimen = ?').run(specimen)
  for (const claim of after) statement(db, PUT).run(specimen, ...valuesOf(claim))
}

const valuesOf = ({ uid, claim }: Claim) => [
  uid,
  claim.state,
  claim.at?.container ?? null,
  claim.at?.index ?? null,
  claim.holder,
  claim.since,
]

/** Whether an undone accession still counts for its code depends on where its tube is. SPE-7 */
function codeOfUndone(db: WriteDb, specimen: string): void {
  const record = headsOf(db, entity.specimen(specimen)).at(-1)?.claim as ClaimOf['specimen'] | null
  if (record?.undone) projectCode(db, record.code)
}

const claims = (heads: readonly Head[]): Claim[] =>
  heads.flatMap(({ uid, claim }) => (claim ? [{ uid, claim: claim as TubeClaim }] : []))

function places(heads: readonly Head[]): Map<string, Place> {
  const found = new Map<string, Place>()
  for (const { claim } of claims(heads))
    if (claim.at) found.set(entity.position(claim.at), claim.at)
  return found
}

function tubeInTwoPlaces(db: WriteDb, specimen: string, said: readonly TubeClaim[]): void {
  const since = agree(said) ? null : Math.max(...said.map((claim) => claim.since))
  setDiscrepancy(db, 'tube-in-two-places', entity.tube(specimen), since)
}

/** What is true of a position after a tube came (1), went (-1) or stayed (0). */
function projectPlace(db: WriteDb, specimen: string, at: Place, change: number): void {
  const here = statement(
    db,
    'SELECT specimen, since FROM tube_claim WHERE container = ? AND idx = ?',
  ).all(at.container, at.index) as { specimen: string; since: number }[]
  const tubes = new Set(here.map((claim) => claim.specimen))
  const isAlone = tubes.size === Number(tubes.has(specimen))
  if (change !== 0 && isAlone) addToTally(db, taken(at.container), change)
  // No other tube is claimed to be here, so none can have been contested before.
  if (isAlone) return
  const since = tubes.size > 1 ? Math.max(...here.map((claim) => claim.since)) : null
  setDiscrepancy(db, 'position-contested', entity.position(at), since)
}
