import type { SprecView } from '#shared/contract/views.ts'
import type { SpecimenClaim } from '#shared/domain/claims.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Fact } from '#shared/domain/facts.ts'
import type { ProcessingRecorded } from '#shared/domain/processing/facts.ts'
import { SPREC_VERSIONS } from '#shared/domain/sprec/lists/versions.ts'
import { isSeparated } from '#shared/domain/sprec/materials.ts'
import { sprecOf } from '#shared/domain/sprec/of.ts'
import type { SolidInputs, SprecInputs } from '#shared/domain/sprec/sprec.ts'
import type { World } from '#shared/domain/world.ts'
import { bodiesOf, factOf } from '../entities.ts'
import type { ReadDb } from '../open.ts'
import { celsiusOf, upwards } from './places.ts'

/** SPR-13: the SPREC code of a specimen in every version, from what this ledger has of it. */
export function sprecView(db: ReadDb, world: World, specimen: string): SprecView | null {
  const line = lineOf(world, specimen)
  if (line.length === 0) return null
  const inputs = inputsOf(world, line, placementsOf(db, specimen))
  return SPREC_VERSIONS.map((version) => sprecOf(version, inputs))
}

/** Further than any lab goes, and a circle that two benches made has an end. */
const LONGEST = 32

/** A specimen's parents from the first on, itself last. */
function lineOf(world: World, specimen: string): readonly SpecimenClaim[] {
  const line: SpecimenClaim[] = []
  let next = world.specimen(specimen)
  while (next && line.length < LONGEST) {
    line.unshift(next)
    next = next.parent === null ? null : world.specimen(next.parent)
  }
  return line
}

/** Whether it is what the donor gave: nothing that lies before it could have been told. */
const isCollected = (first: SpecimenClaim): boolean =>
  first.parent === null &&
  (first.origin === 'primary' || first.origin === 'unknown') &&
  !isSeparated(first.material)

/** A placement that stands, and how cold its place is. */
interface Placement {
  readonly at: number
  readonly celsius: number | null
}

function inputsOf(
  world: World,
  line: readonly SpecimenClaim[],
  placements: readonly Placement[],
): SprecInputs {
  const first = line[0]!
  const self = line.at(-1)!
  const collected = isCollected(first)
  const told = toldOf(world, line)
  const spun = told.processings.filter(({ spins }) => spins.length > 0)
  const began = spun[0] ?? told.processings[0]
  const ended = spun.at(-1)
  const now = placements.at(-1)
  return {
    material: self.material,
    pooled: line.some(({ parents }) => parents !== undefined),
    primaryTube: collected ? first.tubeType : null,
    collectedAt: line.find(({ collectedAt }) => collectedAt !== null)?.collectedAt ?? null,
    processingBeganAt: collected ? (began?.startedAt ?? null) : null,
    keptBefore: collected ? (began?.keptAt ?? null) : null,
    spins: collected && told.isWhole ? told.processings.flatMap(({ spins }) => spins) : null,
    processingEndedAt: ended?.endedAt ?? null,
    keptAfter: ended?.keptAfter ?? null,
    storedAt: placements[0]?.at ?? null,
    storage: {
      tubeType: self.tubeType,
      original: collected && line.length === 1,
      nanolitres: self.nanolitres,
      celsius: now?.celsius ?? null,
      before: placements.findLast(({ celsius }) => celsius !== now?.celsius)?.celsius ?? null,
      programmed: null,
    },
    solid: NOT_RECORDED,
  }
}

/** The ledger has no facts about these yet. */
const NOT_RECORDED: SolidInputs = {
  collection: null,
  sinceDeath: null,
  warmIschaemia: null,
  coldIschaemia: null,
  fixation: null,
  fixationTime: null,
}

/**
 * The processings along a line, and whether they are all that was done: a portion that nobody told a
 * processing of was only divided, but a separation was made somehow.
 */
function toldOf(world: World, line: readonly SpecimenClaim[]) {
  const steps = line.slice(1).map((one) => ({ one, processing: processingOf(world, one) }))
  const processings = steps.flatMap(({ processing }) => processing ?? [])
  const untold = steps.some(({ one, processing }) => !processing && one.origin !== 'aliquot')
  return { processings, isWhole: processings.length > 0 && !untold }
}

function processingOf(world: World, { processing }: SpecimenClaim): ProcessingRecorded | null {
  const told = processing === undefined ? null : world.processing(processing)
  return told && !told.undone ? told : null
}

type Placing = Extract<Fact, { type: 'specimen.stored' | 'specimen.moved' | 'specimen.returned' }>

/** Where the tube was put, from the first on. A placement that was undone, and its undoing, do not count. */
function placementsOf(db: ReadDb, specimen: string): readonly Placement[] {
  const facts = bodiesOf(db, entity.tube(specimen)).flatMap(({ body }) => factOf(body) ?? [])
  const undone = new Set(facts.map(undoes))
  return facts
    .filter(isPlacing)
    .filter((fact) => !undone.has(fact.uid) && undoes(fact) === undefined)
    .map((fact) => ({
      at: fact.at,
      celsius: celsiusOf(upwards(db, fact.data.at.container)),
    }))
}

const isPlacing = (fact: Fact): fact is Placing =>
  fact.type === 'specimen.stored' ||
  fact.type === 'specimen.moved' ||
  fact.type === 'specimen.returned'

const undoes = ({ data }: Fact): string | undefined => ('undoes' in data ? data.undoes : undefined)
