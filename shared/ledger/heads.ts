/**
 * The heads of one entity: the events about it that no later event has superseded.
 * More than one head is a dispute: both sides stay until a person's event supersedes them.
 */
export interface Heads {
  readonly heads: ReadonlySet<string>
  readonly superseded: ReadonlySet<string>
}

export const NO_HEADS: Heads = { heads: new Set(), superseded: new Set() }

/**
 * Adds an event that saw `base`. The result does not depend on the order in which events are added,
 * as long as all are.
 */
export function addHead(before: Heads, uid: string, base: readonly string[]): Heads {
  const superseded = new Set([...before.superseded, ...base])
  const heads = new Set([...before.heads, uid].filter((head) => !superseded.has(head)))
  return { heads, superseded }
}

/** Whether an event that saw `base` has seen all there is, so that it simply comes last. */
export function extendsAll(heads: Iterable<string>, base: readonly string[]): boolean {
  for (const head of heads) if (!base.includes(head)) return false
  return true
}
