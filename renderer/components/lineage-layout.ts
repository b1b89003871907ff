export interface LineageNode {
  id: string
  /** Ids of the specimens it was made from; a pool has several, the root has none. */
  parents: readonly string[]
}

export interface PlacedNode<Node> {
  node: Node
  /** 0 for the root, one more than the deepest parent for the rest. */
  column: number
  /** In rows from the top; halves where a parent stands between its children. */
  row: number
}

export interface LineageEdge {
  from: string
  to: string
}

export interface LineageLayout<Node> {
  nodes: PlacedNode<Node>[]
  edges: LineageEdge[]
  columns: number
  rows: number
}

/**
 * Places a lineage from left to right: leaves take a row each in the order given, a parent stands
 * between its children. Parents that are not among the nodes are left out. Lineage is acyclic by the
 * ledger's rules; a cycle throws.
 */
export function layOutLineage<Node extends LineageNode>(
  nodes: readonly Node[],
): LineageLayout<Node> {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const parentsOf = (id: string) => (known.get(id)?.parents ?? []).filter((one) => known.has(one))
  const edges = nodes.flatMap(({ id }) => parentsOf(id).map((from) => ({ from, to: id })))
  const columnOf = depths(nodes, parentsOf)
  const rowOf = rowsOf(nodes, parentsOf)
  return {
    nodes: nodes.map((node) => ({
      node,
      column: columnOf.get(node.id) ?? 0,
      row: rowOf.places.get(node.id) ?? 0,
    })),
    edges,
    columns: Math.max(0, ...columnOf.values()) + 1,
    rows: rowOf.leaves,
  }
}

type ParentsOf = (id: string) => readonly string[]

function depths(nodes: readonly LineageNode[], parentsOf: ParentsOf): Map<string, number> {
  const found = new Map<string, number>()
  const depth = (id: string, below: readonly string[]): number => {
    if (below.includes(id)) throw new Error(`lineage has a cycle through ${id}`)
    const before = found.get(id)
    if (before !== undefined) return before
    const above = parentsOf(id).map((parent) => depth(parent, [...below, id]))
    const own = Math.max(-1, ...above) + 1
    found.set(id, own)
    return own
  }
  for (const { id } of nodes) depth(id, [])
  return found
}

/** A child is placed under its first parent only, so a pool is not placed twice. */
function rowsOf(nodes: readonly LineageNode[], parentsOf: ParentsOf) {
  const places = new Map<string, number>()
  let leaves = 0
  const place = (id: string): number => {
    const children = nodes.filter((node) => parentsOf(node.id)[0] === id)
    const rows = children.map((child) => place(child.id))
    const row = rows.length > 0 ? (Math.min(...rows) + Math.max(...rows)) / 2 : leaves++
    places.set(id, row)
    return row
  }
  for (const { id } of nodes) if (parentsOf(id).length === 0) place(id)
  return { places, leaves: Math.max(1, leaves) }
}

/** The specimen and all it was made from. */
export function lineOf(nodes: readonly LineageNode[], id: string): Set<string> {
  const line = new Set<string>()
  const climb = (one: string) => {
    if (line.has(one)) return
    line.add(one)
    for (const parent of nodes.find((node) => node.id === one)?.parents ?? []) climb(parent)
  }
  climb(id)
  return line
}
