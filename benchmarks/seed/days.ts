import type { Command, CommandOf } from '#shared/domain/commands.ts'
import type { Material, Place } from '#shared/domain/words.ts'
import type { NewId } from '#shared/lib/ids.ts'
import type { Random } from '../../electron/store/demo/random.ts'
import { SETUP_VIA } from '../../electron/store/found.ts'
import { POSITIONS } from './storage.ts'

/** Of a specimen's ten events two are of its intake, these of later acts, and some of its last return. */
export const LATER_ACTS = 8
/** Most tubes are in use in the weeks after they came: so many of the newest are picked from. */
const RECENT = 3_000
/** One act in so many is on a tube of any age. */
const LONG_AGO = 50

interface Tube {
  readonly specimen: string
  readonly material: Material
  place: Place
  isOut: boolean
}

/** The free positions of each material: a position that a tube has left is used again, last of all. */
class FreePlaces {
  readonly #queue: Place[] = []
  #first = 0
  constructor(boxes: readonly string[]) {
    for (const container of boxes)
      for (let index = 0; index < POSITIONS; index++) this.#queue.push({ container, index })
  }
  take(): Place {
    return this.#queue[this.#first++]!
  }
  giveBack(place: Place): void {
    this.#queue.push(place)
  }
}

export interface Days {
  readonly newId: NewId
  readonly random: Random
  readonly studies: readonly string[]
  readonly boxes: ReadonlyMap<Material, readonly string[]>
}

/**
 * The acts of a biobank's life, one after the other: every specimen is taken in, and then taken out,
 * brought back and moved, mostly while it is young.
 */
export function* lifeOf(specimens: number, days: Days): Generator<Command> {
  const free = new Map([...days.boxes].map(([material, ids]) => [material, new FreePlaces(ids)]))
  const materials = [...free.keys()]
  const tubes: Tube[] = []
  for (let n = 0; n < specimens; n++) {
    const material = materials[n % materials.length]!
    const taken = takeIn(n, material, free.get(material)!.take(), days)
    yield taken
    tubes.push({ specimen: taken.specimen, material, place: taken.at!, isOut: false })
    for (let i = 0; i < LATER_ACTS; i++) yield later(pick(tubes, days.random), free, days)
  }
  yield* evening(tubes, days)
}

/** So many tubes are out when the ledger is looked at. */
const STILL_OUT = 300

/** What is still out goes back, but for a few. */
function* evening(tubes: readonly Tube[], { newId }: Days): Generator<Command> {
  const out = tubes.filter(({ isOut }) => isOut)
  for (const { specimen } of out.slice(0, -STILL_OUT))
    yield { type: 'returnTube', id: newId(), via: SETUP_VIA, specimen, at: null }
}

function pick(tubes: readonly Tube[], random: Random): Tube {
  const among = random.below(LONG_AGO) === 0 ? tubes.length : Math.min(RECENT, tubes.length)
  return tubes[tubes.length - 1 - random.below(among)]!
}

const DAY = 86_400_000

function takeIn(
  n: number,
  material: Material,
  at: Place,
  { newId, random, studies }: Days,
): CommandOf<'takeIn'> {
  const donor = `D-${signs(random)}-${signs(random)}`
  return {
    type: 'takeIn',
    id: newId(),
    via: SETUP_VIA,
    specimen: newId(),
    code: `FX${String(n).padStart(8, '0')}`,
    study: random.of(studies),
    material,
    tubeType: 'cryotube',
    collectedAt: null,
    donor: n % 4 === 0 ? donor : null,
    origin: 'primary',
    parent: null,
    nanolitres: 500_000,
    at,
  }
}

const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const signs = (random: Random): string =>
  Array.from({ length: 4 }, () => SIGNS.charAt(random.below(SIGNS.length))).join('')

function later(
  tube: Tube,
  free: ReadonlyMap<Material, FreePlaces>,
  { newId, random }: Days,
): Command {
  const common = { id: newId(), via: SETUP_VIA, specimen: tube.specimen } as const
  if (tube.isOut) {
    tube.isOut = false
    return { ...common, type: 'returnTube', at: null }
  }
  if (random.below(3) > 0) {
    tube.isOut = true
    return { ...common, type: 'checkOut', reason: `RQ-${random.below(900)}` }
  }
  const places = free.get(tube.material)!
  const at = places.take()
  places.giveBack(tube.place)
  tube.place = at
  return { ...common, type: 'move', at }
}

/** Milliseconds until the next act: so that a biobank is about ten years old, however many it holds. */
export const pauseBetween = (specimens: number): number =>
  Math.max(1, Math.floor((3_600 * DAY) / (specimens * (LATER_ACTS + 1))))
