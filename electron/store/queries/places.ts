import type { PlaceView } from '#shared/contract/views.ts'
import { type Layout, size } from '#shared/domain/position/layout.ts'
import { positionName } from '#shared/domain/position/names.ts'
import type { Place } from '#shared/domain/words.ts'
import type { ReadDb } from '../open.ts'
import { statement } from '../sql.ts'

export interface ContainerRow {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly code: string | null
  readonly parent: string | null
  readonly idx: number | null
  readonly layout: string | null
  readonly holds: string
  readonly celsius: number | null
}

export const container = (db: ReadDb, id: string): ContainerRow | undefined =>
  statement(db, 'SELECT * FROM container WHERE id = ?').get(id) as ContainerRow | undefined

export const layoutOf = (row: ContainerRow): Layout | null =>
  row.layout === null ? null : (JSON.parse(row.layout) as Layout)

/** The containers from the one given up to the one that stands on the site. */
export function upwards(db: ReadDb, id: string): ContainerRow[] {
  const found: ContainerRow[] = []
  let next = container(db, id)
  while (next && found.length < 12) {
    found.push(next)
    next = next.parent === null ? undefined : container(db, next.parent)
  }
  return found
}

/** The short way to a container as people say it: `F3/S2/R4/B7`; rooms go without saying. */
export function pathOf(chain: readonly ContainerRow[]): string {
  const named = chain.filter((row) => row.kind !== 'room')
  return named
    .map((row, i) => placeInParent(row, named[i + 1]) ?? row.name)
    .reverse()
    .join('/')
}

function placeInParent(row: ContainerRow, parent: ContainerRow | undefined): string | null {
  const layout = parent && layoutOf(parent)
  return layout && row.idx !== null && row.idx < size(layout) ? positionName(layout, row.idx) : null
}

/** Set temperature: the nearest container's, from the inside out. */
export const celsiusOf = (chain: readonly ContainerRow[]): number | null =>
  chain.find((row) => row.celsius !== null)?.celsius ?? null

export const placeView = (db: ReadDb, at: Place): PlaceView => viewOf(upwards(db, at.container), at)

/** The same for many places at one moment: each container is asked for once. */
export function placeViews(db: ReadDb): (at: Place) => PlaceView {
  const chains = new Map<string, ContainerRow[]>()
  return (at) => {
    const chain = chains.get(at.container) ?? upwards(db, at.container)
    chains.set(at.container, chain)
    return viewOf(chain, at)
  }
}

function viewOf(chain: readonly ContainerRow[], at: Place): PlaceView {
  const row = chain[0]
  const layout = row && layoutOf(row)
  return {
    at,
    position:
      layout && at.index < size(layout) ? positionName(layout, at.index) : `#${at.index + 1}`,
    box: row?.code ?? row?.name ?? '?',
    path: row ? pathOf(chain) : '?',
  }
}
