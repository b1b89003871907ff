import { readEntity } from '#shared/domain/entities.ts'
import type { Fact } from '#shared/domain/facts.ts'
import type { EventBody } from '#shared/ledger/body.ts'
import { type Added, addToEntity, factOf, foldEntity, linkOf } from '../entities.ts'
import { rememberBody } from '../heads.ts'
import type { WriteDb } from '../open.ts'
import { projectCode } from './codes.ts'
import { projectContainer } from './containers.ts'
import { projectSpecimen } from './specimens.ts'
import { projectTube } from './tubes.ts'

/** Raised whenever a projection derives something else from the same events: benches then rebuild. */
export const PROJECTIONS = 4

/**
 * Brings every derived table up to date with one event that has just come into the ledger. Answers the
 * fact that it read, or null where this version cannot read it.
 */
export function project(db: WriteDb, event: number, body: EventBody): Fact | null {
  const fact = factOf(body)
  rememberBody(db, event, body)
  for (const [place, name] of body.ents.entries())
    if (body.ents.indexOf(name) === place)
      projectEntity(db, name, addToEntity(db, name, event, place, linkOf(body, name, fact)))
  return fact
}

/** The same for one entity whose events have come into another order. */
export function projectAgain(db: WriteDb, name: string): void {
  const again = foldEntity(db, name)
  if (again) projectEntity(db, name, again)
}

/** Sites, benches, people and studies are few: they are read from their heads. */
function projectEntity(db: WriteDb, name: string, { id: n, before, after }: Added): void {
  const { kind, id } = readEntity(name)
  if (kind === 'specimen') projectSpecimen(db, id, n, after)
  if (kind === 'tube') projectTube(db, id, before, after)
  if (kind === 'container') projectContainer(db, id, after)
  if (kind === 'code' && (before.length > 1 || after.length > 1)) projectCode(db, id)
}
