import { describe, expect, test } from 'vitest'
import type { CommandOf } from '#shared/domain/commands.ts'
import { entity } from '#shared/domain/entities.ts'
import type { FactType } from '#shared/domain/facts.ts'
import {
  accessioned,
  at,
  boxMade,
  NOON,
  specimenData,
  studyCreated,
  T1,
  T2,
  T3,
  T4,
} from '../../support/domain/facts.ts'
import { ask, given, type Then } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const HOUR = 3_600_000
const P1 = testId('9', 1)
const batch: CommandOf<'makeChild'>['processing'] = {
  processing: P1,
  kind: 'aliquot',
  startedAt: NOON - HOUR,
  endedAt: NOON,
  spins: [],
  keptAt: null,
  keptAfter: null,
  method: null,
}
const blood = {
  material: 'whole-blood',
  nanolitres: 1_000_000,
  collectedAt: NOON - 2 * HOUR,
} as const
const known = given(studyCreated(), boxMade(), accessioned(T1, blood), accessioned(T2, blood))

const part = (child: string, some: Partial<CommandOf<'makeChild'>> = {}) => {
  const { accession: _, parent: __, ...data } = specimenData(child, { ...blood, origin: 'aliquot' })
  return { parent: T1, take: 400_000, child: { ...data, nanolitres: 400_000 }, at: null, ...some }
}
const child = (name: string, some: Partial<CommandOf<'makeChild'>> = {}, id = testId('c', 7)) =>
  ask('makeChild', { processing: batch, ...part(name, some) }, id)
const types = (then: Then): FactType[] => then.facts.map(({ type }) => type)

describe('PRO-1 a child of one parent', () => {
  test('is registered, and its parent has given for it, in one act', () => {
    const then = known.when(child(T3, { at: at('B3') }))
    expect(types(then)).toEqual([
      'processing.recorded',
      'specimen.accessioned',
      'specimen.used',
      'specimen.stored',
    ])
    expect(then.facts[1]!.data).toMatchObject({ parent: T1, processing: P1, origin: 'aliquot' })
    expect(then.facts[2]).toMatchObject({
      ents: [entity.amount(T1)],
      data: { nanolitres: 400_000 },
    })
  })
})

describe('PRO-2 a pool', () => {
  test('names every parent, and takes from each', () => {
    const { parent: _, take: __, ...rest } = part(T3)
    const parents = [T1, T2].map((specimen) => ({ specimen, take: 100_000 }))
    const then = known.when(ask('pool', { processing: batch, ...rest, parents }))
    expect(then.facts[1]!.data).toMatchObject({ parent: null, parents: [T1, T2] })
    expect(types(then).filter((type) => type === 'specimen.used')).toHaveLength(2)
  })
})

describe('PRO-3 what is not there', () => {
  test('is refused, with what is left', () => {
    known
      .when(child(T3, { take: 1_000_001 }))
      .refuses({ type: 'NotEnough', left: 1_000_000, asked: 1_000_001 })
  })

  test('counts what was given before', () => {
    given(studyCreated(), accessioned(T1, blood))
      .after(child(T3, {}, testId('c', 1)))
      .when(child(T4, { take: 700_000 }, testId('c', 2)))
      .refuses({ type: 'NotEnough', left: 600_000 })
  })

  test('what nobody measured has no limit', () => {
    const then = given(studyCreated(), accessioned(T1, { ...blood, nanolitres: null })).when(
      child(T3, { take: 900_000_000 }),
    )
    expect(then.facts.at(-1)!.data).toMatchObject({ nanolitres: 900_000_000 })
  })
})

test('PRO-4 what was done to a batch is told with its first child alone', () => {
  const then = given(studyCreated(), accessioned(T1, blood))
    .after(child(T3, {}, testId('c', 1)))
    .when(child(T4, {}, testId('c', 2)))
  expect(types(then)).toEqual(['specimen.accessioned', 'specimen.used'])
})

