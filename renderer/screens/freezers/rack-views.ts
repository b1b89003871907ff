import type { FreezerRack, FreezerView } from '#shared/contract/views.ts'
import type { RackView } from '../../components/FreezerMap.tsx'
import type { Drawer } from '../../components/RackDrawers.tsx'
import type { Say } from '../../i18n/use-t.ts'

/** A rack with the shelf it stands on; the only "shelf" of a tank is the tank itself. */
export interface RackPlace {
  readonly shelf: string
  readonly rack: FreezerRack
  /** `S2/R4`, or `R4` in a tank. */
  readonly name: string
}

/** The racks row by row as the map has them; null where a shelf has a free place. */
export function rackGrid(view: FreezerView): (RackPlace | null)[] {
  const columns = columnsOf(view)
  return view.shelves.flatMap((shelf) =>
    Array.from({ length: columns }, (_, i) => {
      const rack = shelf.racks[i]
      if (!rack) return null
      const isTank = shelf.container === view.container
      return { shelf: shelf.name, rack, name: isTank ? rack.name : `${shelf.name}/${rack.name}` }
    }),
  )
}

export const columnsOf = ({ shelves }: FreezerView): number =>
  Math.max(1, ...shelves.map(({ racks }) => racks.length))

/** What stands over the columns: the names of the racks of the first shelf that has one there. */
export function rackLabels(view: FreezerView): string[] {
  return Array.from({ length: columnsOf(view) }, (_, i) => {
    const rack = view.shelves.map(({ racks }) => racks[i]).find((one) => one != null)
    return rack?.name ?? `R${i + 1}`
  })
}

const part = ({ taken, capacity }: { taken: number; capacity: number }): number =>
  capacity === 0 ? 0 : taken / capacity

/** One rack of the map. */
export function rackView(place: RackPlace | null, t: Say): RackView {
  if (!place) return { boxes: [], fill: 0, name: t('freezers.noRack') }
  const { rack, name } = place
  const contested = rack.boxes.filter((box) => box !== null && box.contested > 0).length
  return {
    boxes: rack.boxes.map((box) =>
      box ? { fill: part(box), contested: box.contested > 0 } : { fill: null },
    ),
    fill: part(rack),
    name: t('freezers.rackHeard', { name, full: Math.round(part(rack) * 100), contested }),
  }
}

/** The levels of one rack from the top; `id` is the level's index. */
export function drawersOf(rack: FreezerRack, t: Say): Drawer[] {
  return rack.boxes.map((box, index) => {
    const level = rack.positions[index] ?? `B${index + 1}`
    if (!box)
      return { id: String(index), level, box: null, name: t('freezers.noBoxHeard', { level }) }
    const { code, taken, capacity, contested } = box
    return {
      id: String(index),
      level,
      box: { code, filled: taken, total: capacity },
      ...(contested > 0 && { mark: 'contested' as const }),
      name: t('freezers.boxHeard', { level, code, taken, capacity, contested }),
    }
  })
}

/** The rack to begin with: the one asked for, else the first that has a box, else the first. */
export function rackToShow(
  grid: readonly (RackPlace | null)[],
  asked: string | undefined,
): number | undefined {
  const find = (is: (place: RackPlace) => boolean) =>
    grid.findIndex((place) => place !== null && is(place))
  const found = [
    find(({ rack }) => rack.container === asked),
    find(({ rack }) => rack.boxes.some((box) => box !== null)),
    find(() => true),
  ].find((index) => index >= 0)
  return found
}
