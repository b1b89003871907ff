import type { RackWell } from '#shared/picture/rack/picture.ts'
import { nameAt } from '#shared/picture/rack/stand.ts'
import type { RackPhoto } from './photo.ts'

/** The well of a picture that is a position of the box, counted in row order. */
export function wellOf({ read }: RackPhoto, index: number): RackWell | undefined {
  const { shape, wells } = read
  if (shape === null || index >= shape.rows * shape.columns) return undefined
  const name = nameAt(shape, index)
  return wells.find(({ position }) => position === name)
}
