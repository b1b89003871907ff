import { describe, expect, test } from 'vitest'
import { CONTAINER_KINDS, type ContainerCreated } from '#shared/domain/container/facts.ts'
import { placeName } from '#shared/domain/container/rules.ts'
import {
  accessioned,
  at,
  BOX,
  codeOf,
  containerCreated,
  containerData,
  IDA,
  JANA,
  lab,
  MARC,
  NINE,
  STUDY,
  specimenData,
  T1,
} from '../../support/domain/facts.ts'
import { ask, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const [FREEZER, SHELF, RACK, NEW_BOX] = [1, 2, 3, 4].map((n) => testId('f', n)) as [
  string,
  string,
  string,
  string,
]
const FIVE = { rows: 5, columns: 1, scheme: 'numbers', fill: 'rows-top-left', prefix: 'S' } as const
const freezer = containerData(FREEZER, 'freezer', { name: 'F1', code: 'F1', layout: FIVE })
const inFreezer = (index: number) => ({ container: FREEZER, index })
const shelf = containerData(SHELF, 'shelf', { place: inFreezer(0), layout: FIVE })

const create = (...containers: ContainerCreated[]) => ask('createContainers', { containers })
const withFreezer = () => given(lab, containerCreated(freezer))

describe('CON-1 a container stands in one of a larger kind', () => {
  test('a shelf in a freezer', () => {
    withFreezer().when(create(shelf), MARC).brings(containerCreated(shelf))
  })

  test.each(CONTAINER_KINDS.filter((kind) => !['shelf', 'rack', 'box'].includes(kind)))(
    'no %s in a freezer',
    (kind) => {
      const it = containerData(SHELF, kind, { place: inFreezer(0) })
      withFreezer().when(create(it), MARC).refuses({ type: 'WrongParent', kind, parent: 'F1' })
    },
  )

  test('no shelf in a shelf', () => {
    const inside = containerData(RACK, 'shelf', { place: { container: SHELF, index: 0 } })
    withFreezer().when(create(shelf, inside), MARC).refuses({ type: 'WrongParent', kind: 'shelf' })
  })

  test('nothing in itself, whatever it says', () => {
    const itself = containerData(RACK, 'rack', {
      place: { container: RACK, index: 0 },
      layout: FIVE,
    })
    given(lab).when(create(itself), MARC).refuses({ type: 'NotFound', what: 'container', id: RACK })
  })
})

describe('CON-2 it stands at a free place that its parent has', () => {
  test('or directly on the site', () => {
    given(lab).when(create(freezer), MARC).brings(containerCreated(freezer))
  })

  test('later ones of one act may stand in earlier ones', () => {
    const rack = containerData(RACK, 'rack', { place: { container: SHELF, index: 1 } })
    const all = [freezer, shelf, rack]
    given(lab)
      .when(create(...all), MARC)
      .brings(...all.map(containerCreated))
    given(lab)
      .when(create(rack, shelf, freezer), MARC)
      .refuses({ type: 'NotFound', id: SHELF })
  })

  test('not beyond the last place', () => {
    const beyond = { ...shelf, place: inFreezer(5) }
    withFreezer().when(create(beyond), MARC).refuses({ type: 'NotAPosition', container: 'F1' })
  })

  test('not in a parent without places', () => {
    const plain = containerCreated({ ...freezer, layout: null })
    given(lab, plain).when(create(shelf), MARC).refuses({ type: 'NotAPosition' })
  })

  test('not where one stands already', () => {
    const second = { ...shelf, container: RACK }
    const refusal = { type: 'PlaceTaken', name: 'F1/S1' } as const
    given(lab, containerCreated(freezer), containerCreated(shelf))
      .when(create(second), MARC)
      .refuses(refusal)
    withFreezer().when(create(shelf, second), MARC).refuses(refusal)
  })
})

describe('CON-3 its code is bound to nothing else', () => {
  const coded = containerData(NEW_BOX, 'box', { code: codeOf(T1), layout: NINE })

  test('neither to a container', () => {
    const same = { ...coded, code: 'BX-1' }
    given(lab).when(create(same), MARC).refuses({ type: 'CodeTaken', by: 'container', id: BOX })
  })

  test('nor to a tube', () => {
    given(lab, accessioned(T1))
      .when(create(coded), MARC)
      .refuses({ type: 'CodeTaken', by: 'specimen', id: T1 })
  })

  test('nor twice within one act', () => {
    const other = { ...coded, container: RACK }
    given(lab).when(create(coded, other), MARC).refuses({ type: 'CodeTwice', code: coded.code! })
  })

  test('nor later to a tube', () => {
    given(lab, containerCreated(coded))
      .when(ask('accession', specimenData(T1)))
      .refuses({ type: 'CodeTaken', by: 'container', id: NEW_BOX })
  })
})

describe('an identifier of a container', () => {
  test('that is in use already is a defect of whoever asks: nothing is overwritten', () => {
    const again = containerData(BOX, 'box', { code: 'BX-9', layout: NINE })
    expect(() => given(lab).when(create(again), MARC)).toThrow('new identifier')
    const twice = { ...freezer, code: null }
    expect(() => given(lab).when(create(freezer, twice), MARC)).toThrow('new identifier')
  })
})

describe('the name of a place as people say it', () => {
  const world = given(lab).ledger.world()

  test('is the code of the container and the name of the position', () => {
    expect(placeName(world, at('B3'))).toBe('BX-1/B3')
  })

  test('says so when the place is of no container that is known', () => {
    expect(placeName(world, { container: testId('0', 0), index: 4 })).toBe('?/5')
    expect(placeName(world, { container: BOX, index: 81 })).toBe('?/82')
  })
})

describe('DIR-3 containers are created', () => {
  test.each([
    ['a manager', MARC],
    ['an administrator', JANA],
  ])('by %s', (_, actor) => {
    given(lab).when(create(freezer), actor).brings(containerCreated(freezer))
  })

  test('not by a technician, nor by a study that somebody takes for a person', () => {
    const no = { type: 'NotAllowed', needs: 'manager' } as const
    given(lab).when(create(freezer), IDA).refuses(no)
    given(lab).when(create(freezer), STUDY).refuses(no)
  })
})
