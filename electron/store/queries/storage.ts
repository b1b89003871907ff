import type { FreezerBox, FreezerRack, FreezerView, StorageRow } from '#shared/contract/views.ts'
import type { ContainerKind } from '#shared/domain/container/facts.ts'
import { type Layout, size } from '#shared/domain/position/layout.ts'
import { positionName } from '#shared/domain/position/names.ts'
import type { Material } from '#shared/domain/words.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'
import { type ContainerRow, container, layoutOf, upwards } from './places.ts'

interface Fill {
  readonly taken: number
  readonly contested: number
}

const FILL = `SELECT substr(name, 7) AS container, n AS taken FROM tally WHERE name >= 'taken:' AND name < 'taken;'`

/** As the box map has it: two tubes in a position, or a tube that is also claimed to be elsewhere. */
const CONTESTED = `
SELECT container, count(*) AS contested FROM (
  SELECT substr(entity, 10, length(entity) - 10 - length(idx)) AS container, idx FROM (
    SELECT entity, substr(entity, instr(entity, '/') + 1) AS idx FROM discrepancy WHERE kind = 'position-contested' AND holds
  )
  UNION
  SELECT c.container, CAST(c.idx AS TEXT) FROM discrepancy d JOIN tube_claim c ON c.specimen = substr(d.entity, 6)
  WHERE d.kind = 'tube-in-two-places' AND d.holds AND c.container IS NOT NULL
) GROUP BY container`

/** How full every box is. */
function fills(db: ReadDb): Map<string, Fill> {
  const contested = new Map(
    (statement(db, CONTESTED).all() as { container: string; contested: number }[]).map((row) => [
      row.container,
      row.contested,
    ]),
  )
  const rows = statement(db, FILL).all() as { container: string; taken: number }[]
  return new Map(
    rows.map(({ container: id, taken }) => [id, { taken, contested: contested.get(id) ?? 0 }]),
  )
}

/** The containers that stand in each container, in the order of its positions. */
function childrenByParent(db: ReadDb): Map<string, ContainerRow[]> {
  const rows = statement(db, 'SELECT * FROM container ORDER BY parent, idx, name').all()
  return Map.groupBy(rows as ContainerRow[], (row) => row.parent ?? '')
}

/** Every freezer and tank, with the room it stands in. */
export function storage(db: ReadDb): StorageRow[] {
  const children = childrenByParent(db)
  const fill = fills(db)
  const top = children.get('') ?? []
  const rooms = top.filter((row) => row.kind === 'room')
  const free = top.filter((row) => row.kind !== 'room').map((row) => ({ row, room: null }))
  const housed = rooms.flatMap((room) =>
    (children.get(room.id) ?? []).map((row) => ({ row, room: room.name })),
  )
  return [...housed, ...free].map(({ row, room }) => storageRow(row, room, children, fill))
}

function storageRow(
  row: ContainerRow,
  room: string | null,
  children: ReadonlyMap<string, ContainerRow[]>,
  fill: ReadonlyMap<string, Fill>,
): StorageRow {
  const boxes = boxesBelow(row, children)
  const share = (rack: ContainerRow) => ratio(sum(boxesBelow(rack, children), fill))
  return {
    container: row.id,
    kind: row.kind as ContainerKind,
    name: row.name,
    room,
    place:
      row.parent === null || row.idx === null ? null : { container: row.parent, index: row.idx },
    celsius: row.celsius,
    ...sum(boxes, fill),
    shelves: shelvesOf(row, children).map(({ racks }) => racks.map((r) => (r ? share(r) : 0))),
  }
}

const ratio = ({ taken, capacity }: { taken: number; capacity: number }): number =>
  capacity === 0 ? 0 : taken / capacity

function sum(boxes: readonly ContainerRow[], fill: ReadonlyMap<string, Fill>) {
  let [taken, capacity, contested] = [0, 0, 0]
  for (const box of boxes) {
    taken += fill.get(box.id)?.taken ?? 0
    contested += fill.get(box.id)?.contested ?? 0
    capacity += size(layoutOf(box) ?? ONE)
  }
  return { taken, capacity, contested }
}

