import type { ClaimOf } from '#shared/domain/claims.ts'
import { DIFFER } from '#shared/domain/discrepancy/rules.ts'
import { readEntity } from '#shared/domain/entities.ts'
import type { Fact } from '#shared/domain/facts.ts'
import type { Head } from '#shared/domain/fold.ts'
import type { EventBody } from '#shared/ledger/body.ts'
import { type Added, addToEntity, factOf, foldEntity, linkOf } from '../entities.ts'
import { rememberBody } from '../heads.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { projectAmount } from './amounts.ts'
import { projectClock } from './clocks.ts'
import { projectContainer } from './containers.ts'
import { type Dirty, discrepancy, projectDiscrepancy } from './discrepancies.ts'
import {
  noticeAmount,
  noticeCauses,
  noticeDonor,
  noticeFork,
  noticeLimit,
  noticeRecord,
  noticeTube,
  noticeUnread,
} from './notice.ts'
import { projectSpecimen } from './specimens.ts'
import { projectParents, projectStatus } from './status.ts'
import { projectTube } from './tubes.ts'

/** Raised whenever a projection derives something else from the same events: benches then rebuild. */
export const PROJECTIONS = 10

/**
 * Brings every derived table up to date with one event that has just come into the ledger. Answers the
 * fact that it read, or null where this version cannot read it.
 */
export function project(db: WriteDb, event: number, body: EventBody): Fact | null {
  const fact = factOf(body)
  rememberBody(db, event, body)
  const dirty: Dirty = new Set()
  let isStraight = true
  for (const [place, name] of body.ents.entries()) {
    if (body.ents.indexOf(name) !== place) continue
    const added = addToEntity(db, name, event, place, linkOf(body, name, fact))
    projectEntity(db, name, added, fact, dirty)
    isStraight &&= added.isStraight
  }
  if (fact === null) noticeUnread(db, body)
  noticeCauses(db, body, isStraight)
  noticeFork(db, event, fact, dirty)
  projectClock(db, event, body)
  for (const id of dirty) projectDiscrepancy(db, id)
  return fact
}

/** The same for one entity whose events have come into another order. */
export function projectAgain(db: WriteDb, name: string): void {
  const again = foldEntity(db, name)
  if (!again) return
  const dirty: Dirty = new Set()
  projectEntity(db, name, again, null, dirty)
  for (const id of dirty) projectDiscrepancy(db, id)
}

/** After positions were given or lost: which chains were gone on with twice is seen in the common order. */
export function projectForksAgain(db: WriteDb): void {
  const ids = statement(db, FORKED).pluck().all() as string[]
  for (const id of ids) projectDiscrepancy(db, id)
}

const FORKED = `
SELECT 'chain-fork/chain:' || substr(name, 1, instr(name, '#') - 1) FROM chain WHERE instr(name, '#') > 0
UNION SELECT id FROM discrepancy WHERE kind = 'chain-fork'`

const isPool = (heads: readonly Head[]): boolean =>
  heads.some(({ claim }) => (claim as ClaimOf['specimen'] | null)?.parents !== undefined)

/** Sites, benches, people and studies are few: they are read from their heads. */
function projectEntity(
  db: WriteDb,
  name: string,
  added: Added,
  fact: Fact | null,
  dirty: Dirty,
): void {
  const { kind, id } = readEntity(name)
  const { before, after, isStraight } = added
  const isDisputed = before.length > 1 || after.length > 1 || !isStraight
  switch (kind) {
    case 'specimen':
      projectSpecimen(db, id, added.id, after)
      if (isPool(before) || isPool(after)) projectParents(db, id, after)
      noticeRecord(db, id, added, dirty)
      break
    case 'tube':
      projectTube(db, id, before, after, dirty)
      noticeTube(db, id, added, dirty)
      break
    case 'container':
      projectContainer(db, id, after)
      break
    case 'position':
      if (isDisputed) dirty.add(discrepancy('position-contested', name))
      break
    case 'code':
      if (isDisputed) dirty.add(discrepancy('code-twice', name))
      break
    case 'status':
      projectStatus(db, id, after)
      break
    case 'amount':
      projectAmount(db, id, fact, isStraight)
      noticeAmount(id, dirty)
      break
    case 'limits':
      noticeLimit(db, id, after, dirty)
      break
    case 'donor':
      noticeDonor(db, id, fact, dirty)
      break
    case 'discrepancy':
      dirty.add(id)
      // Two resolutions of that kind disagree about what they are about as well, and are settled with it.
      if (isDisputed && !id.startsWith(DIFFER)) dirty.add(discrepancy(DIFFER, name))
      break
  }
}
