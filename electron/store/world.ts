import type { ClaimOf, CodeClaim, TubeClaim } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Fact } from '#shared/domain/facts.ts'
import type { World } from '#shared/domain/world.ts'
import { bodyOf, factOf, headsOf } from './entities.ts'
import type { ReadDb } from './open.ts'
import { claimsOfKind } from './queries/people.ts'
import { statement } from './sql.ts'

/** The domain's view of the ledger. Reads within the transaction of whoever asks. */
export function createWorld(db: ReadDb): World {
  const last = (name: string) => headsOf(db, name).at(-1)?.claim ?? null
  return {
    site: () => siteOf(db),
    person: (id) => last(entity.person(id)) as ClaimOf['person'] | null,
    badge: (digest) =>
      claimsOfKind<ClaimOf['person']>(db, 'person').filter((p) => p.badge === digest),
    study: (id) => last(entity.study(id)) as ClaimOf['study'] | null,
    container: (id) => last(entity.container(id)) as ClaimOf['container'] | null,
    specimen: (id) => last(entity.specimen(id)) as ClaimOf['specimen'] | null,
    tube: (specimen) =>
      headsOf(db, entity.tube(specimen)).flatMap(({ uid, claim }) =>
        claim ? [{ ...(claim as TubeClaim), uid }] : [],
      ),
    code: (text) =>
      headsOf(db, entity.code(text)).flatMap(({ claim }) => (claim ? [claim as CodeClaim] : [])),
    occupants: (at) =>
      (statement(db, OCCUPANTS).all(at.container, at.index) as Occupant[])
        .toSorted(earlier)
        .map(({ uid: _, ...row }) => ({ ...row, at })),
    containersAt: (at) =>
      statement(db, 'SELECT id FROM container WHERE parent = ? AND idx = ?')
        .pluck()
        .all(at.container, at.index) as string[],
    command: (id) => factsOfCommand(db, id),
  }
}

const OCCUPANTS = `
SELECT specimen, uid, state, holder, since FROM tube_claim WHERE container = ? AND idx = ?`

type Occupant = Omit<TubeClaim, 'at'> & { readonly uid: string }

// Sorted here: SQLite builds a table for ORDER BY each time, and there is hardly ever more than one.
const earlier = (a: Occupant, b: Occupant): number => a.since - b.since || (a.uid < b.uid ? -1 : 1)

function siteOf(db: ReadDb): ClaimOf['site'] | null {
  const row = statement(
    db,
    "SELECT heads FROM entity WHERE name >= 'site:' AND name < 'site;' ORDER BY id LIMIT 1",
  ).get() as { heads: string } | undefined
  return row ? (JSON.parse(row.heads) as { claim: ClaimOf['site'] }[]).at(-1)!.claim : null
}

function factsOfCommand(db: ReadDb, id: string): Fact[] {
  const rows = statement(
    db,
    `SELECT e.body FROM command_done c JOIN event e ON e.id BETWEEN c.first_event AND c.last_event
     WHERE c.id = ? ORDER BY e.id`,
  ).all(id) as { body: string }[]
  return rows.map(({ body }) => factOf(bodyOf(body))).filter((fact) => fact !== null)
}
