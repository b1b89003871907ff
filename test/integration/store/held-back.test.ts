import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CommandOf, CommandType } from '#shared/domain/commands.ts'
import { specimensOf } from '../../../electron/store/donor-keys/erasure.ts'
import { at, BOX, MARC, STUDY, specimenData } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { TestBench, VIA } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

const [T1, T2, T3, T4, T5] = [1, 2, 3, 4, 5].map((n) => testId('7', n)) as [
  string,
  string,
  string,
  string,
  string,
]
const ANNA = 'D-AAAA-0001'
const BERT = 'D-BBBB-0002'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found().box(BOX, 'BX-1')
  for (const [n, specimen] of [T1, T2].entries())
    must('takeIn', {
      ...specimenData(specimen, { donor: n === 0 ? ANNA : BERT, nanolitres: 500_000 }),
      at: at(`A${n + 1}`),
    })
})
afterEach(() => bench.remove())

function must<T extends CommandType>(
  type: T,
  given: Omit<CommandOf<T>, 'type' | 'id' | 'via'>,
  of = bench,
): string {
  const id = of.newId()
  const done = of.act(type, given, id)
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return id
}

const asManager = <T extends CommandType>(
  type: T,
  given: Omit<CommandOf<T>, 'type' | 'id' | 'via'>,
) =>
  bench.must(MARC, { type, id: bench.newId(), via: VIA, ...given } as unknown as Parameters<
    TestBench['must']
  >[1])

const position = (name: string, of = bench) =>
  of.reader.box(BOX)!.positions.find((one) => one.name === name)!
const custody = () => bench.reader.specimen(T1)!.custody.map(({ type }) => type)

describe('what holds a specimen back is shown', () => {
  test('on its card, in lists and on the map of its box', () => {
    must('quarantine', { specimen: T1, reason: 'box stood open' })
    const held = { quarantined: 'box stood open', closed: null }
    expect(bench.reader.specimen(T1)).toMatchObject({ ...held, state: 'stored' })
    const { rows } = bench.reader.specimens({ text: '', limit: 9, after: null })
    expect(rows.find(({ specimen }) => specimen === T1)).toMatchObject(held)
    expect(rows.find(({ specimen }) => specimen === T2)).toMatchObject({ quarantined: null })
    expect(position('A1')).toMatchObject({ state: 'quarantined', tubes: [held] })
    expect(position('A2')).toMatchObject({ state: 'filled', tubes: [{ quarantined: null }] })
  })

  test('a tube that is out is not in its box, held back or not', () => {
    must('checkOut', { specimen: T1, reason: null })
    must('quarantine', { specimen: T1, reason: 'leaking' })
    expect(position('A1')).toMatchObject({ state: 'held', tubes: [{ quarantined: 'leaking' }] })
    expect(bench.reader.box(BOX)).toMatchObject({ taken: 2, out: 1 })
  })

  test('and no more once a manager has let go of it, or it is open again', () => {
    must('quarantine', { specimen: T1, reason: 'leaking' })
    must('close', { specimen: T1, why: 'damaged', reason: null })
    expect(bench.reader.specimen(T1)).toMatchObject({ quarantined: 'leaking', closed: 'damaged' })
    asManager('release', { specimen: T1, reason: 'looked at' })
    must('reopen', { specimen: T1, reason: null })
    expect(bench.reader.specimen(T1)).toMatchObject({ quarantined: null, closed: null })
    expect(bench.column('SELECT count(*) FROM status')).toEqual([0])
    expect(custody().slice(0, 4)).toEqual([
      'specimen.reopened',
      'specimen.released',
      'specimen.closed',
      'specimen.quarantined',
    ])
    expect(bench.reader.specimen(T1)!.custody[2]).toMatchObject({ closing: 'damaged' })
  })

  test('STA-1 on every bench, whichever of them said it', () => {
    const other = new TestBench('2')
    const order = new CommonOrder()
    other.writer.join(bench.writer.facts().stream!, 2, 'Storage')
    for (let n = 0; n < 2; n++) order.exchange(bench, other)
    must('quarantine', { specimen: T1, reason: 'leaking' })
    must('close', { specimen: T1, why: 'used-up', reason: null }, other)
    for (let n = 0; n < 2; n++) order.exchange(bench, other)
    for (const one of [bench, other]) {
      expect(one.reader.specimen(T1)).toMatchObject({ quarantined: 'leaking', closed: 'used-up' })
      expect(position('A1', one).state).toBe('quarantined')
    }
    other.remove()
  })
})

