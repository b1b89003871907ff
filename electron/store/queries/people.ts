import { createHash } from 'node:crypto'
import type { PersonView, StudyView } from '#shared/contract/views.ts'
import type { ClaimOf } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { headsOf } from '../entities.ts'
import { getMeta } from '../meta.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'

/** The last heads of all entities of one kind, for the kinds of which there are few. */
export function claimsOfKind<T>(db: ReadDb, kind: string): T[] {
  const rows = statement(
    db,
    'SELECT heads FROM entity WHERE name >= ? AND name < ? ORDER BY name',
  ).all(`${kind}:`, `${kind};`) as { heads: string }[]
  return rows.flatMap(({ heads }) => (claimIn(heads) as T | null) ?? [])
}

/** The few people, studies and benches are asked for at every scan, and hardly ever change. */
const claimIn = memoized(500, (heads: string): unknown => {
  const parsed = JSON.parse(heads) as { claim: unknown }[]
  return parsed.at(-1)?.claim ?? null
})

/** Remembers the answers to the last questions, up to so many. */
function memoized<Answer>(most: number, ask: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>()
  return (text) => {
    if (known.has(text)) return known.get(text)!
    if (known.size === most) known.clear()
    const answer = ask(text)
    known.set(text, answer)
    return answer
  }
}

export function people(db: ReadDb): PersonView[] {
  return claimsOfKind<ClaimOf['person']>(db, 'person')
    .map(({ person, name, role }) => ({ person, name, role }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

export const studies = (db: ReadDb): StudyView[] =>
  claimsOfKind<ClaimOf['study']>(db, 'study').sort((a, b) => a.code.localeCompare(b.code))

export const site = (db: ReadDb): ClaimOf['site'] | null =>
  claimsOfKind<ClaimOf['site']>(db, 'site')[0] ?? null

/** The benches of the site by installation. */
export const benches = (db: ReadDb): Map<string, ClaimOf['bench']> =>
  new Map(claimsOfKind<ClaimOf['bench']>(db, 'bench').map((bench) => [bench.bench, bench]))

/** A person's name, or what stands for the actor where it is the bench itself. */
export function nameOf(db: ReadDb, actor: string): string {
  const person = headsOf(db, entity.person(actor)).at(-1)?.claim as ClaimOf['person'] | undefined
  return person?.name ?? (actor.startsWith('bench:') ? 'Frostkeep' : '?')
}

/** The digest under which a badge is known to a site. The code itself is kept nowhere. */
export const badgeDigest = (stream: string, code: string): string =>
  createHash('sha256').update(`badge1|${stream}|${code}`).digest('hex')

/** A badge is one person's; where benches apart gave it to two, it is neither's. DIR-5 */
export type BadgeFault = { readonly type: 'UnknownBadge' | 'AmbiguousBadge' }

export function personOfBadge(db: ReadDb, code: string): Result<PersonView, BadgeFault> {
  const [found, another] = holdersOfBadge(db, code)
  if (!found) return err({ type: 'UnknownBadge' })
  return another ? err({ type: 'AmbiguousBadge' }) : ok(found)
}

/** Everybody who was given a badge of this code. */
export function holdersOfBadge(db: ReadDb, code: string): PersonView[] {
  const badge = badgeDigest(getMeta(db, 'stream') ?? '', code)
  return claimsOfKind<ClaimOf['person']>(db, 'person')
    .filter((p) => p.badge === badge)
    .map(({ person, name, role }) => ({ person, name, role }))
}