const ONE: Layout = { rows: 1, columns: 1, scheme: 'numbers', fill: 'rows-top-left' }

function boxesBelow(
  row: ContainerRow,
  children: ReadonlyMap<string, ContainerRow[]>,
): ContainerRow[] {
  if (row.kind === 'box') return [row]
  return (children.get(row.id) ?? []).flatMap((child) => boxesBelow(child, children))
}

interface Shelf {
  readonly row: ContainerRow
  readonly racks: readonly (ContainerRow | null)[]
}

/** The shelves of a freezer with their racks; a tank whose racks stand in it directly is one shelf. */
function shelvesOf(row: ContainerRow, children: ReadonlyMap<string, ContainerRow[]>): Shelf[] {
  const inside = children.get(row.id) ?? []
  const shelves = inside.filter((child) => child.kind === 'shelf')
  if (shelves.length === 0) return [{ row, racks: placed(row, inside) }]
  return shelves.map((shelf) => ({
    row: shelf,
    racks: placed(shelf, children.get(shelf.id) ?? []),
  }))
}

/** The children of a container, one for each of its positions. */
function placed(parent: ContainerRow, inside: readonly ContainerRow[]): (ContainerRow | null)[] {
  const layout = layoutOf(parent)
  if (!layout) return [...inside]
  const at = new Map(inside.map((child) => [child.idx, child]))
  return Array.from({ length: size(layout) }, (_, i) => at.get(i) ?? null)
}

/** One freezer or tank with its shelves, racks and boxes, or null when the id names none. */
export function freezer(db: ReadDb, id: string): FreezerView | null {
  const row = container(db, id)
  if (!row || row.kind === 'box') return null
  const children = childrenByParent(db)
  const fill = fills(db)
  const boxes = boxesBelow(row, children)
  return {
    container: id,
    kind: row.kind as ContainerKind,
    name: row.name,
    celsius: row.celsius,
    shelves: shelvesOf(row, children).map((shelf) => ({
      container: shelf.row.id,
      name: nameIn(row, shelf.row),
      racks: shelf.racks.map((rack) => rack && rackView(shelf.row, rack, children, fill)),
    })),
    boxes: boxes.length,
    boxesInUse: boxes.filter((box) => (fill.get(box.id)?.taken ?? 0) > 0).length,
  }
}

function nameIn(parent: ContainerRow, row: ContainerRow): string {
  const layout = layoutOf(parent)
  return layout && row.idx !== null && row.id !== parent.id
    ? positionName(layout, row.idx)
    : row.name
}

function rackView(
  shelf: ContainerRow,
  rack: ContainerRow,
  children: ReadonlyMap<string, ContainerRow[]>,
  fill: ReadonlyMap<string, Fill>,
): FreezerRack {
  const layout = layoutOf(rack)
  const boxes = placed(rack, children.get(rack.id) ?? [])
  const { taken, capacity } = sum(boxesBelow(rack, children), fill)
  return {
    container: rack.id,
    name: nameIn(shelf, rack),
    boxes: boxes.map((box) => box && boxIn(rack, box, fill)),
    positions: boxes.map((box, i) => (layout ? positionName(layout, i) : (box?.name ?? ''))),
    taken,
    capacity,
  }
}

function boxIn(rack: ContainerRow, box: ContainerRow, fill: ReadonlyMap<string, Fill>): FreezerBox {
  return {
    container: box.id,
    code: box.code ?? box.name,
    position: nameIn(rack, box),
    capacity: size(layoutOf(box) ?? ONE),
    taken: fill.get(box.id)?.taken ?? 0,
    contested: fill.get(box.id)?.contested ?? 0,
    holds: JSON.parse(box.holds) as Material[],
  }
}

/** Where a container stands, so that the map can be opened there. */
export function locate(db: ReadDb, id: string) {
  const chain = upwards(db, id)
  const find = (...kinds: string[]) => chain.find((row) => kinds.includes(row.kind))?.id ?? null
  return { freezer: find('freezer', 'tank'), rack: find('rack'), box: find('box') }
}
