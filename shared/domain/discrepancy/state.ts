/** How a discrepancy stands. `cleared`: later acts took it away, and nobody has looked at it. */
export type DiscrepancyState = 'open' | 'reopened' | 'cleared' | 'resolved'

/** As many events as a resolution can name. */
export const MOST_EVIDENCE = 64

/** What the events that are here make of one possible discrepancy. All are `uid`s, in no order that counts. */
export interface Situation {
  /** Whether things disagree now. */
  readonly holds: boolean
  /** What disagrees now; none where nothing does. */
  readonly evidence: readonly string[]
  /** For each event that superseded what disagreed: what that was. */
  readonly merges: readonly (readonly string[])[]
}

export interface Standing {
  readonly state: DiscrepancyState
  /** What a resolution now has to name: sorted, at most 64; none where there is nothing to settle. */
  readonly basis: readonly string[]
}

/**
 * DIS-1: how a discrepancy stands is a function of the events that are here, whatever their order and
 * whatever any clock says. Null: there is none, and never was one. `resolutions` are the bases of all its
 * resolutions.
 */
export function standingOf(
  { holds, evidence, merges }: Situation,
  resolutions: readonly (readonly string[])[],
): Standing | null {
  const isCovered = (uids: readonly string[]) =>
    resolutions.some((basis) => uids.every((uid) => basis.includes(uid)))
  const unseen = merges.filter((merge) => !isCovered(merge))
  if (holds) {
    const state = isCovered(evidence) ? 'resolved' : resolutions.length > 0 ? 'reopened' : 'open'
    return { state, basis: basisOf([evidence, ...unseen]) }
  }
  if (unseen.length > 0) return { state: 'cleared', basis: basisOf(unseen) }
  return resolutions.length > 0 ? { state: 'resolved', basis: [] } : null
}

/** As many whole groups as fit, the first in any case. */
function basisOf(groups: readonly (readonly string[])[]): string[] {
  const found = new Set<string>(groups[0]?.toSorted().slice(0, MOST_EVIDENCE))
  for (const group of groups.slice(1).toSorted(byText)) {
    const more = new Set([...found, ...group])
    if (more.size <= MOST_EVIDENCE) for (const uid of group) found.add(uid)
  }
  return [...found].sort()
}

const byText = (a: readonly string[], b: readonly string[]): number =>
  a.toSorted().join() < b.toSorted().join() ? -1 : 1
