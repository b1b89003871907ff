import type { Layout } from '#shared/domain/position/layout.ts'
import { positionName, readPositionName } from '#shared/domain/position/names.ts'
import type { RackShape, RackTube } from '#shared/scan/rack/read.ts'

/**
 * Tubes of a rack by the names of a box's own positions: pictures name them by letters and numbers, and the box
 * may count from 1 to 81. Only where box and rack are of one shape; else the names stay, and say that it is another.
 */
export function namedFor(
  layout: Layout,
  shape: RackShape,
  tubes: readonly RackTube[],
): readonly RackTube[] {
  if (layout.rows !== shape.rows || layout.columns !== shape.columns) return tubes
  const seen: Layout = { ...shape, scheme: 'letters-numbers', fill: layout.fill }
  return tubes.map((tube) => {
    const index = readPositionName(seen, tube.position)
    return index === null ? tube : { ...tube, position: positionName(layout, index) }
  })
}
