import type { Fact } from '../facts.ts'
import { capped } from './merges.ts'
import type { Situation } from './state.ts'

/** What was used of a specimen, in nanolitres, and how often it was thawed: the events that count. */
export interface Amount {
  readonly used: number
  readonly thaws: number
  readonly uses: readonly string[]
  readonly thawings: readonly string[]
}

/** DIS-8: what benches record apart adds up; what was taken back, however often, counts for nothing. */
export function amountOf(facts: Iterable<Fact>): Amount {
  const all = [...facts]
  const undone = new Set(all.flatMap((fact) => undoes(fact) ?? []))
  const counts = all.filter((fact) => !undone.has(fact.uid) && undoes(fact) === null)
  const uses = counts.filter((fact) => fact.type === 'specimen.used')
  const thawings = counts.filter((fact) => fact.type === 'specimen.thawed')
  return {
    used: uses.reduce((sum, { data }) => sum + data.nanolitres, 0),
    thaws: thawings.length,
    uses: uses.map(({ uid }) => uid),
    thawings: thawings.map(({ uid }) => uid),
  }
}

const undoes = ({ data }: Fact): string | null =>
  'undoes' in data && data.undoes !== undefined ? data.undoes : null

/** More was used than was ever there. A specimen of which nobody said how much there was has no limit. */
export const overdrawn = (had: number | null, { used, uses }: Amount): Situation =>
  situation(had !== null && used > had, uses)

/** Thawed more often than its study allows; `limits` are the events that say how often that is. */
export const overthawed = (
  limit: number | null,
  limits: readonly string[],
  { thaws, thawings }: Amount,
): Situation => situation(limit !== null && thaws > limit, [...thawings, ...limits])

export const situation = (holds: boolean, evidence: Iterable<string>): Situation => ({
  holds,
  evidence: holds ? capped(evidence) : [],
  merges: [],
})

/** Where benches set different limits apart, the strictest counts. */
export function strictest(limits: readonly (number | null)[]): number | null {
  const set = limits.filter((limit) => limit !== null)
  return set.length === 0 ? null : Math.min(...set)
}