describe('PRO-4 what was told of a batch', () => {
  const [first, second] = [testId('c', 1), testId('c', 2)]
  const two = () =>
    given(studyCreated(), accessioned(T1, blood))
      .after(child(T3, {}, first))
      .after(child(T4, {}, second))

  test('stays with the second child when the first is taken back', () => {
    expect(types(two().when(ask('undo', { command: first })))).not.toContain('processing.undone')
  })
  test.each([
    ['first, then the second', first, second],
    ['second, then the first', second, first],
  ])('goes with the last of them: the %s', (_, before, last) => {
    const then = two()
      .after(ask('undo', { command: before }, testId('c', 3)))
      .when(ask('undo', { command: last }))
    const told = two().ledger.events.find(({ fact }) => fact.type === 'processing.recorded')
    expect(then.facts.filter(({ type }) => type === 'processing.undone')).toEqual([
      expect.objectContaining({ data: { processing: P1, undoes: told?.fact.uid } }),
    ])
  })
})

test('PRO-5 a parent of which nothing is left is closed with its last child', () => {
  const then = known.when(child(T3, { closes: true }))
  expect(then.facts.at(-1)).toMatchObject({ type: 'specimen.closed', data: { specimen: T1 } })
})

describe('PRO-6 the times of a batch', () => {
  const when = (times: Partial<typeof batch>) =>
    known.when(ask('makeChild', { processing: { ...batch, ...times }, ...part(T3) }))

  test('do not end before they begin', () => {
    when({ endedAt: NOON - 2 * HOUR + 1 }).refuses({ how: 'ended-before-started' })
  })
  test('do not lie in the future', () => {
    when({ endedAt: NOON + 25 * HOUR }).refuses({ how: 'in-future' })
  })
  test('are not before the parent was collected, to the millisecond', () => {
    when({ startedAt: blood.collectedAt - 1 }).refuses({ how: 'before-collected' })
    expect(when({ startedAt: blood.collectedAt }).result.ok).toBe(true)
  })
})

describe('PRO-7 the tubes of a rack', () => {
  const rack = (...parts: ReturnType<typeof part>[]) =>
    known.when(ask('makeChildren', { processing: batch, parts }))

  test('are made in one act, with the batch told once and each parent closed once', () => {
    const then = rack(part(T3, { closes: true }), part(T4, { closes: true }))
    expect(types(then)).toEqual([
      'processing.recorded',
      'specimen.accessioned',
      'specimen.used',
      'specimen.closed',
      'specimen.accessioned',
      'specimen.used',
    ])
  })
  test('count together what their parent gives', () => {
    rack(part(T3, { take: 600_000 }), part(T4, { take: 600_000 })).refuses({
      type: 'NotEnough',
      asked: 1_200_000,
    })
  })
  test('have no code and no position twice', () => {
    rack(part(T3), part(T3)).refuses({ type: 'CodeTwice' })
    rack(part(T3, { at: at('A1') }), part(T4, { at: at('A1') })).refuses({ type: 'PlaceTaken' })
  })
})

describe('UND-1 a child taken back', () => {
  const made = (some: Partial<CommandOf<'makeChild'>> = {}) =>
    given(studyCreated(), boxMade(), accessioned(T1, blood)).after(child(T3, some))

  test('gives back what its parent gave, opens it again, and takes the batch with it', () => {
    const then = made({ closes: true, at: at('A1') }).when(ask('undo', { command: testId('c', 7) }))
    expect(types(then)).toEqual([
      'specimen.reopened',
      'specimen.placement_undone',
      'specimen.used',
      'specimen.accession_undone',
      'processing.undone',
    ])
  })
})

test('PRO-3 two benches apart may use up what is there twice: both facts stand', () => {
  const both = given(studyCreated(), accessioned(T1, blood)).afterApart(
    [child(T3, { take: 700_000 }, testId('c', 1))],
    [child(T4, { take: 700_000 }, testId('c', 2))],
  )
  both
    .when(child(testId('7', 5), { take: 1 }, testId('c', 3)))
    .refuses({ type: 'NotEnough', left: 0 })
})
