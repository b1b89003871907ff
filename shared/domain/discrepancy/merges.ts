import type { CodeClaim, TubeClaim } from '../claims.ts'
import { entity } from '../entities.ts'
import type { Fact } from '../facts.ts'
import type { Head, Link } from '../fold.ts'
import { agree } from '../tube/rules.ts'
import type { DiscrepancyResolved } from './facts.ts'
import { MOST_EVIDENCE } from './state.ts'

type Uids = readonly string[]

/**
 * What disagreed when an event superseded it, for each such event of an entity. `ever` has what every event of
 * the entity claimed; DIS-2: an event that saw two heads which disagreed has cleared something.
 */
export function mergesOf(
  links: readonly Link[],
  ever: ReadonlyMap<string, Head>,
  differ: (heads: readonly Head[]) => boolean,
): Uids[] {
  return links.flatMap(({ base }) => {
    const seen = base.flatMap((uid) => ever.get(uid) ?? [])
    return seen.length > 1 && differ(seen) ? [capped(seen.map(({ uid }) => uid))] : []
  })
}

export const capped = (uids: Iterable<string>): string[] =>
  [...new Set(uids)].sort().slice(0, MOST_EVIDENCE)

/** Heads of a tube that do not come to the same. TUB-6 */
export function tubesDiffer(heads: readonly Head[]): boolean {
  return !agree(heads.flatMap(({ claim }) => (claim ? [claim as TubeClaim] : [])))
}

/**
 * Heads of a code that give it to several. A registration that was taken back counts for nobody; it leaves
 * the code where it was.
 */
export const codesDiffer =
  (undone: ReadonlySet<string>) =>
  (heads: readonly Head[]): boolean => {
    const named = heads
      .filter(({ uid }) => !undone.has(uid))
      .flatMap(({ claim }) =>
        claim ? [`${(claim as CodeClaim).of}:${(claim as CodeClaim).id}`] : [],
      )
    return new Set(named).size > 1
  }

/** Resolutions that found different things to be true. Reasons may differ. */
export function outcomesDiffer(heads: readonly Head[]): boolean {
  const said = heads.flatMap(({ claim }) =>
    claim ? [sayOutcome(claim as DiscrepancyResolved)] : [],
  )
  return new Set(said).size > 1
}

function sayOutcome({ outcome }: DiscrepancyResolved): string {
  const specimen = 'specimen' in outcome ? outcome.specimen : ''
  const at = 'at' in outcome ? entity.position(outcome.at) : ''
  return `${outcome.type} ${specimen} ${at}`
}

/**
 * The same for a position: which tubes an event saw in it follows from all that came before it, not from
 * one head alone, since one act on one of two tubes sees both.
 */
export function placeMerges(name: string, links: readonly Link[]): Uids[] {
  const byUid = new Map(links.map((link) => [link.uid, link]))
  const after = new Map<string, ReadonlyMap<string, string>>()
  for (const { uid } of links) visit(uid)
  return links.flatMap(({ base }) => {
    const seen = union(base)
    return seen.size > 1 ? [capped(seen.values())] : []
  })

  function union(base: Uids): Map<string, string> {
    return new Map(base.flatMap((uid) => [...(after.get(uid) ?? [])]))
  }
  /** Without recursion: a position may have more events than a stack has room. */
  function visit(first: string): void {
    const todo = [first]
    while (todo.length > 0) {
      const uid = todo.at(-1)!
      const link = byUid.get(uid)
      const before = link && !after.has(uid) && link.base.filter((one) => isLeft(one, todo))
      if (before && before.length > 0) todo.push(...before)
      else {
        todo.pop()
        if (link && !after.has(uid)) after.set(uid, tubesAfter(name, link, union(link.base)))
      }
    }
  }
  function isLeft(uid: string, todo: readonly string[]): boolean {
    return byUid.has(uid) && !after.has(uid) && !todo.includes(uid)
  }
}

/**
 * The tubes in a position after an event, each with the event that says so. Whoever puts a tube there knows of
 * no other in it (TUB-2), though another may have left by an act that does not speak of the position, as when
 * its accession was undone; who takes one out on loan says nothing of others.
 */
function tubesAfter(
  name: string,
  { uid, fact }: Link,
  before: Map<string, string>,
): Map<string, string> {
  const specimen = fact && 'specimen' in fact.data ? fact.data.specimen : null
  if (!specimen) return before
  if (isIn(name, fact!) && fact!.type !== 'specimen.checked_out') return new Map([[specimen, uid]])
  if (isIn(name, fact!)) before.set(specimen, uid)
  else before.delete(specimen)
  return before
}

function isIn(name: string, fact: Fact): boolean {
  switch (fact.type) {
    case 'specimen.stored':
    case 'specimen.moved':
    case 'specimen.returned':
    case 'specimen.checked_out':
      return entity.position(fact.data.at) === name
    default:
      return false
  }
}
