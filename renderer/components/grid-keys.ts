/** The keys that move through a grid, and where they lead. */
const STEPS: Readonly<Record<string, (at: GridPlace, shape: GridShape) => GridPlace>> = {
  ArrowUp: (at) => ({ ...at, row: at.row - 1 }),
  ArrowDown: (at) => ({ ...at, row: at.row + 1 }),
  ArrowLeft: (at) => ({ ...at, column: at.column - 1 }),
  ArrowRight: (at) => ({ ...at, column: at.column + 1 }),
  Home: (at) => ({ ...at, column: 0 }),
  End: (at, shape) => ({ ...at, column: shape.columns - 1 }),
  PageUp: (at) => ({ ...at, row: 0 }),
  PageDown: (at, shape) => ({ ...at, row: shape.rows - 1 }),
}

/** With Ctrl the row's ends become the ends of the whole grid. */
const CORNERS: Readonly<Record<string, (shape: GridShape) => GridPlace>> = {
  Home: () => ({ row: 0, column: 0 }),
  End: (shape) => ({ row: shape.rows - 1, column: shape.columns - 1 }),
}

export interface GridShape {
  rows: number
  columns: number
}

interface GridPlace {
  row: number
  column: number
}

/**
 * Where a key leads from a row-major index, or nothing when the key moves nowhere. It stops at the
 * edges: a wrap would carry a hand into another row unseen.
 */
export function gridStep(
  key: string,
  ctrl: boolean,
  index: number,
  shape: GridShape,
): number | undefined {
  const at = { row: Math.floor(index / shape.columns), column: index % shape.columns }
  const to = (ctrl ? CORNERS[key]?.(shape) : undefined) ?? STEPS[key]?.(at, shape)
  if (!to) return undefined
  const inside = to.row >= 0 && to.row < shape.rows && to.column >= 0 && to.column < shape.columns
  return inside ? to.row * shape.columns + to.column : undefined
}
