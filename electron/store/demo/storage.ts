import type { ContainerCreated } from '#shared/domain/container/facts.ts'
import { along, down, type Layout } from '#shared/domain/position/layout.ts'
import type { Material, Place } from '#shared/domain/words.ts'
import type { NewId } from '#shared/lib/ids.ts'
import type { Random } from './random.ts'

const NINE: Layout = { rows: 9, columns: 9, scheme: 'letters-numbers', fill: 'rows-top-left' }

const SHELVES = 5
const RACKS = 6
const BOXES_IN_RACK = 13
const TANK_RACKS = 8
const BOXES_IN_TANK_RACK = 10

/** How many boxes of each kind stand in the demo biobank, and where. */
const BOXES: readonly { material: Material; count: number; where: 'F1' | 'F2' | 'T1' }[] = [
  { material: 'plasma', count: 26, where: 'F1' },
  { material: 'whole-blood', count: 7, where: 'F2' },
  { material: 'dna', count: 6, where: 'F2' },
  { material: 'buffy-coat', count: 6, where: 'T1' },
]

/** Empty boxes that stand ready for intake. */
const READY: readonly { code: string; material: Material; where: 'F1' | 'F2' }[] = [
  { code: 'BX-20417', material: 'plasma', where: 'F1' },
  { code: 'BX-20418', material: 'serum', where: 'F1' },
  { code: 'BX-20419', material: 'plasma', where: 'F2' },
]

export interface DemoStorage {
  readonly containers: ContainerCreated[]
  readonly boxes: ReadonlyMap<Material, readonly string[]>
}

/** Two freezers of shelves, racks and 9 x 9 boxes, and a nitrogen tank, in one cold room. */
export function demoStorage(newId: NewId, random: Random): DemoStorage {
  const containers: ContainerCreated[] = []
  const add = (given: Partial<ContainerCreated> & Pick<ContainerCreated, 'kind' | 'name'>) => {
    const made = { code: null, place: null, layout: null, holds: [], celsius: null, ...given }
    const container = newId()
    containers.push({ container, ...made })
    return container
  }
  const room = add({ kind: 'room', name: 'Cold room 1', layout: along(12, 'N') })
  const racks = {
    F1: freezer(add, 'F1', { container: room, index: 0 }),
    F2: freezer(add, 'F2', { container: room, index: 1 }),
    T1: tank(add, 'T1', { container: room, index: 2 }),
  }
  const places = {
    F1: shuffled(racks.F1, BOXES_IN_RACK, random),
    F2: shuffled(racks.F2, BOXES_IN_RACK, random),
    T1: shuffled(racks.T1, BOXES_IN_TANK_RACK, random),
  }
  let number = 19801
  const box = (where: 'F1' | 'F2' | 'T1', material: Material, code: string) =>
    add({
      kind: 'box',
      name: code,
      code,
      place: places[where].pop()!,
      layout: NINE,
      holds: [material],
    })
  const boxes = new Map<Material, string[]>()
  for (const { material, count, where } of BOXES)
    boxes.set(
      material,
      Array.from({ length: count }, () => box(where, material, `BX-${number++}`)),
    )
  for (const { code, material, where } of READY) box(where, material, code)
  return { containers, boxes }
}

type Add = (given: Partial<ContainerCreated> & Pick<ContainerCreated, 'kind' | 'name'>) => string

function freezer(add: Add, name: string, place: Place): string[] {
  const layout = down(SHELVES, 'S')
  const id = add({ kind: 'freezer', name, code: name, place, layout, celsius: -80 })
  return indexes(SHELVES).flatMap((s) => {
    const at = { container: id, index: s }
    const shelf = add({ kind: 'shelf', name: `S${s + 1}`, place: at, layout: along(RACKS, 'R') })
    return indexes(RACKS).map((r) =>
      rack(add, `${name}-S${s + 1}-R${r + 1}`, { container: shelf, index: r }, BOXES_IN_RACK),
    )
  })
}

function tank(add: Add, name: string, place: Place): string[] {
  const layout = along(TANK_RACKS, 'R')
  const id = add({ kind: 'tank', name, code: name, place, layout, celsius: -190 })
  return indexes(TANK_RACKS).map((r) =>
    rack(add, `${name}-R${r + 1}`, { container: id, index: r }, BOXES_IN_TANK_RACK),
  )
}

const rack = (add: Add, code: string, place: Place, boxes: number): string =>
  add({ kind: 'rack', name: code, code, place, layout: down(boxes, 'B') })

const indexes = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

/** The first places of some racks, filled from the top as people do, in no order of racks. */
function shuffled(racks: readonly string[], boxes: number, random: Random): Place[] {
  const used = racks.slice(0, Math.ceil(racks.length / 3))
  return indexes(boxes)
    .flatMap((index) =>
      used
        .map((container) => ({ container, index, key: random.next() }))
        .sort((a, b) => a.key - b.key),
    )
    .map(({ container, index }) => ({ container, index }))
    .reverse()
}
