import type { ContainerCreated, ContainerKind } from '#shared/domain/container/facts.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import type { Layout } from '#shared/domain/position/layout.ts'
import { readPositionName } from '#shared/domain/position/names.ts'
import type { SpecimenAccessioned } from '#shared/domain/specimen/facts.ts'
import type { Place, Role } from '#shared/domain/words.ts'
import { testId } from '../sync/events.ts'

/** Readable identifiers of the things that tests speak of. */
export const SITE = testId('5', 1)
export const STUDY = testId('d', 1)
export const IDA = testId('a', 1)
export const MARC = testId('a', 2)
export const JANA = testId('a', 3)
export const BOX = testId('b', 1)
export const OTHER_BOX = testId('b', 2)
export const [T1, T2, T3, T4] = [1, 2, 3, 4].map((n) => testId('7', n)) as [
  string,
  string,
  string,
  string,
]

/** Noon on 1 March 2026, UTC: when everything in a test happens unless it says otherwise. */
export const NOON = Date.UTC(2026, 2, 1, 12)

export const NINE: Layout = {
  rows: 9,
  columns: 9,
  scheme: 'letters-numbers',
  fill: 'rows-top-left',
}

/** A position of a 9 x 9 box by its name. */
export const at = (name: string, container = BOX): Place => ({
  container,
  index: readPositionName(NINE, name)!,
})

export const siteFounded = (name = 'Uppsala'): Draft => ({
  type: 'site.founded',
  ents: [entity.site(SITE)],
  data: { site: SITE, name, zone: 'Europe/Stockholm', tubeCodes: [] },
})

export const personAdded = (person: string, role: Role, name = role): Draft => ({
  type: 'person.added',
  ents: [entity.person(person)],
  data: { person, name, role, badge: null },
})

export const studyCreated = (study = STUDY): Draft => ({
  type: 'study.created',
  ents: [entity.study(study)],
  data: { study, code: 'NORDLUNG', name: 'Nordic lung cohort' },
})

export function containerData(
  container: string,
  kind: ContainerKind,
  given: Partial<ContainerCreated> = {},
): ContainerCreated {
  const plain = { code: null, place: null, layout: null, holds: [], celsius: null }
  return { container, kind, name: kind, ...plain, ...given }
}

export function containerCreated(data: ContainerCreated): Draft {
  const ents = [entity.container(data.container)]
  if (data.code) ents.push(entity.code(data.code))
  if (data.place) ents.push(entity.position(data.place))
  return { type: 'container.created', ents, data }
}

/** A 9 x 9 box. */
export const boxMade = (container = BOX, given: Partial<ContainerCreated> = {}): Draft =>
  containerCreated(
    containerData(container, 'box', {
      code: container === BOX ? 'BX-1' : 'BX-2',
      layout: NINE,
      ...given,
    }),
  )

/** The code of a tube by its specimen: `FX00000001` for the first. */
export const codeOf = (specimen: string): string => `FX${specimen.slice(-8)}`

export function specimenData(
  specimen: string,
  given: Partial<SpecimenAccessioned> = {},
): SpecimenAccessioned {
  return {
    specimen,
    code: codeOf(specimen),
    accession: '26-1-00001',
    study: STUDY,
    material: 'plasma',
    tubeType: 'cryotube',
    collectedAt: null,
    donor: null,
    origin: 'primary',
    parent: null,
    nanolitres: null,
    ...given,
  }
}

export function accessioned(specimen: string, given: Partial<SpecimenAccessioned> = {}): Draft {
  const data = specimenData(specimen, given)
  return {
    type: 'specimen.accessioned',
    ents: [entity.specimen(specimen), entity.code(data.code), entity.tube(specimen)],
    data,
  }
}

export const accessionUndone = (specimen: string, undoes: string): Draft => ({
  type: 'specimen.accession_undone',
  ents: [entity.specimen(specimen), entity.code(codeOf(specimen)), entity.tube(specimen)],
  data: { specimen, code: codeOf(specimen), undoes },
})

const tubeAnd = (specimen: string, ...places: readonly Place[]): string[] => [
  ...new Set([entity.tube(specimen), ...places.map(entity.position)]),
]

export const stored = (specimen: string, to: Place): Draft => ({
  type: 'specimen.stored',
  ents: tubeAnd(specimen, to),
  data: { specimen, at: to },
})

/** `others`: further places that the mover saw claimed. */
export const moved = (
  specimen: string,
  from: Place,
  to: Place,
  undoes?: string,
  others: readonly Place[] = [],
): Draft => ({
  type: 'specimen.moved',
  ents: tubeAnd(specimen, from, ...others, to),
  data: { specimen, from, at: to, ...(undoes && { undoes }) },
})

export const checkedOut = (
  specimen: string,
  from: Place,
  reason: string | null = null,
  undoes?: string,
): Draft => ({
  type: 'specimen.checked_out',
  ents: tubeAnd(specimen, from),
  data: { specimen, at: from, reason, ...(undoes && { undoes }) },
})

export const returned = (specimen: string, from: Place, to: Place, undoes?: string): Draft => ({
  type: 'specimen.returned',
  ents: tubeAnd(specimen, from, to),
  data: { specimen, from, at: to, ...(undoes && { undoes }) },
})

export const placementUndone = (specimen: string, from: Place, undoes: string): Draft => ({
  type: 'specimen.placement_undone',
  ents: tubeAnd(specimen, from),
  data: { specimen, from, undoes },
})

/** The site, its people, one study and two boxes: what most tests begin with. */
export const lab: readonly Draft[] = [
  siteFounded(),
  personAdded(IDA, 'technician'),
  personAdded(MARC, 'manager'),
  personAdded(JANA, 'administrator'),
  studyCreated(),
  boxMade(BOX),
  boxMade(OTHER_BOX),
]
