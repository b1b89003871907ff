import type { RackShape } from '#shared/scan/rack/read.ts'
import { RACK_SHAPES } from '#shared/scan/rack/read.ts'
import { type Chance, chanceOf } from '../../test/support/pictures/chance.ts'
import { type RackTaking, takenRack } from '../../test/support/pictures/rack.ts'
import type { Case, Kind } from './cases.ts'

/** Kinds of pictures that are given or drawn by a seed. */
export type AnyKind = Kind | 'drawn racks'

/** What makes a rack hard to read, each alone and then all at once. */
const TAKINGS: Readonly<Record<string, (chance: Chance) => Partial<RackTaking>>> = {
  full: () => ({}),
  'half full': () => ({ hasTube: (column, row) => column + row < 8 }),
  turned: (chance) => ({ degrees: chance.between(-40, 40) }),
  aslant: (chance) => ({ aslant: chance.between(0.02, 0.08) }),
  blurred: () => ({ blur: 1 }),
  noisy: (chance) => ({ noise: chance.between(12, 24) }),
  damaged: () => ({ scratched: 0.1, blank: 0.05 }),
  'all at once': (chance) => ({
    degrees: chance.between(-8, 8),
    aslant: 0.03,
    blur: 1,
    noise: 8,
    scratched: 0.05,
    blank: 0.05,
    standing: true,
    hasTube: (column, row) => (column * 7_919 + row * 104_729) % 17 > 4,
  }),
}

/** Whole racks of every shape, each hardship once with the seed's own choice of a shape. */
export function generatedRacks(seed: number): Case[] {
  const chance = chanceOf(seed)
  const plain = RACK_SHAPES.map((shape) => rackCase('plain', shape, {}, chance))
  const hard = Object.entries(TAKINGS).map(([name, taking]) =>
    rackCase(name, chance.of(RACK_SHAPES), taking(chance), chance),
  )
  return [...plain, ...hard]
}

function rackCase(name: string, shape: RackShape, wish: Partial<RackTaking>, chance: Chance): Case {
  const pitch = shape.columns > 12 ? 66 : 88
  const own = Math.floor(chance.next() * 2 ** 32)
  const rackCode = { kind: 'datamatrix', text: `RK${String(own % 1e6).padStart(6, '0')}` }
  const scene = takenRack({ shape, pitch, rackCode, ...wish }, chanceOf(own))
  const inWells = scene.wells.flatMap((tube) => tube?.text ?? [])
  return {
    set: 'drawn racks',
    name: `${name} ${shape.rows} x ${shape.columns}`,
    picture: () => scene.picture,
    truths: [...inWells, rackCode.text],
    formats: ['DataMatrix'],
    many: true,
  }
}
