import { placeName } from './container/rules.ts'
import { readEntity, readPlace } from './entities.ts'
import type { World } from './world.ts'

/** What people call an entity. */
export function saidOf(world: World, name: string): string {
  const { kind, id } = readEntity(name)
  switch (kind) {
    case 'specimen':
    case 'tube':
      return world.specimen(id)?.code ?? id
    case 'position':
      return placeName(world, readPlace(id))
    case 'container': {
      const container = world.container(id)
      return container?.code ?? container?.name ?? id
    }
    case 'amount':
      return world.specimen(id)?.code ?? id
    case 'discrepancy':
      return saidOf(world, id.slice(id.indexOf('/') + 1))
    default:
      return id
  }
}
