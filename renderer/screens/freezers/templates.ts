import type { ContainerCreated } from '#shared/domain/container/facts.ts'
import { along, down } from '#shared/domain/position/layout.ts'
import type { Place } from '#shared/domain/words.ts'
import type { NewId } from '#shared/lib/ids.ts'

/** A freezer of shelves, or a nitrogen tank whose racks stand in it directly. */
export type StorageForm =
  | {
      readonly kind: 'freezer'
      readonly shelves: number
      readonly racks: number
      readonly boxes: number
    }
  | { readonly kind: 'tank'; readonly racks: number; readonly boxes: number }

export interface NewStorage {
  readonly name: string
  readonly form: StorageForm
  /** Set temperature in whole degrees. */
  readonly celsius: number
  /** Where it stands; null: directly on the site. */
  readonly place: Place | null
}

/** How many freezers a room made here has room for. */
const ROOM_PLACES = 12

const BARE = { code: null, place: null, layout: null, holds: [], celsius: null } as const

export const newRoom = (name: string, newId: NewId): ContainerCreated => ({
  ...BARE,
  holds: [],
  container: newId(),
  kind: 'room',
  name,
  layout: along(ROOM_PLACES, 'N'),
})

/** The freezer with its shelves and racks, parents first. Racks carry codes such as `F1-S1-R1`. */
export function storageContainers(storage: NewStorage, newId: NewId): ContainerCreated[] {
  const { name, form, celsius, place } = storage
  const inside = form.kind === 'freezer' ? down(form.shelves, 'S') : along(form.racks, 'R')
  const body: ContainerCreated = {
    container: newId(),
    kind: form.kind,
    name,
    code: name,
    place,
    layout: inside,
    holds: [],
    celsius,
  }
  if (form.kind === 'tank') return [body, ...racksIn(body.container, name, form, newId)]
  return [body, ...count(form.shelves).flatMap((s) => shelf(body.container, name, s, form, newId))]
}

interface Racks {
  readonly racks: number
  readonly boxes: number
}

function shelf(
  freezer: string,
  name: string,
  index: number,
  form: Racks,
  newId: NewId,
): ContainerCreated[] {
  const made: ContainerCreated = {
    ...BARE,
    holds: [],
    container: newId(),
    kind: 'shelf',
    name: `S${index + 1}`,
    place: { container: freezer, index },
    layout: along(form.racks, 'R'),
  }
  return [made, ...racksIn(made.container, `${name}-S${index + 1}`, form, newId)]
}

function racksIn(parent: string, before: string, form: Racks, newId: NewId): ContainerCreated[] {
  return count(form.racks).map((index) => ({
    ...BARE,
    holds: [],
    container: newId(),
    kind: 'rack',
    name: `${before}-R${index + 1}`,
    code: `${before}-R${index + 1}`,
    place: { container: parent, index },
    layout: down(form.boxes, 'B'),
  }))
}

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

/** Racks, and boxes that fit in, for the sentence under the form. */
export function roomFor(form: StorageForm): { racks: number; boxes: number } {
  const racks = form.kind === 'freezer' ? form.shelves * form.racks : form.racks
  return { racks, boxes: racks * form.boxes }
}

/** The next free name: `F3` after `F1` and `F2`. */
export function nextName(prefix: 'F' | 'T', taken: readonly string[]): string {
  const names = new Set(taken)
  let n = 1
  while (names.has(`${prefix}${n}`)) n++
  return `${prefix}${n}`
}

/** The first place in a room where nothing stands. */
export function freeIn(room: string, rows: readonly { readonly place: Place | null }[]): Place {
  const taken = new Set(
    rows.flatMap(({ place }) => (place?.container === room ? [place.index] : [])),
  )
  let index = 0
  while (taken.has(index)) index++
  return { container: room, index }
}
