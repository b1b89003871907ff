/** The page is not what the service's order says it must be. */
export class PageContradicts extends Error {
  override readonly name = 'PageContradicts'
}

export function mustHold(condition: unknown, what: string): asserts condition {
  if (!condition) throw new PageContradicts(what)
}
