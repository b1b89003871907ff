import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '#shared/domain/commands.ts'
import type { StudyField } from '#shared/domain/study/facts.ts'
import { type BenchClient, ServedBench } from '../../support/bench/served-bench.ts'
import { specimenData, T1 } from '../../support/domain/facts.ts'

const VIA = { source: 'typed', device: '' } as const
const STUDY = v7()
const FIELD: StudyField = { type: 'text', key: 'remark', label: 'Remark', required: true }

let served: ServedBench
let screen: BenchClient

beforeEach(async () => {
  served = await new ServedBench().start()
  screen = await served.client()
  const site = { site: 'Umeå', bench: 'Intake', person: 'Jana Weber', pin: '4711' }
  const done = await screen.bench.setUp({ mode: 'empty', ...site })
  if (!done.ok || done.value.badge === null) throw new Error('not set up')
  await screen.session.signInBadge({ code: done.value.badge })
  await act({ type: 'createStudy', study: STUDY, code: 'LUNG', name: 'Lungs' })
})
afterEach(() => served.remove())

const act = (given: Record<string, unknown>) =>
  screen.act({ command: { id: v7(), via: VIA, ...given } as unknown as Command })
const describeIt = (values: Record<string, string>, via: typeof VIA = VIA) =>
  screen.fields.describe({ id: v7(), via, specimen: T1, values })

describe('a screen that asks about studies', () => {
  test('STU-3 describes a specimen and reads what was said; what is missing is refused', async () => {
    await act({ type: 'setFields', study: STUDY, fields: [FIELD] })
    await act({ type: 'accession', ...specimenData(T1, { study: STUDY }) })
    expect(await describeIt({})).toEqual({
      type: 'refused',
      refusal: { type: 'FieldMissing', field: 'Remark' },
    })
    expect(await describeIt({ remark: 'pale' })).toMatchObject({
      type: 'saved',
      touched: expect.arrayContaining([`described:${T1}`]),
    })
    expect(await screen.fields.of({ specimen: T1 })).toMatchObject({
      fields: [{ key: 'remark' }],
      descriptions: [{ state: 'open', values: { remark: 'pale' } }],
    })
    expect(await screen.fields.of({ specimen: v7() })).toBeNull()
  })

  test('cannot name a source that is the bench’s own, nor seal for itself', async () => {
    await act({ type: 'accession', ...specimenData(T1, { study: STUDY }) })
    await expect(describeIt({}, { source: 'import', device: '' } as never)).rejects.toThrow()
    const sealed = { key: 'ab'.repeat(32), once: 'ab'.repeat(32), nonce: 'AAAA', text: 'AAAA' }
    await expect(
      act({ type: 'describe', specimen: T1, fields: sealed, filled: [], newKey: null }),
    ).rejects.toThrow()
    await expect(describeIt({ __proto__: 'x', 'not a key': 'x' })).rejects.toThrow()
    expect((await describeIt({})).type).toBe('saved')
  })

  test('STU-8 is given new codes once, and nothing while nobody is signed in', async () => {
    await act({ type: 'setIdentifiers', study: STUDY, forms: ['L####'], check: 'luhn' })
    const next = () => screen.codes.next({ study: STUDY, form: 'L####', n: 3 })
    const [one, two] = [await next(), await next()]
    if (!one.ok || !two.ok) throw new Error('no codes')
    expect(new Set([...one.value, ...two.value]).size).toBe(6)
    expect(await screen.codes.next({ study: STUDY, form: 'X#', n: 1 })).toEqual({
      ok: false,
      error: { type: 'NoForm' },
    })
    await screen.session.signOut()
    for (const asked of [next, () => screen.studies.list(), () => describeIt({})])
      await expect(asked()).rejects.toThrow()
  })

  test('STU-13 records a visit, and is told of it and of its tubes', async () => {
    const [protocol, visit] = [v7(), v7()]
    const tube = { key: 't', label: 'Blood', count: 1, nanolitres: null }
    const kind = { material: 'plasma', tubeType: 'cryotube' }
    const events = [{ key: 'e', name: 'First', day: 0, tubes: [{ ...tube, ...kind }] }]
    const published = { study: STUDY, protocol, name: 'One', replaces: null, events }
    expect((await act({ type: 'publishProtocol', ...published })).type).toBe('saved')
    const given = { study: STUDY, protocol, visit, event: 'e', visitedAt: null }
    await act({ type: 'recordVisit', ...given, donor: 'D-7KQ2-M3XA' })
    const record = specimenData(T1, { study: STUDY, visit, planned: 't' })
    expect(await act({ type: 'accession', ...record })).toMatchObject({
      touched: expect.arrayContaining([`visit:${STUDY}/${visit}`]),
    })
    expect(await screen.studies.visits({ study: STUDY, limit: 5 })).toMatchObject([
      { visit, donor: 'D-7KQ2-M3XA', planned: 1, there: 1 },
    ])
    expect(await screen.studies.visit({ study: STUDY, visit })).toMatchObject({
      tubes: [{ specimens: [{ specimen: T1 }] }],
    })
    expect(await screen.studies.list()).toMatchObject([{ protocols: [{ isCurrent: true }] }])
  })
})
