/**
 * The rows of a table, each after the row that has its parent's code, and otherwise as they stand. A
 * circle is cut where it closes. Both lists have one text for each row; an empty one is no code.
 */
export function parentsFirst(codes: readonly string[], parents: readonly string[]): number[] {
  const rowOf = new Map<string, number>()
  for (const [row, code] of codes.entries()) if (code && !rowOf.has(code)) rowOf.set(code, row)
  const seen = new Set<number>()
  const order: number[] = []
  for (const row of codes.keys()) {
    const line: number[] = []
    let next: number | undefined = row
    while (next !== undefined && !seen.has(next)) {
      seen.add(next)
      line.push(next)
      next = rowOf.get(parents[next]!)
    }
    for (const ancestor of line.reverse()) order.push(ancestor)
  }
  return order
}
