import { describe, expect, test } from 'vitest'
import type { Command } from '#shared/domain/commands.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import type { Place } from '#shared/domain/words.ts'
import {
  accessioned,
  accessionUndone,
  at,
  boxMade,
  checkedOut,
  codeOf,
  containerData,
  IDA,
  lab,
  MARC,
  moved,
  NOON,
  placementUndone,
  returned,
  specimenData,
  stored,
  T1,
  T2,
  T3,
} from '../../support/domain/facts.ts'
import { ask, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

let commands = 0
const next = () => testId('c', ++commands)

const takeIn = (specimen: string, to: Place, code = codeOf(specimen)) =>
  ask('takeIn', { ...specimenData(specimen, { code }), at: to }, next())
const register = (specimen: string, code = codeOf(specimen)) =>
  ask('accession', specimenData(specimen, { code }), next())
const store = (specimen: string, to: Place) => ask('store', { specimen, at: to }, next())
const move = (specimen: string, to: Place) => ask('move', { specimen, at: to }, next())
const takeOut = (specimen: string) => ask('checkOut', { specimen, reason: null }, next())
const bringBack = (specimen: string, to: Place | null = null) =>
  ask('returnTube', { specimen, at: to }, next())
const undo = ({ id }: Command) => ask('undo', { command: id }, next())

const B3 = at('B3')
const C1 = at('C1')

describe('UND-1 undo is a new fact that names the one it takes back', () => {
  test('the facts of a command last first', () => {
    const act = takeIn(T1, B3)
    const past = given(lab).after(act)
    past
      .when(undo(act))
      .brings(placementUndone(T1, B3, past.uid(-1)), accessionUndone(T1, past.uid(-2)))
  })

  test('and nothing is deleted', () => {
    const act = takeIn(T1, B3)
    const past = given(lab).after(act)
    const before = [...past.ledger.events]
    past.after(undo(act))
    expect(past.ledger.events.slice(0, before.length)).toEqual(before)
    expect(past.ledger.events).toHaveLength(before.length + 2)
  })

  test('there is nothing to undo of a command that nobody gave', () => {
    given(lab)
      .when(undo(register(T1)))
      .refuses({ type: 'NothingToUndo' })
  })

  test('nor of containers, studies and people', () => {
    const made = ask('createContainers', { containers: [containerData(testId('f', 1), 'box')] })
    given(lab).after(made, MARC).when(undo(made), MARC).refuses({ type: 'NothingToUndo' })
  })
})

describe('UND-2 a placement, move, check-out or return is taken back by its opposite', () => {
  const inB3 = () => given(lab).after(takeIn(T1, B3))
  const out = () => inB3().after(takeOut(T1))
  const outBefore = (undoes: string) => {
    const draft = checkedOut(T1, B3, null, undoes)
    return { ...draft, data: { ...draft.data, holder: IDA, since: NOON } } as Draft
  }

  test('a placement', () => {
    const act = store(T1, B3)
    const past = given(lab).after(register(T1)).after(act)
    past.when(undo(act)).brings(placementUndone(T1, B3, past.uid(-1)))
  })

  test('a move', () => {
    const act = move(T1, C1)
    const past = inB3().after(act)
    past.when(undo(act)).brings(moved(T1, C1, B3, past.uid(-1)))
  })

  test('a check-out', () => {
    const act = takeOut(T1)
    const past = inB3().after(act)
    past.when(undo(act)).brings(returned(T1, B3, B3, past.uid(-1)))
  })

  test('a return, also one to another position', () => {
    const act = bringBack(T1, C1)
    const past = out().after(act)
    past.when(undo(act)).brings(outBefore(past.uid(-1)))
  })

  test('an undone move can be taken back again', () => {
    const act = move(T1, C1)
    const back = undo(act)
    const past = inB3().after(act).after(back)
    past.when(undo(back)).brings(moved(T1, B3, C1, past.uid(-1)))
  })
})

describe('UND-3 an undone accession leaves its code bound to the same specimen', () => {
  test('also after a placement that was undone with it', () => {
    const act = takeIn(T1, B3)
    const again = takeIn(T2, C1, codeOf(T1))
    given(lab).after(act).after(undo(act)).when(again).brings(accessioned(T1), stored(T1, C1))
  })

  test('but where two benches had bound it, undoing one leaves it to the other', () => {
    const mine = register(T1)
    const theirs = register(T2, codeOf(T1))
    for (const [undone, left] of [
      [theirs, T1],
      [mine, T2],
    ] as const) {
      const { ledger } = given(lab).afterApart([mine], [theirs]).after(undo(undone))
      const claims = ledger.heads(entity.code(codeOf(T1))).map(({ claim }) => claim)
      expect(claims).toEqual([{ of: 'specimen', id: left }])
    }
  })
})

describe('UND-4 what has changed since is not undone', () => {
  const changed = { type: 'ChangedSince', code: codeOf(T1) } as const

  test('a placement after which the tube was moved', () => {
    const act = takeIn(T1, B3)
    given(lab).after(act).after(move(T1, C1)).when(undo(act)).refuses(changed)
  })

  test('the same act twice', () => {
    const act = takeIn(T1, B3)
    given(lab).after(act).after(undo(act)).when(undo(act)).refuses(changed)
  })

  test('a move while another bench moved it too', () => {
    const mine = move(T1, C1)
    given(lab)
      .after(takeIn(T1, B3))
      .afterApart([mine], [move(T1, at('D1'))])
      .when(undo(mine))
      .refuses(changed)
  })

  test('an import of which any tube was moved on, whichever it is', () => {
    const row = (specimen: string, to: Place) => ({ ...specimenData(specimen), at: to })
    const all = ask('importSpecimens', { specimens: [row(T1, B3), row(T2, C1)] }, next())
    const past = given(lab).after(all)
    expect(past.when(undo(all)).facts).toHaveLength(4)
    past
      .after(move(T1, at('D1')))
      .when(undo(all))
      .refuses(changed)
  })

  test('a move whose old position is taken by now', () => {
    const act = move(T1, C1)
    given(lab)
      .after(takeIn(T1, B3))
      .after(act)
      .after(takeIn(T2, B3))
      .when(undo(act))
      .refuses({ type: 'PlaceTaken', at: B3, by: codeOf(T2) })
  })

  test('a return elsewhere whose held position is taken by now', () => {
    const act = bringBack(T1, C1)
    given(lab)
      .after(takeIn(T1, B3))
      .after(takeOut(T1))
      .after(act)
      .after(takeIn(T2, B3))
      .when(undo(act))
      .refuses({ type: 'PlaceTaken', at: B3, by: codeOf(T2) })
  })

  test('a change of something else does not stand in its way', () => {
    const act = takeIn(T1, B3)
    const past = given(lab, boxMade(testId('b', 3), { code: 'BX-3' })).after(act)
    expect(past.after(takeIn(T2, C1)).when(undo(act)).facts).toHaveLength(2)
  })
})

describe('UND-5 an act that settled a dispute is not undone', () => {
  const contested = () =>
    given(lab)
      .after(takeIn(T1, B3))
      .afterApart([move(T1, C1)], [move(T1, at('D1'))])

  test('a move that saw two places: both sides would not come back', () => {
    const settling = move(T1, at('E1'))
    const past = contested().after(settling)
    past.when(undo(settling)).refuses({ type: 'SettledDispute', code: codeOf(T1) })
  })

  test('not even one to a position that one side named', () => {
    const settling = move(T1, C1)
    contested().after(settling).when(undo(settling)).refuses({ type: 'SettledDispute' })
  })

  test('a return that saw two people have it', () => {
    const back = bringBack(T1)
    given(lab)
      .after(takeIn(T1, B3))
      .afterApart([takeOut(T1)], [takeOut(T1)])
      .after(back)
      .when(undo(back))
      .refuses({ type: 'SettledDispute' })
  })

  test('a move after the settlement is undone as any other', () => {
    const later = move(T1, at('F1'))
    const past = contested()
      .after(move(T1, at('E1')))
      .after(later)
    past.when(undo(later)).brings(moved(T1, at('F1'), at('E1'), past.uid(-1)))
  })
})

describe('UND-6 what others were made from is not undone', () => {
  const child = (specimen: string, parent: string) =>
    ask('accession', specimenData(specimen, { parent, origin: 'derivative' }), next())

  test('while a specimen that was made from it is on the record', () => {
    const mother = register(T1)
    const made = child(T2, T1)
    const past = given(lab).after(mother).after(made)
    past.when(undo(mother)).refuses({ type: 'HasChildren', code: codeOf(T1), child: codeOf(T2) })
    expect(past.after(undo(made)).when(undo(mother)).facts).toHaveLength(1)
  })

  test('unless both came in one act, which is taken back whole', () => {
    const row = (specimen: string, parent: string | null) => ({
      ...specimenData(specimen, { parent }),
      at: null,
    })
    const all = ask('importSpecimens', { specimens: [row(T1, null), row(T2, T1)] }, next())
    const past = given(lab).after(all)
    expect(past.when(undo(all)).facts).toHaveLength(2)
    past
      .after(child(T3, T2))
      .when(undo(all))
      .refuses({ type: 'HasChildren', child: codeOf(T3) })
  })
})

describe('UND-7 an undone return leaves the tube out as it was', () => {
  const back = () => bringBack(T1)
  const takenOut = () =>
    given(lab)
      .after(takeIn(T1, B3))
      .after(ask('checkOut', { specimen: T1, reason: 'DNA' }, next()), MARC)

  test('with the person who had it, since then and for that reason', () => {
    const act = back()
    const past = takenOut().after(act)
    const before = past.ledger.events.at(-2)!.fact
    expect(past.when(undo(act)).facts).toMatchObject([
      { data: { holder: MARC, since: before.at, reason: 'DNA' } },
    ])
    expect(past.after(undo(act)).ledger.world().tube(T1)).toMatchObject([
      { state: 'out', holder: MARC, since: before.at },
    ])
  })

  test('however often it is brought back by mistake', () => {
    const [once, again] = [back(), back()]
    const past = takenOut().after(once).after(undo(once)).after(again)
    expect(past.when(undo(again)).facts).toMatchObject([{ data: { holder: MARC, reason: 'DNA' } }])
  })

  test('a check-out of its own is the person who does it', () => {
    expect(takenOut().ledger.world().tube(T1)).toMatchObject([{ holder: MARC }])
    expect(takenOut().after(back()).after(takeOut(T1)).ledger.world().tube(T1)).toMatchObject([
      { holder: IDA },
    ])
  })
})
