import { NEEDS_CONSENT } from '../donor/rules.ts'
import type { Fact } from '../facts.ts'
import type { Link } from '../fold.ts'
import { situation } from './amounts.ts'
import type { Situation } from './state.ts'

/** The specimen that an event let go, or null. */
export function releasedBy(fact: Fact | null): string | null {
  return fact && NEEDS_CONSENT.has(fact.type) && 'specimen' in fact.data ? fact.data.specimen : null
}

/**
 * DIS-7: a specimen was let go by somebody of whom whoever withdrew the consent had not heard, or it is out
 * while consent is withdrawn. `links` are all events of the donor, `undone` those that were taken back,
 * `out` the heads of the tube that have it out.
 */
export function outAfterWithdrawal(
  specimen: string,
  links: readonly Link[],
  undone: ReadonlySet<string>,
  out: readonly string[],
): Situation {
  const withdrawn = links.filter(({ fact }) => fact?.type === 'donor.withdrawn')
  const known = withdrawn.map(({ uid }) => ancestors(links, uid))
  const late = links
    .filter(({ uid, fact }) => releasedBy(fact) === specimen && !undone.has(uid))
    .filter(({ uid, fact }) => !isUndo(fact!) && known.some((before) => !before.has(uid)))
    .map(({ uid }) => uid)
  const against = new Set([...late, ...(withdrawn.length > 0 ? out : [])])
  return situation(against.size > 0, [...withdrawn.map(({ uid }) => uid), ...against])
}

const isUndo = ({ data }: Fact): boolean => 'undoes' in data && data.undoes !== undefined

/** Everything that the writer of an event had heard of its entity. */
function ancestors(links: readonly Link[], uid: string): Set<string> {
  const base = new Map(links.map((link) => [link.uid, link.base]))
  const found = new Set<string>()
  const todo = [...(base.get(uid) ?? [])]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (found.has(next)) continue
    found.add(next)
    todo.push(...(base.get(next) ?? []))
  }
  return found
}