describe('what was used and thawed is shown', () => {
  test('with what is left, and how often it may be thawed', () => {
    asManager('setThawLimit', { study: STUDY, thaws: 2 })
    must('useQuantity', { specimen: T1, nanolitres: 150_000, reason: 'ELISA' })
    must('recordThaw', { specimen: T1 })
    expect(bench.reader.specimen(T1)).toMatchObject({ used: 150_000, thaws: 1, thawLimit: 2 })
    expect(bench.reader.specimen(T2)).toMatchObject({ used: 0, thaws: 0, thawLimit: 2 })
    expect(custody().slice(0, 2)).toEqual(['specimen.thawed', 'specimen.used'])
  })

  test.each([
    ['useQuantity', () => must('useQuantity', { specimen: T1, nanolitres: 1, reason: null })],
    ['recordThaw', () => must('recordThaw', { specimen: T1 })],
    ['close', () => must('close', { specimen: T1, why: 'other', reason: null })],
    ['quarantine', () => must('quarantine', { specimen: T1, reason: 'leaking' })],
  ] as const)('and %s can be taken back from where it is shown', (_, act) => {
    const before = bench.reader.specimen(T1)!
    const command = act()
    expect(bench.reader.recent(1)).toMatchObject([{ command, specimen: T1, undoable: true }])
    must('undo', { command })
    const { custody: __, ...after } = bench.reader.specimen(T1)!
    expect(before).toMatchObject(after)
    expect(bench.reader.recent(1)[0]).toMatchObject({ command, undone: true, undoable: false })
  })
})

describe('a pool', () => {
  const pooled = (of = T3, ...from: readonly string[]) => {
    const { accession: _, parent: __, ...child } = specimenData(of, { origin: 'pool' })
    return must('pool', {
      processing: {
        ...{ processing: testId('6', 1), kind: 'pool', startedAt: null, endedAt: null, spins: [] },
        ...{ keptAt: null, keptAfter: null, method: null },
      },
      parents: (from.length > 0 ? from : [T1, T2]).map((specimen) => ({ specimen, take: 100_000 })),
      child,
      at: at(of === T3 ? 'B1' : 'B2'),
      closes: false,
    })
  }

  test('stands with all its parents, and each of them with it and with the others', () => {
    pooled()
    const family = (specimen: string) =>
      bench.reader.specimen(specimen)!.lineage.map((one) => [one.specimen, one.parents])
    expect(family(T3)).toEqual([
      [T1, []],
      [T2, []],
      [T3, [T1, T2]],
    ])
    // Also on the card of one parent: what else went into it.
    for (const parent of [T1, T2]) expect(family(parent)).toEqual(family(T3))
    // The control: what went into no pool of its own stands alone.
    must('takeIn', { ...specimenData(T4), at: at('A4') })
    expect(family(T4)).toEqual([[T4, []]])
    expect(bench.reader.specimen(T3)!.consent).toMatchObject({
      donor: null,
      donors: [ANNA, BERT],
      holder: T3,
    })
  })

  test('DON-9 shows the withdrawal of any of its donors, and is in the worklist when it is out', () => {
    pooled()
    must('checkOut', { specimen: T3, reason: null })
    asManager('withdrawDonor', { donor: BERT, by: 'donor', wish: 'destroy', reason: null })
    expect(bench.reader.specimen(T3)!.consent.withdrawn).toMatchObject({ donor: BERT })
    expect(bench.reader.specimen(T1)!.consent.withdrawn).toBeNull()
    expect(bench.reader.discrepancies()).toMatchObject([
      { id: `out-after-withdrawal/tube:${T3}`, about: { donor: BERT } },
    ])
  })

  test('DON-4 of one donor goes with that donor’s texts, one of several does not', () => {
    must('takeIn', {
      ...specimenData(T4, { donor: ANNA, nanolitres: 500_000 }),
      at: at('A4'),
    })
    pooled(T3, T1, T4)
    expect(specimensOf(bench.readDb, ANNA).toSorted()).toEqual([T1, T3, T4])
    pooled(T5, T1, T2)
    expect(specimensOf(bench.readDb, ANNA)).not.toContain(T5)
    expect(specimensOf(bench.readDb, T5)).toEqual([T5])
  })

  test('is gone from the record as a whole when it is undone', () => {
    const command = pooled()
    must('undo', { command })
    expect(bench.reader.specimen(T3)).toMatchObject({ state: 'undone' })
    for (const specimen of [T1, T2])
      expect(bench.reader.specimen(specimen)).toMatchObject({ used: 0, closed: null })
  })
})
