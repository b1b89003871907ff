import { readEntity } from '#shared/domain/entities.ts'
import { type Finding, MOST_TUBES } from '#shared/ledger/findings.ts'
import type { ReadDb } from '../open.ts'
import { people } from '../queries/people.ts'
import { isDamage } from './read.ts'

/** The entities that a bad event speaks of, and those of the events that rest on it. */
export const entitiesOf = (findings: readonly Finding[]): Set<string> =>
  new Set(
    findings.flatMap((one) =>
      one.type === 'event'
        ? [...(one.says?.entities ?? []), ...one.dependents.flatMap(({ entities }) => entities)]
        : [],
    ),
  )

/** The specimens among entities, by their identifiers. */
export const specimensOf = (entities: Iterable<string>): Set<string> =>
  new Set(
    [...entities]
      .map(readEntity)
      .flatMap(({ kind, id }) => (kind === 'specimen' || kind === 'tube' ? [id] : [])),
  )

/** Who acted, as bad events say. */
export const actorsOf = (findings: readonly Finding[]): Set<string> =>
  new Set(findings.flatMap((one) => (one.type === 'event' && one.says ? [one.says.actor] : [])))

/** The names of those who acted, as the ledger knows them. */
export function namesOf(db: ReadDb, findings: readonly Finding[]): Record<string, string> {
  const actors = actorsOf(findings)
  if (actors.size === 0) return {}
  try {
    const known = people(db).filter(({ person }) => actors.has(person))
    return Object.fromEntries(known.map(({ person, name }) => [person, name]))
  } catch {
    // Whoever shows these is told of damage anyhow: without a name there is still the identifier.
    return {}
  }
}

/** The codes of the tubes that depend on a bad event, as the ledger shows them: a person looks for these. */
export function tubesOf(db: ReadDb, findings: readonly Finding[]): string[] {
  const specimens = [...specimensOf(entitiesOf(findings))].slice(0, MOST_TUBES)
  if (specimens.length === 0) return []
  try {
    const code = db.prepare('SELECT code FROM specimen WHERE id = ?').pluck()
    return [...new Set(specimens.map((id) => String(code.get(id) ?? id)))].sort()
  } catch (error) {
    if (isDamage(error)) return specimens
    throw error
  }
}
