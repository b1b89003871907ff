import type { ClaimOf, TubeClaim } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Head } from '#shared/domain/fold.ts'
import type { Place } from '#shared/domain/words.ts'
import { headsOf } from '../entities.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { type Dirty, discrepancy } from './discrepancies.ts'
import { addToTally, MISSING, taken } from './tally.ts'

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
  dirty: Dirty,
): void {
  putClaims(db, specimen, claims(before), claims(after))
  const missing = Number(isMissing(after)) - Number(isMissing(before))
  if (missing !== 0) addToTally(db, MISSING, missing)
  const was = places(before)
  const is = places(after)
  for (const [name, at] of new Map([...was, ...is]))
    projectPlace(db, specimen, at, Number(is.has(name)) - Number(was.has(name)), dirty)
  codeOfUndone(db, specimen, dirty)
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
function codeOfUndone(db: WriteDb, specimen: string, dirty: Dirty): void {
  const record = headsOf(db, entity.specimen(specimen)).at(-1)?.claim as ClaimOf['specimen'] | null
  if (record?.undone) dirty.add(discrepancy('code-twice', entity.code(record.code)))
}

const claims = (heads: readonly Head[]): Claim[] =>
  heads.flatMap(({ uid, claim }) => (claim ? [{ uid, claim: claim as TubeClaim }] : []))

const isMissing = (heads: readonly Head[]): boolean =>
  claims(heads).some(({ claim }) => claim.state === 'missing')

function places(heads: readonly Head[]): Map<string, Place> {
  const found = new Map<string, Place>()
  for (const { claim } of claims(heads))
    if (claim.at) found.set(entity.position(claim.at), claim.at)
  return found
}

/** What is true of a position after a tube came (1), went (-1) or stayed (0). */
function projectPlace(
  db: WriteDb,
  specimen: string,
  at: Place,
  change: number,
  dirty: Dirty,
): void {
  const here = statement(db, 'SELECT specimen FROM tube_claim WHERE container = ? AND idx = ?')
    .pluck()
    .all(at.container, at.index) as string[]
  const tubes = new Set(here)
  const isAlone = tubes.size === Number(tubes.has(specimen))
  if (change !== 0 && isAlone) addToTally(db, taken(at.container), change)
  // No other tube is claimed to be here, so none can have been contested before.
  if (!isAlone) dirty.add(discrepancy('position-contested', entity.position(at)))
}
