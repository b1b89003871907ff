import { describe, expect, test } from 'vitest'
import type { Command } from '#shared/domain/commands.ts'
import type { SpecimenAccessioned } from '#shared/domain/specimen/facts.ts'
import type { Place } from '#shared/domain/words.ts'
import {
  accessioned,
  at,
  BOX,
  boxMade,
  codeOf,
  lab,
  NOON,
  siteFounded,
  specimenData,
  stored,
  studyCreated,
  T1,
  T2,
  T3,
  T4,
} from '../../support/domain/facts.ts'
import { ask, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const HOUR = 3_600_000
const UNDO = testId('c', 2)

const register = (specimen: string, more: Partial<SpecimenAccessioned> = {}) =>
  ask('accession', specimenData(specimen, more))
const takeIn = (specimen: string, to: Place, more: Partial<SpecimenAccessioned> = {}) =>
  ask('takeIn', { ...specimenData(specimen, more), at: to })
const row = (specimen: string, more: Partial<SpecimenAccessioned> & { at?: Place } = {}) => ({
  at: null,
  ...specimenData(specimen),
  ...more,
})
const importAll = (...specimens: ReturnType<typeof row>[]) => ask('importSpecimens', { specimens })
const undo = (command: Command) => ask('undo', { command: command.id }, UNDO)

/** A lab where T1 was registered, and that was taken back. */
const undoneT1 = () =>
  given(lab)
    .after(register(T1))
    .after(undo(register(T1)))

describe('SPE-1 a barcode is bound once, for ever', () => {
  test('to a specimen, with all that was said of it', () => {
    given(lab)
      .when(register(T1, { donor: 'D-1', nanolitres: 500_000, collectedAt: NOON - HOUR }))
      .brings(accessioned(T1, { donor: 'D-1', nanolitres: 500_000, collectedAt: NOON - HOUR }))
  })

  test('not to a second specimen', () => {
    given(lab, accessioned(T1))
      .when(register(T2, { code: codeOf(T1) }))
      .refuses({ type: 'CodeTaken', by: 'specimen', id: T1 })
  })

  test('not to a second one that names where the first stands', () => {
    given(lab, accessioned(T1), stored(T1, at('B3')))
      .when(takeIn(T2, at('B4'), { code: codeOf(T1) }))
      .refuses({ type: 'AlreadyStored', specimen: T1, name: 'BX-1/B3' })
  })

  test('not where a container has it', () => {
    given(lab)
      .when(register(T1, { code: 'BX-1' }))
      .refuses({ type: 'CodeTaken', by: 'container', id: BOX })
  })

  test('and its specimen keeps its identifier: another code never writes over it', () => {
    expect(() => given(lab, accessioned(T1)).when(register(T1, { code: 'FX9' }))).toThrow(
      'new identifier',
    )
    expect(() => given(lab).when(importAll(row(T1), row(T1, { code: 'FX9' })))).toThrow(
      'new identifier',
    )
  })
})

describe('SPE-2 a code whose accession was undone takes up the same specimen', () => {
  test('never a new one', () => {
    undoneT1()
      .when(register(T2, { code: codeOf(T1) }))
      .brings(accessioned(T1))
  })

  test('in an intake with its position', () => {
    undoneT1()
      .when(takeIn(T2, at('B3'), { code: codeOf(T1) }))
      .brings(accessioned(T1), stored(T1, at('B3')))
  })

  test('in an import with its position, and as the parent of later rows', () => {
    const rows = [
      row(T2, { code: codeOf(T1), at: at('B3') }),
      row(T3, { parent: T2, origin: 'derivative' }),
    ]
    undoneT1()
      .when(importAll(...rows))
      .brings(
        accessioned(T1),
        stored(T1, at('B3')),
        accessioned(T3, { parent: T1, origin: 'derivative' }),
      )
  })

  test('is taken up by nobody while another bench has it bound to a tube that is there', () => {
    const again = register(T2, { code: codeOf(T1) })
    given(lab)
      .afterApart([register(T1), undo(register(T1))], [again])
      .when(register(T3, { code: codeOf(T1) }))
      .refuses({ type: 'CodeTaken', by: 'specimen', id: T2 })
    given(lab)
      .afterApart([again], [register(T1), undo(register(T1))])
      .when(register(T3, { code: codeOf(T1) }))
      .refuses({ type: 'CodeTaken', by: 'specimen', id: T2 })
  })
})

describe('SPE-3 the study is known, and so is the parent', () => {
  test.each([
    ['a study', { study: testId('d', 9) }, { what: 'study', id: testId('d', 9) }],
    ['a parent', { parent: T2 }, { what: 'specimen', id: T2 }],
  ] as const)('%s that is not known', (_, more, refusal) => {
    given(lab)
      .when(register(T1, more))
      .refuses({ type: 'NotFound', ...refusal })
  })

  test('a parent that is known', () => {
    given(lab, accessioned(T2))
      .when(register(T1, { parent: T2, origin: 'aliquot' }))
      .brings(accessioned(T1, { parent: T2, origin: 'aliquot' }))
  })

  test('never its own parent', () => {
    given(lab)
      .when(register(T1, { parent: T1 }))
      .refuses({ type: 'NotFound', id: T1 })
    given(lab)
      .when(importAll(row(T1, { parent: T1 })))
      .refuses({ type: 'NotFound', id: T1 })
  })
})

describe('SPE-4 nothing was collected before its parent, nor more than a day in the future', () => {
  const child = (collectedAt: number | null) => register(T1, { parent: T2, collectedAt })
  const withParent = (collectedAt: number | null) => given(lab, accessioned(T2, { collectedAt }))

  test('a child that is a second older', () => {
    withParent(NOON - HOUR)
      .when(child(NOON - HOUR - 1_000))
      .refuses({ type: 'OlderThanParent', parent: codeOf(T2) })
  })

  test.each([
    ['of the same moment', NOON - HOUR, NOON - HOUR],
    ['whose parent has no time', null, NOON - 900 * HOUR],
    ['without a time', NOON, null],
  ])('a child %s', (_, parent, own) => {
    withParent(parent)
      .when(child(own))
      .brings(accessioned(T1, { parent: T2, collectedAt: own }))
  })

  test('the clock of the hospital may be ahead by a day and no more', () => {
    const day = 24 * HOUR
    given(lab)
      .when(register(T1, { collectedAt: NOON + day }))
      .brings(accessioned(T1, { collectedAt: NOON + day }))
    given(lab)
      .when(register(T1, { collectedAt: NOON + day + 1 }))
      .refuses({ type: 'CollectedInFuture', code: codeOf(T1) })
  })
})

describe('SPE-5 an import is all rows or none', () => {
  test('all, in the order of the rows, each with its position', () => {
    given(lab)
      .when(importAll(row(T1, { at: at('A1') }), row(T2), row(T3, { at: at('A2') })))
      .brings(
        accessioned(T1),
        stored(T1, at('A1')),
        accessioned(T2),
        accessioned(T3),
        stored(T3, at('A2')),
      )
  })

  test('none when a code occurs twice', () => {
    given(lab)
      .when(importAll(row(T1), row(T2, { code: codeOf(T1) })))
      .refuses({ type: 'CodeTwice', code: codeOf(T1) })
  })

  test('none when a position occurs twice, which is named as people say it', () => {
    given(lab)
      .when(importAll(row(T1, { at: at('A1') }), row(T2, { at: at('A1') })))
      .refuses({ type: 'PlaceTaken', at: at('A1'), name: 'BX-1/A1', by: codeOf(T1) })
  })

  test('none when the last row is of the wrong kind', () => {
    const serum = [siteFounded(), studyCreated(), boxMade(BOX, { holds: ['serum'] })]
    given(serum)
      .when(importAll(row(T1), row(T2, { at: at('A1') })))
      .refuses({ type: 'WrongKind' })
  })

  test('a parent stands above its children', () => {
    const child = row(T2, { parent: T1, origin: 'aliquot' })
    given(lab)
      .when(importAll(row(T1), child))
      .brings(accessioned(T1), accessioned(T2, { parent: T1, origin: 'aliquot' }))
    given(lab)
      .when(importAll(child, row(T1)))
      .refuses({ type: 'NotFound', id: T1 })
  })
})

describe('an intake is one act', () => {
  test('of accession and placement', () => {
    given(lab)
      .when(takeIn(T1, at('B3')))
      .brings(accessioned(T1), stored(T1, at('B3')))
  })

  test('that is refused as a whole where the position is taken', () => {
    given(lab, accessioned(T1), stored(T1, at('B3')))
      .when(takeIn(T2, at('B3')))
      .refuses({ type: 'PlaceTaken' })
  })
})

describe('SPE-3 a parent that was taken back', () => {
  test('is no parent', () => {
    undoneT1()
      .when(register(T2, { parent: T1 }))
      .refuses({ type: 'Undone', code: codeOf(T1) })
  })

  test('is one again when its code was taken up again', () => {
    expect(
      undoneT1()
        .after(register(T3, { code: codeOf(T1) }))
        .when(register(T2, { parent: T1 })).facts,
    ).toHaveLength(1)
  })
})

describe('SPE-6 nothing comes from itself', () => {
  /** T1 with a child T2 of another bench, which took T1 back without having seen that child. */
  const orphaned = () =>
    given(lab)
      .after(register(T1))
      .afterApart([undo(register(T1))], [ask('accession', specimenData(T2, { parent: T1 }), OTHER)])
  const OTHER = testId('c', 3)

  test('not as the child of its own child', () => {
    orphaned()
      .when(register(T3, { code: codeOf(T1), parent: T2 }))
      .refuses({ type: 'OwnAncestor', code: codeOf(T1), parent: codeOf(T2) })
    expect(orphaned().when(register(T3, { code: codeOf(T1) })).facts).toHaveLength(1)
  })

  test('nor by way of another row of the same table', () => {
    orphaned()
      .when(importAll(row(T3, { parent: T2 }), row(T4, { code: codeOf(T1), parent: T3 })))
      .refuses({ type: 'OwnAncestor', code: codeOf(T1), parent: codeOf(T3) })
  })
})

describe('SPE-7 an accession that one bench took back while another put its tube somewhere', () => {
  const A1 = at('A1')
  const C1 = at('C1')
  const place = ask('takeIn', { ...specimenData(T1), at: A1 })
  const disputed = () =>
    given(lab)
      .after(place)
      .afterApart([undo(place)], [ask('move', { specimen: T1, at: C1 }, testId('c', 3))])

  test('is live and disputed', () => {
    const { ledger } = disputed()
    expect(ledger.world().specimen(T1)).toMatchObject({ undone: false })
    disputed()
      .when(ask('checkOut', { specimen: T1, reason: null }))
      .refuses({ type: 'Disputed', code: codeOf(T1) })
    disputed()
      .when(register(T2, { code: codeOf(T1) }))
      .refuses({ type: 'AlreadyStored', specimen: T1, at: C1 })
  })

  test('is settled by a move, after which it is a tube as any other', () => {
    const settled = disputed().after(ask('move', { specimen: T1, at: A1 }, testId('c', 4)))
    expect(settled.ledger.world().tube(T1)).toMatchObject([{ state: 'stored', at: A1 }])
    expect(settled.when(ask('checkOut', { specimen: T1, reason: null })).facts).toHaveLength(1)
  })

  test('is gone where nobody put it anywhere', () => {
    expect(given(lab).after(place).after(undo(place)).ledger.world().specimen(T1)).toMatchObject({
      undone: true,
    })
  })
})
