import { expect, test } from 'vitest'
import type { FreezerBox, FreezerRack, FreezerView } from '#shared/contract/views.ts'
import {
  drawersOf,
  rackGrid,
  rackLabels,
  rackToShow,
  rackView,
} from '../../../renderer/screens/freezers/rack-views.ts'

const t = (id: string, values?: object) => `${id} ${JSON.stringify(values ?? {})}`

const box = (code: string, taken: number, contested = 0): FreezerBox => ({
  container: code,
  code,
  position: 'B1',
  taken,
  capacity: 81,
  contested,
  holds: [],
})

const rack = (name: string, boxes: (FreezerBox | null)[]): FreezerRack => ({
  container: name,
  name,
  boxes,
  positions: boxes.map((_, i) => `B${i + 1}`),
  taken: boxes.reduce((sum, one) => sum + (one?.taken ?? 0), 0),
  capacity: boxes.filter(Boolean).length * 81,
})

const view = (shelves: FreezerView['shelves']): FreezerView => ({
  container: 'f',
  kind: 'freezer',
  name: 'F1',
  celsius: -80,
  shelves,
  boxes: 0,
  boxesInUse: 0,
})

const F1 = view([
  { container: 's1', name: 'S1', racks: [rack('R1', [null, null]), null] },
  { container: 's2', name: 'S2', racks: [rack('R1', [box('BX-1', 81, 1), null]), rack('R2', [])] },
])

test('racks stand row by row, and a shelf keeps its free places', () => {
  expect(rackGrid(F1).map((place) => place?.name ?? null)).toEqual([
    'S1/R1',
    null,
    'S2/R1',
    'S2/R2',
  ])
  expect(rackLabels(F1)).toEqual(['R1', 'R2'])
})

test('the racks of a tank are named without a shelf', () => {
  const tank = view([{ container: 'f', name: 'T1', racks: [rack('R1', [])] }])
  expect(rackGrid(tank)[0]?.name).toBe('R1')
})

test('a rack tells how full it is and where it is contested', () => {
  const [, none, full] = rackGrid(F1).map((place) => rackView(place, t))
  expect(full).toMatchObject({ fill: 1, boxes: [{ fill: 1, contested: true }, { fill: null }] })
  expect(none).toMatchObject({ fill: 0, boxes: [] })
})

test('the rack asked for is shown, else the first with a box, else the first', () => {
  const grid = rackGrid(F1)
  expect(rackToShow(grid, 'R2')).toBe(3)
  expect(rackToShow(grid, 'gone')).toBe(2)
  expect(rackToShow(grid.slice(0, 2), undefined)).toBe(0)
  expect(rackToShow([null], undefined)).toBeUndefined()
})

test('a drawer is marked when its box is contested, and only then', () => {
  const [first, second] = drawersOf(rack('R1', [box('BX-1', 58, 2), box('BX-2', 3)]), t)
  expect(first).toMatchObject({ level: 'B1', mark: 'contested' })
  expect(second?.mark).toBeUndefined()
})
