import { type EntityKind, readEntity } from './entities.ts'
import { claim } from './evolve.ts'
import type { Fact } from './facts.ts'

/** One head of an entity and what it claims. `unread`: an event that this version cannot read takes part. */
export interface Head {
  readonly uid: string
  readonly claim: unknown
  readonly unread?: true
  /** One of the events that cannot be read must not be passed over: nothing may be done upon this head. */
  readonly crit?: true
}

/** An event as the fold of one entity sees it. `fact` is null when this version cannot read the event. */
export interface Link {
  readonly uid: string
  /** The heads of this entity that its writer saw. */
  readonly base: readonly string[]
  readonly fact: Fact | null
  /** Its writer says that nobody who cannot read it may act over it. */
  readonly crit?: boolean
}

/**
 * The heads of one entity after all its events, in the order of the heads' events.
 *
 * Order decides only which head is shown last; which heads there are does not depend on it.
 */
export function fold(name: string, links: readonly Link[]): Head[] {
  const superseded = new Set(links.flatMap(({ base }) => base))
  return [...everyHead(name, links).values()].filter(({ uid }) => !superseded.has(uid))
}

/** What every event of one entity claimed when it was new, by `uid`, in the order of the events. */
export function everyHead(name: string, links: Iterable<Link>): Map<string, Head> {
  const { kind } = readEntity(name)
  const ever = new Map<string, Head>()
  for (const link of links) {
    const prior = link.base.map((uid) => ever.get(uid)).filter((head) => head !== undefined)
    ever.set(link.uid, head(kind, name, link, prior))
  }
  return ever
}

/** The same when a new event saw exactly the present heads: it alone is left, and no event is read again. */
export function extend(name: string, heads: readonly Head[], link: Link): Head[] {
  const prior = link.base
    .map((uid) => heads.find((h) => h.uid === uid))
    .filter((h) => h !== undefined)
  return [head(readEntity(name).kind, name, link, prior)]
}

function head(
  kind: EntityKind | null,
  name: string,
  { uid, fact, crit = false }: Link,
  prior: readonly Head[],
): Head {
  const before = prior.at(-1)
  const said =
    kind &&
    fact &&
    claim(
      kind,
      name,
      fact,
      prior.map((h) => h.claim),
    )
  const unread = !kind || !fact || prior.some((h) => h.unread)
  const stops = (!fact && crit) || prior.some((h) => h.crit)
  return {
    uid,
    claim: said ?? before?.claim ?? null,
    ...(unread && { unread: true as const }),
    ...(stops && { crit: true as const }),
  }
}
