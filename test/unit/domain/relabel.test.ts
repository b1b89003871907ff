import { describe, expect, test } from 'vitest'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { accessioned, at, codeOf, lab, stored, T1, T2 } from '../../support/domain/facts.ts'
import { ask, given } from '../../support/domain/given.ts'
import { testId } from '../../support/sync/events.ts'

const B3 = at('B3')
const HERE = [...lab, accessioned(T1), stored(T1, B3), accessioned(T2)]
const NEW = 'FX00000099'

const relabel = (code: string, id = testId('c', 7)) =>
  ask('relabel', { specimen: T1, code, reason: 'pre-printed tube' }, id)

const closed: Draft = {
  type: 'specimen.closed',
  ents: [entity.status(T1)],
  data: { specimen: T1, why: 'used-up', reason: null },
}
const undone: Draft = {
  type: 'specimen.accession_undone',
  ents: [entity.specimen(T1), entity.code(codeOf(T1)), entity.tube(T1)],
  data: { specimen: T1, code: codeOf(T1), undoes: testId('e', 1) },
}

describe('SPE-9 given a tube, when another code is bound to it', () => {
  test('then it is called by that, and the code before goes on naming it', () => {
    const { ledger } = given(HERE).after(relabel(NEW))
    const world = ledger.world()
    expect(world.specimen(T1)?.code).toBe(NEW)
    for (const code of [NEW, codeOf(T1)])
      expect(inUse(world, code)).toEqual([{ of: 'specimen', id: T1 }])
  })

  test('then the reason stands in the fact, beside the code before', () => {
    expect(given(HERE).when(relabel(NEW)).facts).toMatchObject([
      {
        type: 'specimen.relabelled',
        data: { specimen: T1, code: NEW, before: codeOf(T1), reason: 'pre-printed tube' },
      },
    ])
  })

  test.each([
    ['that another tube has', codeOf(T2), { by: 'specimen', id: T2 }],
    ['that it has itself', codeOf(T1), { by: 'specimen', id: T1 }],
  ] as const)('then a code %s is refused', (_, code, taken) => {
    given(HERE)
      .when(relabel(code))
      .refuses({ type: 'CodeTaken', code, ...taken })
  })

  test('then a code that it had before is refused as well', () => {
    given(HERE)
      .after(relabel(NEW))
      .when(relabel(codeOf(T1), testId('c', 8)))
      .refuses({ type: 'CodeTaken', code: codeOf(T1), by: 'specimen', id: T1 })
  })

  test('then what is closed or undone gets none', () => {
    given([...HERE, closed])
      .when(relabel(NEW))
      .refuses({ type: 'Closed', code: codeOf(T1) })
    given([...lab, accessioned(T1), undone])
      .when(relabel(NEW))
      .refuses({ type: 'Undone', code: codeOf(T1) })
  })

  test('UND-1 then undone, it is called as before, and the new code still finds it', () => {
    const act = relabel(NEW)
    const world = given(HERE)
      .after(act)
      .after(ask('undo', { command: act.id }, testId('c', 99)))
      .ledger.world()
    expect(world.specimen(T1)?.code).toBe(codeOf(T1))
    expect(inUse(world, NEW)).toEqual([{ of: 'specimen', id: T1 }])
  })
})

describe('LAB-8 given a specimen, when its labels are recorded', () => {
  const print = (reason: string | null, id = testId('c', 7)) => {
    const label = {
      specimen: T1,
      code: codeOf(T1),
      template: 'Cryotube',
      copies: 1,
      reason,
      job: id,
    }
    return ask('recordLabels', { labels: [label] }, id)
  }

  test('then the first needs no reason', () => {
    expect(given(HERE).when(print(null)).facts).toMatchObject([
      { type: 'specimen.label_printed', ents: [entity.label(T1)], data: { reason: null } },
    ])
  })

  test('then every other one needs one', () => {
    const past = given(HERE).after(print(null))
    past.when(print(null, testId('c', 8))).refuses({ type: 'ReasonNeeded', code: codeOf(T1) })
    expect(past.when(print('came off', testId('c', 9))).facts).toHaveLength(1)
  })
})
