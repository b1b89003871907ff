import { assert } from '../../lib/assert.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { CommandOf } from '../commands.ts'
import { entity } from '../entities.ts'
import type { Draft } from '../facts.ts'
import { size } from '../position/layout.ts'
import { positionName } from '../position/names.ts'
import type { Refusal } from '../refusals.ts'
import type { Place } from '../words.ts'
import type { ClaimOf, World } from '../world.ts'
import type { ContainerCreated, ContainerKind } from './facts.ts'

/** The short name of a place as people say it: `BX-20417/B3`. */
export function placeName(world: Pick<World, 'container'>, at: Place): string {
  const container = world.container(at.container)
  if (!container?.layout || at.index >= size(container.layout)) return `?/${at.index + 1}`
  return `${container.code ?? container.name}/${positionName(container.layout, at.index)}`
}

/**
 * CON-1 a container stands in one that is larger by kind, CON-2 at a place that the parent has and that
 * is free, CON-3 its code is bound to nothing else. Later containers may stand in earlier ones.
 */
export function decideContainers(
  world: World,
  c: CommandOf<'createContainers'>,
): Result<Draft[], Refusal> {
  const made = new Map<string, ContainerCreated>()
  const codes = new Set<string>()
  const places = new Set<string>()
  for (const container of c.containers) {
    const { container: id } = container
    assert(!made.has(id) && !world.container(id), 'a new identifier for a container')
    const no = refuse(world, container, made, codes, places)
    if (no) return err(no)
    made.set(id, container)
    if (container.code) codes.add(container.code)
    if (container.place) places.add(entity.position(container.place))
  }
  return ok(c.containers.map(created))
}

function refuse(
  world: World,
  container: ContainerCreated,
  made: ReadonlyMap<string, ContainerCreated>,
  codes: ReadonlySet<string>,
  places: ReadonlySet<string>,
): Refusal | null {
  const bound = container.code ? world.code(container.code)[0] : undefined
  if (bound) return { type: 'CodeTaken', code: container.code!, by: bound.of, id: bound.id }
  if (container.code && codes.has(container.code))
    return { type: 'CodeTwice', code: container.code }
  if (!container.place) return null
  const parent = made.get(container.place.container) ?? world.container(container.place.container)
  if (!parent) return { type: 'NotFound', what: 'container', id: container.place.container }
  return refusePlace(world, container, parent, places)
}

/** From the largest to the smallest: a freezer and a tank stand beside each other, never in each other. */
const RANK: Readonly<Record<ContainerKind, number>> = {
  room: 0,
  freezer: 1,
  tank: 1,
  shelf: 2,
  rack: 3,
  box: 4,
}

function refusePlace(
  world: World,
  container: ContainerCreated,
  parent: ClaimOf['container'],
  places: ReadonlySet<string>,
): Refusal | null {
  const at = container.place!
  const name = parent.code ?? parent.name
  if (RANK[parent.kind] >= RANK[container.kind])
    return { type: 'WrongParent', kind: container.kind, parent: name }
  if (!parent.layout || at.index >= size(parent.layout))
    return { type: 'NotAPosition', at, container: name }
  const taken = places.has(entity.position(at)) || world.containersAt(at).length > 0
  const place = `${name}/${positionName(parent.layout, at.index)}`
  return taken ? { type: 'PlaceTaken', at, name: place, by: container.name } : null
}

function created(data: ContainerCreated): Draft {
  const ents = [entity.container(data.container)]
  if (data.code) ents.push(entity.code(data.code))
  if (data.place) ents.push(entity.position(data.place))
  return { type: 'container.created', ents, data }
}
