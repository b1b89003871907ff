import { z } from 'zod'
import { layout } from '../position/layout.ts'
import { code, id, material, place, words } from '../words.ts'

export const CONTAINER_KINDS = ['room', 'freezer', 'tank', 'shelf', 'rack', 'box'] as const
export const containerKind = z.enum(CONTAINER_KINDS)
export type ContainerKind = z.infer<typeof containerKind>

/**
 * A container. `place` is where it stands in its parent (null: directly on the site); `layout` its own
 * positions (null: it holds things without positions); `holds` the materials that tubes in it may hold
 * (empty: any); `celsius` its set temperature in whole degrees, where it has one.
 */
export const containerCreated = z.object({
  container: id,
  kind: containerKind,
  name: words(60),
  code: code.nullable(),
  place: place.nullable(),
  layout: layout.nullable(),
  holds: z.array(material).max(20),
  celsius: z.int().min(-273).max(100).nullable(),
})

export type ContainerCreated = z.infer<typeof containerCreated>
