import { describe, expect, test } from 'vitest'
import type { Command } from '#shared/domain/commands.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import { FORBIDS } from '#shared/domain/status/rules.ts'
import {
  accessioned,
  at,
  checkedOut,
  codeOf,
  IDA,
  JANA,
  lab,
  MARC,
  OTHER_BOX,
  specimenData,
  stored,
  T1,
  T2,
  T3,
} from '../../support/domain/facts.ts'
import { apart, ask, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const REASON = 'box stood open'
const quarantined = (specimen = T1, reason = REASON): Draft => ({
  type: 'specimen.quarantined',
  ents: [entity.status(specimen)],
  data: { specimen, reason },
})
const released = (reason = 'looked at', specimen = T1): Draft => ({
  type: 'specimen.released',
  ents: [entity.status(specimen)],
  data: { specimen, reason },
})
const closed = (why: 'used-up' | 'damaged' = 'used-up', specimen = T1): Draft => ({
  type: 'specimen.closed',
  ents: [entity.status(specimen)],
  data: { specimen, why, reason: null },
})
const reopened = (undoes?: string): Draft => ({
  type: 'specimen.reopened',
  ents: [entity.status(T1)],
  data: { specimen: T1, reason: null, ...(undoes && { undoes }) },
})

const B3 = at('B3')
const HERE = [...lab, accessioned(T1, { nanolitres: 500_000 }), stored(T1, B3)]

const holdBack = (id = testId('c', 7)) => ask('quarantine', { specimen: T1, reason: REASON }, id)
const letGo = ask('release', { specimen: T1, reason: 'looked at' })
const close = (id = testId('c', 8)) =>
  ask('close', { specimen: T1, why: 'used-up', reason: null }, id)
const reopen = ask('reopen', { specimen: T1, reason: null })
const takeOut = ask('checkOut', { specimen: T1, reason: null })
const use = ask('useQuantity', { specimen: T1, nanolitres: 1_000, reason: null })
const thaw = ask('recordThaw', { specimen: T1 })
const send = ask('dispatch', { specimens: [T1], bundle: testId('8', 1), to: 'Lund' })
const undo = ({ id }: Command) => ask('undo', { command: id }, testId('c', 99))

describe('STA-1 what any bench holds back is held back everywhere', () => {
  test('until an act that has seen it says otherwise', () => {
    given(HERE, quarantined()).when(takeOut).refuses({ type: 'Quarantined', reason: REASON })
    given(HERE, quarantined(), released()).when(takeOut).brings(checkedOut(T1, B3))
  })

  test('also where another bench let go of it, and had not heard that it is held back again', () => {
    const past = given(HERE, quarantined(), apart([released()], [quarantined(T1, 'leaking')]))
    past.when(takeOut).refuses({ type: 'Quarantined', reason: 'leaking' })
    past.after(letGo, MARC).when(takeOut).brings(checkedOut(T1, B3))
  })

  test('and closed where one bench closed it and another held it back', () => {
    const past = given(HERE, apart([closed()], [quarantined()]))
    expect(past.ledger.world().status(T1)).toMatchObject({ quarantined: REASON, closed: 'used-up' })
    past
      .after(letGo, MARC)
      .when(takeOut)
      .refuses({ type: 'Closed', code: codeOf(T1) })
    past.after(reopen).when(takeOut).brings(checkedOut(T1, B3))
  })

  test('letting go opens nothing again, and opening again lets go of nothing', () => {
    const both = [quarantined(), closed()]
    given(HERE, both).after(letGo, MARC).when(takeOut).refuses({ type: 'Closed' })
    given(HERE, both).after(reopen).when(takeOut).refuses({ type: 'Quarantined' })
  })

  test('it is of one tube and of no other', () => {
    given(HERE, accessioned(T2), stored(T2, at('B4')), quarantined(T2))
      .when(takeOut)
      .brings(checkedOut(T1, B3))
  })
})

describe('STA-2 what each state forbids is one table', () => {
  const asked = {
    'specimen.checked_out': takeOut,
    'specimen.used': use,
    'specimen.dispatched': send,
    'specimen.thawed': thaw,
  } as const

  test.each([
    ['quarantined', quarantined(), 'Quarantined'],
    ['closed', closed(), 'Closed'],
  ] as const)('of what is %s', (state, said, type) => {
    for (const [fact, command] of Object.entries(asked)) {
      const then = given(HERE, said).when(command)
      const isForbidden = FORBIDS[state].has(fact as keyof typeof asked)
      if (isForbidden) then.refuses({ type, code: codeOf(T1) })
      else expect(then.facts.map((draft) => draft.type)).toEqual([fact])
    }
    expect(FORBIDS[state].has('specimen.thawed')).toBe(state === 'closed')
  })

  test.each([
    ['quarantined', quarantined()],
    ['closed', closed()],
  ])('moving and bringing back stay allowed of what is %s', (_, said) => {
    const to = at('A1', OTHER_BOX)
    const move = ask('move', { specimen: T1, at: to })
    expect(given(HERE, said).when(move).facts).toHaveLength(1)
    const bringBack = ask('returnTube', { specimen: T1, at: null })
    expect(given(HERE, checkedOut(T1, B3), said).when(bringBack).facts).toHaveLength(1)
  })

  test('a use that never was is taken back all the same', () => {
    const used = ask('useQuantity', { specimen: T1, nanolitres: 1, reason: null }, testId('c', 5))
    const past = given(HERE).after(used).after(holdBack())
    expect(past.when(undo(used)).facts).toMatchObject([{ type: 'specimen.used' }])
  })
})

describe('STA-3 nothing new is made of a parent that is held back or closed', () => {
  const child = ask('accession', specimenData(T2, { parent: T1, origin: 'aliquot' }))
  test.each([
    ['held back', quarantined(), 'Quarantined'],
    ['closed', closed(), 'Closed'],
  ] as const)('%s', (_, said, type) => {
    given(HERE, said).when(child).refuses({ type })
    expect(given(HERE).when(child).facts).toHaveLength(1)
  })

  test('nor a pool with one such among its parents', () => {
    const { parent: _, parents: __, ...plain } = specimenData(T3, { origin: 'pool' })
    const pool = ask('pool', {
      processing: { processing: testId('6', 1), kind: 'pool', at: 0, by: IDA, spins: [] } as never,
      parents: [
        { specimen: T1, take: null },
        { specimen: T2, take: null },
      ],
      child: plain,
      at: null,
    } as never)
    const both = [...HERE, accessioned(T2)]
    given(both, quarantined(T2))
      .when(pool)
      .refuses({ type: 'Quarantined', code: codeOf(T2) })
    expect(
      given(both)
        .when(pool)
        .facts.map(({ type }) => type),
    ).toContain('specimen.accessioned')
  })

  test('but what was made of it before stays as it is', () => {
    given(HERE, accessioned(T2, { parent: T1 }), stored(T2, at('B4')), closed())
      .when(ask('checkOut', { specimen: T2, reason: null }))
      .brings(checkedOut(T2, at('B4')))
  })
})

describe('STA-4 anybody holds back and closes', () => {
  test('with a reason', () => {
    given(HERE).when(holdBack()).brings(quarantined())
    given(HERE).when(close()).brings(closed())
  })

  test('and once it is closed, opens it again and does not close it twice', () => {
    given(HERE, closed()).when(close()).refuses({ type: 'Closed' })
    given(HERE, closed()).when(reopen).brings(reopened())
    given(HERE)
      .when(reopen)
      .refuses({ type: 'NotHeldBack', code: codeOf(T1) })
  })

  test('what is not on the record cannot be held back', () => {
    given(lab).when(holdBack()).refuses({ type: 'NotFound', what: 'specimen' })
  })
})

describe('STA-5 only a manager or administrator lets go', () => {
  test.each([MARC, JANA])('of what was held back', (actor) => {
    given(HERE, quarantined()).when(letGo, actor).brings(released())
  })

  test('a technician does not, and nobody lets go of what nobody holds', () => {
    given(HERE, quarantined()).when(letGo, IDA).refuses({ type: 'NotAllowed', needs: 'manager' })
    given(HERE).when(letGo, MARC).refuses({ type: 'NotHeldBack' })
  })
})

describe('UND-1 a quarantine', () => {
  test('that was put on by mistake is taken back', () => {
    const past = given(HERE).after(holdBack())
    past.when(undo(holdBack())).brings({
      type: 'specimen.released',
      ents: [entity.status(T1)],
      data: { specimen: T1, reason: REASON, undoes: past.uid(-1) },
    })
  })

  test('STA-6 by whoever put it there or by a manager, and by nobody else', () => {
    const past = given(HERE).after(holdBack(), JANA)
    past.when(undo(holdBack()), IDA).refuses({ type: 'NotAllowed', needs: 'manager' })
    expect(past.when(undo(holdBack()), MARC).facts).toHaveLength(1)
    expect(past.when(undo(holdBack()), JANA).facts).toHaveLength(1)
  })

  test('UND-4 but not over another one, nor when anything was said of it since', () => {
    const past = given(HERE, quarantined(T1, 'leaking')).after(holdBack())
    past.when(undo(holdBack())).refuses({ type: 'NothingToUndo' })
    given(HERE).after(holdBack()).after(close()).when(undo(holdBack())).refuses({
      type: 'ChangedSince',
    })
  })
})

describe('UND-4 a closing', () => {
  test('is taken back by opening again', () => {
    const past = given(HERE).after(close())
    past.when(undo(close())).brings(reopened(past.uid(-1)))
  })

  test('wherever the tube has gone since', () => {
    const past = given(HERE).after(close())
    past.after(ask('move', { specimen: T1, at: at('C1') }))
    expect(past.when(undo(close())).facts).toHaveLength(1)
  })

  test('but not when anything was said of it since, or on another bench', () => {
    given(HERE).after(close()).after(reopen).when(undo(close())).refuses({ type: 'ChangedSince' })
    given(HERE)
      .after(close())
      .after(holdBack())
      .when(undo(close()))
      .refuses({ type: 'ChangedSince' })
    given(HERE)
      .afterApart([close()], [holdBack()])
      .when(undo(close()))
      .refuses({ type: 'ChangedSince' })
  })
})
