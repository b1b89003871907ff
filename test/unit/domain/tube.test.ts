import { describe, expect, test } from 'vitest'
import {
  accessioned,
  accessionUndone,
  at,
  BOX,
  boxMade,
  checkedOut,
  codeOf,
  containerCreated,
  containerData,
  lab,
  moved,
  OTHER_BOX,
  returned,
  siteFounded,
  stored,
  studyCreated,
  T1,
  T2,
  T3,
} from '../../support/domain/facts.ts'
import { apart, ask, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const store = (specimen: string, to = at('B3')) => ask('store', { specimen, at: to })
const move = (specimen: string, to: ReturnType<typeof at>) => ask('move', { specimen, at: to })
const takeOut = (specimen: string) => ask('checkOut', { specimen, reason: 'RQ-118' })
const bringBack = (specimen: string, to: ReturnType<typeof at> | null = null) =>
  ask('returnTube', { specimen, at: to })

const bothIn = (place: ReturnType<typeof at>) => [
  accessioned(T1),
  accessioned(T2),
  apart([stored(T1, place)], [stored(T2, place)]),
]

describe('TUB-1 a tube goes only to a position that its box has', () => {
  test('for instance to B3', () => {
    given(lab, accessioned(T1))
      .when(store(T1))
      .brings(stored(T1, at('B3')))
  })

  test('not beyond the last', () => {
    given(lab, accessioned(T1))
      .when(store(T1, { container: BOX, index: 81 }))
      .refuses({ type: 'NotAPosition', container: 'BX-1' })
  })

  test('not to a rack, nor to a box without positions', () => {
    const rack = containerData(testId('f', 1), 'rack', { layout: { ...RACKED } })
    const bag = containerData(testId('f', 2), 'box')
    const past = [...lab, containerCreated(rack), containerCreated(bag), accessioned(T1)]
    for (const { container } of [rack, bag])
      given(past)
        .when(store(T1, { container, index: 0 }))
        .refuses({ type: 'NotAPosition' })
  })

  test('not to a box that nobody knows', () => {
    given(lab, accessioned(T1))
      .when(store(T1, { container: testId('f', 3), index: 0 }))
      .refuses({ type: 'NotFound', what: 'container' })
  })
})

const RACKED = { rows: 4, columns: 1, scheme: 'numbers', fill: 'rows-top-left' } as const

describe('TUB-2 one tube to a position', () => {
  test('a taken one refuses a second, and names the first', () => {
    given(lab, accessioned(T1), stored(T1, at('B3')), accessioned(T2))
      .when(store(T2))
      .refuses({ type: 'PlaceTaken', name: 'BX-1/B3', by: codeOf(T1) })
  })

  test('a tube that is out still holds its position', () => {
    given(lab, accessioned(T1), stored(T1, at('B3')), checkedOut(T1, at('B3')), accessioned(T2))
      .when(store(T2))
      .refuses({ type: 'PlaceTaken', by: codeOf(T1) })
  })

  test('a position that was left is free', () => {
    const left = moved(T1, at('B3'), at('B4'))
    given(lab, accessioned(T1), stored(T1, at('B3')), left, accessioned(T2))
      .when(store(T2))
      .brings(stored(T2, at('B3')))
  })

  test('a tube that two benches put into the same position is one tube there, not a contest', () => {
    const twice = apart([stored(T1, at('B3'))], [stored(T1, at('B3'))])
    given(lab, accessioned(T1), twice, accessioned(T2))
      .when(store(T2))
      .refuses({ type: 'PlaceTaken', by: codeOf(T1) })
  })

  test('what stands somewhere is not stored again', () => {
    given(lab, accessioned(T1), stored(T1, at('B3')))
      .when(store(T1, at('B4')))
      .refuses({ type: 'AlreadyStored', specimen: T1, at: at('B3'), name: 'BX-1/B3' })
  })
})

describe('TUB-3 a contested position takes no further tube', () => {
  test('neither stored, nor moved, nor brought back', () => {
    const past = [...lab, ...bothIn(at('B3')), accessioned(T3)]
    const contested = { type: 'Contested', at: at('B3'), name: 'BX-1/B3' } as const
    given(past).when(store(T3)).refuses(contested)
    given(past, stored(T3, at('C1')))
      .when(move(T3, at('B3')))
      .refuses(contested)
    given(past, stored(T3, at('C1')), checkedOut(T3, at('C1')))
      .when(bringBack(T3, at('B3')))
      .refuses(contested)
  })

  test('takes one again when a person has moved one of the two away', () => {
    const settled = [...bothIn(at('B3')), moved(T2, at('B3'), at('B4'))]
    given(lab, settled, accessioned(T3))
      .when(store(T3))
      .refuses({ type: 'PlaceTaken', by: codeOf(T1) })
    given(lab, settled, moved(T1, at('B3'), at('B5')), accessioned(T3))
      .when(store(T3))
      .brings(stored(T3, at('B3')))
  })
})

describe('TUB-4 a box that names its materials takes no other', () => {
  const serum = [siteFounded(), studyCreated(), boxMade(BOX, { holds: ['serum', 'dna'] })]

  test('plasma in a box for serum and DNA', () => {
    given(serum, accessioned(T1))
      .when(store(T1))
      .refuses({ type: 'WrongKind', material: 'plasma', holds: ['serum', 'dna'] })
  })

  test('serum in it', () => {
    given(serum, accessioned(T1, { material: 'serum' }))
      .when(store(T1))
      .brings(stored(T1, at('B3')))
  })

  test('anything in a box that names none', () => {
    given(lab, accessioned(T1, { material: 'stool' }))
      .when(store(T1))
      .brings(stored(T1, at('B3')))
  })
})

describe('TUB-5 a move names where the tube was and where it is', () => {
  test('and is about both positions', () => {
    given(lab, accessioned(T1), stored(T1, at('B3')))
      .when(move(T1, at('A1', OTHER_BOX)))
      .brings(moved(T1, at('B3'), at('A1', OTHER_BOX)))
  })

  test('is none to where it stands already', () => {
    given(lab, accessioned(T1), stored(T1, at('B3')))
      .when(move(T1, at('B3')))
      .refuses({ type: 'AlreadyStored', name: 'BX-1/B3' })
  })

  test.each([
    ['a tube that is out', [stored(T1, at('B3')), checkedOut(T1, at('B3'))], 'AlreadyOut'],
    ['a tube that was never stored', [], 'NotStored'],
  ] as const)('is refused for %s', (_, past, type) => {
    given(lab, accessioned(T1), past)
      .when(move(T1, at('B4')))
      .refuses({ type })
  })
})

describe('TUB-6 a tube that is claimed in two places', () => {
  const twoPlaces = [
    ...lab,
    accessioned(T1),
    apart([stored(T1, at('B3'))], [stored(T1, at('A1', OTHER_BOX))]),
  ]
  const disputed = { type: 'Disputed', code: codeOf(T1) } as const

  test('is not stored, checked out or returned', () => {
    given(twoPlaces).when(store(T1)).refuses(disputed)
    given(twoPlaces).when(takeOut(T1)).refuses(disputed)
    given(twoPlaces).when(bringBack(T1)).refuses(disputed)
  })

  test('is settled by a move that saw both claims, also to one of the two places', () => {
    const b = at('A1', OTHER_BOX)
    given(twoPlaces)
      .when(move(T1, b))
      .brings(moved(T1, at('B3'), b))
    given(twoPlaces)
      .when(move(T1, at('C1')))
      .brings(moved(T1, at('B3'), at('C1'), undefined, [b]))
    given(twoPlaces, moved(T1, at('B3'), at('C1'), undefined, [b]))
      .when(takeOut(T1))
      .brings(checkedOut(T1, at('C1'), 'RQ-118'))
  })

  test('is so too where one bench has it out and the other back', () => {
    const past = [...lab, accessioned(T1), stored(T1, at('B3'))]
    const out = checkedOut(T1, at('B3'))
    const outAndBack = [out, returned(T1, at('B3'), at('B3'))]
    given(past, apart([out], outAndBack))
      .when(bringBack(T1))
      .refuses(disputed)
  })

  test('is not said of claims that agree: two benches that both say B3', () => {
    const past = [...lab, accessioned(T1), apart([stored(T1, at('B3'))], [stored(T1, at('B3'))])]
    given(past)
      .when(takeOut(T1))
      .brings(checkedOut(T1, at('B3'), 'RQ-118'))
    given(past)
      .when(move(T1, at('B3')))
      .refuses({ type: 'AlreadyStored' })
  })

  test('is not said of a tube that two benches both have out: one return settles it', () => {
    const out = [checkedOut(T1, at('B3'))]
    const past = [...lab, accessioned(T1), stored(T1, at('B3')), apart(out, out)]
    given(past)
      .when(bringBack(T1))
      .brings(returned(T1, at('B3'), at('B3')))
    given(past)
      .when(move(T1, at('B4')))
      .refuses({ type: 'AlreadyOut' })
  })
})

describe('TUB-7 check-out and return', () => {
  const inB3 = [...lab, accessioned(T1), stored(T1, at('B3'))]
  const out = [...inB3, checkedOut(T1, at('B3'), 'RQ-118')]

  test('check-out holds the position, with the reason', () => {
    given(inB3)
      .when(takeOut(T1))
      .brings(checkedOut(T1, at('B3'), 'RQ-118'))
  })

  test('a return goes to the held position by itself', () => {
    given(out)
      .when(bringBack(T1))
      .brings(returned(T1, at('B3'), at('B3')))
  })

  test('a return may go to another free one, and then the held one is free', () => {
    given(out)
      .when(bringBack(T1, at('C1')))
      .brings(returned(T1, at('B3'), at('C1')))
    given(out, returned(T1, at('B3'), at('C1')), accessioned(T2))
      .when(store(T2))
      .brings(stored(T2, at('B3')))
  })

  test('a return does not go to a taken one', () => {
    given(out, accessioned(T2), stored(T2, at('C1')))
      .when(bringBack(T1, at('C1')))
      .refuses({ type: 'PlaceTaken', by: codeOf(T2) })
  })

  test('what is out is not checked out again, and its holder is named', () => {
    given(out).when(takeOut(T1)).refuses({ type: 'AlreadyOut', by: 'technician' })
    given(out)
      .when(store(T1, at('C1')))
      .refuses({ type: 'AlreadyOut', by: 'technician' })
    given(out)
      .when(move(T1, at('C1')))
      .refuses({ type: 'AlreadyOut', by: 'technician' })
  })

  test('what is not out is not returned, what is not stored is not checked out', () => {
    given(inB3).when(bringBack(T1)).refuses({ type: 'NotOut' })
    given(lab, accessioned(T1)).when(takeOut(T1)).refuses({ type: 'NotStored' })
  })
})

describe('a tube that is not there', () => {
  test.each([
    ['stored', store(T1)],
    ['moved', move(T1, at('B3'))],
    ['checked out', takeOut(T1)],
    ['returned', bringBack(T1)],
  ])('is not %s', (_, command) => {
    given(lab).when(command).refuses({ type: 'NotFound', what: 'specimen', id: T1 })
    given(lab, accessioned(T1), accessionUndone(T1, testId('e', 8)))
      .when(command)
      .refuses({ type: 'Undone', code: codeOf(T1) })
  })

  test('is no reason to throw', () => {
    expect(given(lab).when(store(T1)).result.ok).toBe(false)
  })
})
