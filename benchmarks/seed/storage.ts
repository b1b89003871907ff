import type { ContainerCreated } from '#shared/domain/container/facts.ts'
import { along, down, type Layout } from '#shared/domain/position/layout.ts'
import type { Material, Place } from '#shared/domain/words.ts'
import type { NewId } from '#shared/lib/ids.ts'

const NINE: Layout = { rows: 9, columns: 9, scheme: 'letters-numbers', fill: 'rows-top-left' }
export const POSITIONS = 81

const FREEZERS_IN_ROOM = 12
const SHELVES = 5
const RACKS = 6
const BOXES_IN_RACK = 13

export interface SeedStorage {
  /** Rooms first, then what stands in them, in the order in which it can be made. */
  readonly containers: readonly ContainerCreated[]
  /** The boxes for each kind of material. */
  readonly boxes: ReadonlyMap<Material, readonly string[]>
}

/** Rooms of freezers, racks and 9 x 9 boxes, as many as it takes for so many boxes. */
export function seedStorage(
  newId: NewId,
  wanted: readonly { material: Material; boxes: number }[],
): SeedStorage {
  const containers: ContainerCreated[] = []
  const add = (given: Partial<ContainerCreated> & Pick<ContainerCreated, 'kind' | 'name'>) => {
    const container = newId()
    const plain = { code: null, place: null, layout: null, holds: [], celsius: null }
    containers.push({ ...plain, ...given, container })
    return container
  }
  const places = rackPlaces(add)
  let number = 10_000
  const boxes = new Map(
    wanted.map(({ material, boxes }) => [
      material,
      Array.from({ length: boxes }, () => {
        const code = `BX-${++number}`
        const place = places.next().value
        return add({ kind: 'box', name: code, code, place, layout: NINE, holds: [material] })
      }),
    ]),
  )
  return { containers, boxes }
}

type Add = (given: Partial<ContainerCreated> & Pick<ContainerCreated, 'kind' | 'name'>) => string

/** Place after place for a box; rooms, freezers and racks are bought as they are needed. */
function* rackPlaces(add: Add): Generator<Place, never> {
  for (let room = 1, freezer = 1; ; room++) {
    const container = add({
      kind: 'room',
      name: `Cold room ${room}`,
      layout: along(FREEZERS_IN_ROOM, 'N'),
    })
    for (let index = 0; index < FREEZERS_IN_ROOM; index++)
      yield* freezerPlaces(add, `F${freezer++}`, { container, index })
  }
}

function* freezerPlaces(add: Add, name: string, place: Place): Generator<Place> {
  const layout = down(SHELVES, 'S')
  const id = add({ kind: 'freezer', name, code: name, place, layout, celsius: -80 })
  for (let s = 0; s < SHELVES; s++) {
    const at = { container: id, index: s }
    const shelf = add({ kind: 'shelf', name: `S${s + 1}`, place: at, layout: along(RACKS, 'R') })
    for (let r = 0; r < RACKS; r++) {
      const code = `${name}-S${s + 1}-R${r + 1}`
      const rackAt = { container: shelf, index: r }
      const boxes = down(BOXES_IN_RACK, 'B')
      const rack = add({ kind: 'rack', name: code, code, place: rackAt, layout: boxes })
      for (let index = 0; index < BOXES_IN_RACK; index++) yield { container: rack, index }
    }
  }
}
