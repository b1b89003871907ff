import type { CommandOf } from '#shared/domain/commands.ts'
import type { Material, Place, TubeType } from '#shared/domain/words.ts'
import type { NewId } from '#shared/lib/ids.ts'
import { SETUP_VIA } from '../found.ts'
import type { Random } from './random.ts'

export const DONORS = 250
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** What is made of one donor's visit: 8 specimens, so 250 donors give 2,000. */
const VISIT: readonly {
  material: Material
  tubeType: TubeType
  microlitres: number
  parent: number | null
  origin: 'primary' | 'derivative' | 'aliquot'
  /** Minutes after the blood was drawn. */
  after: number
}[] = [
  {
    material: 'whole-blood',
    tubeType: 'edta-tube',
    microlitres: 9000,
    parent: null,
    origin: 'primary',
    after: 0,
  },
  {
    material: 'plasma',
    tubeType: 'cryotube',
    microlitres: 4000,
    parent: 0,
    origin: 'derivative',
    after: 72,
  },
  {
    material: 'plasma',
    tubeType: 'cryotube',
    microlitres: 500,
    parent: 1,
    origin: 'aliquot',
    after: 91,
  },
  {
    material: 'plasma',
    tubeType: 'cryotube',
    microlitres: 500,
    parent: 1,
    origin: 'aliquot',
    after: 91,
  },
  {
    material: 'plasma',
    tubeType: 'cryotube',
    microlitres: 500,
    parent: 1,
    origin: 'aliquot',
    after: 92,
  },
  {
    material: 'plasma',
    tubeType: 'cryotube',
    microlitres: 500,
    parent: 1,
    origin: 'aliquot',
    after: 92,
  },
  {
    material: 'buffy-coat',
    tubeType: 'cryotube',
    microlitres: 1000,
    parent: 0,
    origin: 'derivative',
    after: 84,
  },
  {
    material: 'dna',
    tubeType: 'cryotube',
    microlitres: 400,
    parent: 6,
    origin: 'derivative',
    after: 240,
  },
]

/** Letters and digits that no one mistakes for each other. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

export interface DemoIntake {
  readonly at: number
  readonly command: CommandOf<'takeIn'>
}

/** The intake of every specimen, in the order in which it happened, up to `until`. */
export function demoIntakes(
  newId: NewId,
  random: Random,
  boxes: ReadonlyMap<Material, readonly string[]>,
  studies: readonly string[],
  until: number,
): DemoIntake[] {
  const places = new Map([...boxes].map(([material, ids]) => [material, boxPlaces(ids, random)]))
  let code = 5_652_900
  const visits = Array.from({ length: DONORS }, (_, i) => {
    const day = until - DAY * (2 + Math.floor((DONORS - i) * 0.9))
    const drawn = day - (day % DAY) + (8 * 60 + random.below(300)) * MINUTE
    return visit(
      newId,
      random,
      random.of(studies),
      drawn,
      () => `FX${String(code++).padStart(8, '0')}`,
      places,
    )
  })
  return visits.flat().sort((a, b) => a.at - b.at)
}

function visit(
  newId: NewId,
  random: Random,
  study: string,
  drawn: number,
  nextCode: () => string,
  places: ReadonlyMap<Material, Place[]>,
): DemoIntake[] {
  const ids = VISIT.map(() => newId())
  const donor = `D-${signs(random, 4)}-${signs(random, 4)}`
  return VISIT.map((part, i) => ({
    at: drawn + (part.after + 20) * MINUTE + i * 4_000 + random.below(3_000),
    command: {
      type: 'takeIn',
      id: newId(),
      via: SETUP_VIA,
      specimen: ids[i]!,
      code: nextCode(),
      study,
      material: part.material,
      tubeType: part.tubeType,
      collectedAt: drawn + part.after * MINUTE,
      donor,
      origin: part.origin,
      parent: part.parent === null ? null : ids[part.parent]!,
      nanolitres: part.microlitres * 1000,
      at: places.get(part.material)!.shift()!,
    },
  }))
}

const signs = (random: Random, n: number): string =>
  Array.from({ length: n }, () => SIGNS.charAt(random.below(SIGNS.length))).join('')

/** The positions to fill, box after box; boxes are left with some room, as real ones are. */
function boxPlaces(ids: readonly string[], random: Random): Place[] {
  return ids.flatMap((container) => {
    const fill = 81 - (random.below(4) === 0 ? 0 : random.below(30))
    return Array.from({ length: fill }, (_, index) => ({ container, index }))
  })
}
