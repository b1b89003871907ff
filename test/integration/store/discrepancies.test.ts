import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DiscrepancyView } from '#shared/contract/discrepancies.ts'
import type { CommandOf } from '#shared/domain/commands.ts'
import type { Outcome } from '#shared/domain/discrepancy/facts.ts'
import { entity } from '#shared/domain/entities.ts'
import { readKept } from '#shared/ledger/body.ts'
import { chainName } from '#shared/ledger/chain.ts'
import { seal } from '#shared/ledger/envelope.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { execute } from '../../../electron/store/execute.ts'
import { createWorld } from '../../../electron/store/world.ts'
import {
  at,
  BOX,
  codeOf,
  IDA,
  MARC,
  NOON,
  STUDY,
  specimenData,
  stored,
  T1,
  T2,
  T3,
} from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { foreignBody } from '../../support/store/foreign.ts'
import { TestBench, VIA } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

const DONOR = 'D-AAAA-2222'

let order: CommonOrder
let a: TestBench
let b: TestBench

beforeEach(() => {
  order = new CommonOrder()
  a = new TestBench('1').found().box(BOX, 'BX-1')
  b = new TestBench('2')
  b.writer.join(a.writer.facts().stream!, 2, 'Bench 2')
  for (let round = 0; round < 2; round++) order.exchange(a, b)
})
afterEach(() => {
  a.remove()
  b.remove()
})

/** Both have all of both and say the same of it; deriving it again changes nothing. */
function agreed(): void {
  for (let round = 0; round < 2; round++) order.exchange(a, b)
  expect(derivedOf(b.db)).toEqual(derivedOf(a.db))
  for (const bench of [a, b]) {
    const live = derivedOf(bench.db)
    bench.writer.rebuild()
    expect(derivedOf(bench.db)).toEqual(live)
  }
}

const takeIn = (bench: TestBench, specimen: string, to: string, given = {}) =>
  expect(bench.act('takeIn', { ...specimenData(specimen, given), at: at(to) }).ok).toBe(true)
const move = (bench: TestBench, specimen: string, to: string) =>
  expect(bench.act('move', { specimen, at: at(to) }).ok).toBe(true)

const shown = (bench: TestBench, kind: DiscrepancyView['kind']): DiscrepancyView | undefined =>
  [...bench.reader.discrepancies(), ...bench.reader.settled()].find((one) => one.kind === kind)
const stateOf = (bench: TestBench, kind: DiscrepancyView['kind']) => shown(bench, kind)?.state

function resolve(
  bench: TestBench,
  kind: DiscrepancyView['kind'],
  outcome: Outcome,
  more: Partial<CommandOf<'resolve'>> = {},
  actor = MARC,
) {
  const { id: discrepancy, basis } = shown(bench, kind)!
  const id = bench.newId()
  const reason = 'Seen in its place'
  return execute(bench.context, actor, {
    type: 'resolve',
    id,
    via: VIA,
    discrepancy,
    outcome,
    reason,
    basis: [...basis],
    ...more,
  })
}
const settle = (...given: Parameters<typeof resolve>) =>
  expect(resolve(...given)).toMatchObject({ ok: true })

const UNDONE = "SELECT body FROM event WHERE body LIKE '%placement_undone%' ORDER BY id"

describe('a position that two tubes claim by clocks that differ', () => {
  test.each(['first', 'second'])(
    'DIS-5 is settled by the same facts in the same order with the clock of the %s ahead',
    (who) => {
      ;(who === 'first' ? a : b).clock.at += 5 * 60_000
      takeIn(a, T1, 'B3')
      takeIn(b, T2, 'B3')
      const tubesAt = (bench: TestBench) =>
        createWorld(bench.db)
          .occupants(at('B3'))
          .map(({ specimen }) => specimen)
      agreed()
      for (const bench of [a, b]) expect(tubesAt(bench)).toEqual([T1, T2])
      settle(b, 'position-contested', { type: 'mis-recorded' })
      const written = b.column<string>(UNDONE).map((body) => readKept(body, '').data)
      expect(written).toMatchObject([{ specimen: T1 }, { specimen: T2 }])
      agreed()
    },
  )

  test('DIS-5 what has no place in the common order comes last, by whichever clock', () => {
    a.clock.at += 5 * 60_000
    takeIn(a, T1, 'B3')
    order.push(a)
    takeIn(b, T2, 'B3')
    order.pull(b)
    const occupants = createWorld(b.db).occupants(at('B3'))
    expect(occupants.map(({ specimen }) => specimen)).toEqual([T1, T2])
    expect(occupants[1]!.since).toBeLessThan(occupants[0]!.since)
  })
})

describe('a position that two tubes claim', () => {
  beforeEach(() => {
    takeIn(a, T1, 'B3')
    takeIn(b, T2, 'B3')
    agreed()
  })

  test('DIS-5 is settled by the tube that is in it; the other one is nobody’s until it is scanned', () => {
    settle(a, 'position-contested', { type: 'tube-at', specimen: T1, at: at('B3') }, {}, IDA)
    agreed()
    for (const bench of [a, b]) {
      expect(stateOf(bench, 'position-contested')).toBe('resolved')
      expect(bench.reader.discrepancies()).toEqual([])
      expect(bench.reader.specimen(T1)).toMatchObject({
        state: 'stored',
        places: [{ position: 'B3' }],
      })
      expect(bench.reader.specimen(T2)).toMatchObject({ state: 'unplaced', places: [] })
    }
    expect(b.reader.settled()[0]!.resolutions).toMatchObject([
      { reason: 'Seen in its place', person: 'Ida', code: codeOf(T1), place: { position: 'B3' } },
    ])
  })

  test('DIS-5 is settled by where the other one really is', () => {
    settle(b, 'position-contested', { type: 'tube-at', specimen: T2, at: at('C1') })
    agreed()
    expect(stateOf(a, 'position-contested')).toBe('resolved')
    expect(a.reader.specimen(T2)).toMatchObject({ places: [{ position: 'C1' }] })
    expect(a.reader.specimen(T1)).toMatchObject({ places: [{ position: 'B3' }] })
  })

  test('DIS-5 is settled by neither being there', () => {
    settle(b, 'position-contested', { type: 'mis-recorded' })
    agreed()
    for (const tube of [T1, T2]) expect(a.reader.specimen(tube)!.state).toBe('unplaced')
    expect(a.reader.box(BOX)!.positions[at('B3').index]!.state).toBe('empty')
  })

  test('DIS-2 is cleared by a later move, and then reviewed', () => {
    move(b, T2, 'C1')
    agreed()
    expect(shown(a, 'position-contested')).toMatchObject({ state: 'cleared', holds: false })
    expect(shown(a, 'position-contested')!.claims.map(({ specimen }) => specimen)).toEqual([T1, T2])
    expect(a.reader.about(a.writer.facts().install).discrepancies).toBe(1)
    settle(a, 'position-contested', { type: 'accepted' })
    agreed()
    expect(stateOf(b, 'position-contested')).toBe('resolved')
    expect(b.reader.about(b.writer.facts().install).discrepancies).toBe(0)
  })

  test('DIS-1 is opened again by a new fact, and says what is new', () => {
    const c = new TestBench('3')
    c.writer.join(a.writer.facts().stream!, 3, 'Bench 3')
    order.exchange(c)
    c.writer.rebuild()
    takeIn(c, T3, 'D1')
    settle(a, 'position-contested', { type: 'accepted' })
    agreed()
    expect(stateOf(b, 'position-contested')).toBe('resolved')
    expect(c.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
    order.exchange(c)
    agreed()
    expect(stateOf(a, 'position-contested')).toBe('reopened')
    const { claims } = shown(a, 'position-contested')!
    expect(claims.filter(({ isNew }) => isNew).map(({ specimen }) => specimen)).toEqual([T1])
    c.remove()
  })

  test('TUB-3 takes no other tube, settled as accepted or not', () => {
    settle(a, 'position-contested', { type: 'accepted' })
    expect(a.act('takeIn', { ...specimenData(T3), at: at('B3') })).toMatchObject({
      error: { type: 'Contested' },
    })
  })

  test('DIS-4 is not settled by who saw something else', () => {
    const before = shown(a, 'position-contested')!.basis
    expect(a.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
    const outcome = { type: 'mis-recorded' } as const
    expect(resolve(a, 'position-contested', outcome, { basis: [...before] })).toMatchObject({
      error: { type: 'ChangedSince' },
    })
    settle(a, 'position-contested', outcome)
  })

  test('DIS-4 is not settled again while nothing is left to settle', () => {
    const found = { type: 'tube-at', specimen: T2, at: at('C1') } as const
    settle(a, 'position-contested', found)
    const other = { type: 'tube-elsewhere', specimen: T2 } as const
    expect(shown(a, 'position-contested')).toMatchObject({ state: 'resolved', basis: [] })
    expect(resolve(a, 'position-contested', other)).toMatchObject({
      error: { type: 'ChangedSince' },
    })
    expect(shown(a, 'position-contested')!.resolutions).toMatchObject([{ outcome: found }])
  })

  test('DIS-12 is not taken back by Undo', () => {
    settle(a, 'position-contested', { type: 'tube-at', specimen: T2, at: at('C1') })
    const command = a.reader.recent(1)[0]!.command
    expect(a.act('undo', { command })).toMatchObject({ error: { type: 'SettledDispute' } })
  })

  test('DIS-5 is not settled by what cannot be true of it', () => {
    const outcome = { type: 'same-tube', specimen: T1 } as const
    expect(resolve(a, 'position-contested', outcome)).toMatchObject({
      error: { type: 'OutcomeUnfit' },
    })
  })
})

describe('a tube in two places', () => {
  beforeEach(() => {
    takeIn(a, T1, 'B3')
    agreed()
    move(a, T1, 'C1')
    move(b, T1, 'D1')
    agreed()
  })

  test.each(['C1', 'D1', 'E1'])('DIS-5 is settled by being in %s', (place) => {
    settle(b, 'tube-in-two-places', { type: 'tube-at', specimen: T1, at: at(place) }, {}, IDA)
    agreed()
    expect(stateOf(a, 'tube-in-two-places')).toBe('resolved')
    expect(a.reader.specimen(T1)).toMatchObject({ state: 'stored', places: [{ position: place }] })
  })

  test('DIS-5 is settled by being in none', () => {
    settle(b, 'tube-in-two-places', { type: 'tube-elsewhere', specimen: T1 })
    agreed()
    expect(a.reader.specimen(T1)).toMatchObject({ state: 'unplaced', places: [] })
  })

  test('DIS-13 is settled otherwise by two people: both stand until a third settles it', () => {
    settle(a, 'tube-in-two-places', { type: 'tube-at', specimen: T1, at: at('C1') })
    settle(b, 'tube-in-two-places', { type: 'tube-at', specimen: T1, at: at('E1') })
    agreed()
    expect(stateOf(a, 'tube-in-two-places')).toBe('reopened')
    expect(stateOf(a, 'resolutions-differ')).toBe('open')
    expect(shown(a, 'resolutions-differ')!.resolutions).toHaveLength(2)
    settle(a, 'resolutions-differ', { type: 'tube-at', specimen: T1, at: at('E1') })
    agreed()
    expect(b.reader.discrepancies()).toEqual([])
    expect(b.reader.specimen(T1)).toMatchObject({ places: [{ position: 'E1' }] })
  })

  test('DIS-13 is settled alike by two people: nothing is left to settle but where it is', () => {
    for (const bench of [a, b])
      settle(bench, 'tube-in-two-places', { type: 'tube-at', specimen: T1, at: at('C1') })
    agreed()
    expect(a.reader.discrepancies()).toEqual([])
  })
})

describe('one code on two records', () => {
  beforeEach(() => {
    takeIn(a, T1, 'B3', { code: 'FX-SAME' })
    takeIn(b, T2, 'B4', { code: 'FX-SAME' })
    agreed()
  })

  test('DIS-11 of one tube goes on with one of them', () => {
    settle(a, 'code-twice', { type: 'same-tube', specimen: T2 })
    agreed()
    for (const bench of [a, b]) {
      expect(bench.reader.discrepancies()).toEqual([])
      expect(stateOf(bench, 'code-twice')).toBe('resolved')
      expect(bench.reader.resolve('FX-SAME', null)).toMatchObject({
        kind: 'specimen',
        specimen: T2,
      })
      expect(bench.reader.specimen(T1)).toMatchObject({ state: 'undone', places: [] })
    }
  })

  test('DIS-11 of two tubes stays one’s, and the other gets its own', () => {
    const labels = [{ specimen: T1, code: 'FX-OTHER' }]
    settle(a, 'code-twice', { type: 'code-of', specimen: T2 }, { labels })
    agreed()
    for (const bench of [a, b]) {
      expect(bench.reader.discrepancies()).toEqual([])
      expect(bench.reader.resolve('FX-SAME', null)).toMatchObject({ specimen: T2 })
      expect(bench.reader.resolve('FX-OTHER', null)).toMatchObject({ specimen: T1 })
      expect(bench.reader.specimen(T1)).toMatchObject({ code: 'FX-OTHER', state: 'stored' })
      expect(bench.reader.specimens({ text: 'OTHER', limit: 9, after: null }).total).toBe(1)
    }
  })

  test('DIS-11 is no label that another has', () => {
    const labels = [{ specimen: T1, code: 'BX-1' }]
    const outcome = { type: 'code-of', specimen: T2 } as const
    expect(resolve(a, 'code-twice', outcome, { labels })).toMatchObject({
      error: { type: 'CodeTaken' },
    })
    expect(resolve(a, 'code-twice', outcome)).toMatchObject({ error: { type: 'OutcomeUnfit' } })
  })

  test('DIS-6 is a manager’s to settle', () => {
    const outcome = { type: 'same-tube', specimen: T2 } as const
    expect(resolve(a, 'code-twice', outcome, {}, IDA)).toMatchObject({
      error: { type: 'NotAllowed', needs: 'manager' },
    })
  })
})

test('DIS-11 one code on three records is settled as well', () => {
  const c = new TestBench('3')
  c.writer.join(a.writer.facts().stream!, 3, 'Bench 3')
  for (let round = 0; round < 2; round++) order.exchange(a, b, c)
  takeIn(a, T1, 'B3', { code: 'FX-SAME' })
  takeIn(b, T2, 'B4', { code: 'FX-SAME' })
  takeIn(c, T3, 'B5', { code: 'FX-SAME' })
  for (let round = 0; round < 2; round++) order.exchange(a, b, c)
  settle(a, 'code-twice', { type: 'same-tube', specimen: T2 })
  order.exchange(c)
  agreed()
  expect(b.reader.discrepancies()).toEqual([])
  expect(b.reader.resolve('FX-SAME', null)).toMatchObject({ specimen: T2 })
  c.remove()
})

describe('what is used of a specimen', () => {
  const use = (bench: TestBench, nanolitres: number) =>
    bench.act('useQuantity', { specimen: T1, nanolitres, reason: null })
  beforeEach(() => {
    takeIn(a, T1, 'B3', { nanolitres: 1000 })
    agreed()
  })

  test('DIS-9 is never more than is left', () => {
    expect(use(a, 600).ok).toBe(true)
    expect(use(a, 401)).toMatchObject({
      error: { type: 'NotEnough', code: codeOf(T1), left: 400, asked: 401 },
    })
    expect(use(a, 400).ok).toBe(true)
    expect(stateOf(a, 'quantity-negative')).toBeUndefined()
  })

  test('DIS-8 adds up, and may be more than there was', () => {
    expect([use(a, 600).ok, use(b, 600).ok]).toEqual([true, true])
    agreed()
    expect(b.rows('SELECT used, thaws FROM amount')).toEqual([{ used: 1200, thaws: 0 }])
    expect(shown(b, 'quantity-negative')).toMatchObject({
      state: 'open',
      about: { had: 1000, used: 1200 },
      claims: [{ bench: 'Bench 1' }, { bench: 'Bench 2' }],
    })
    const { basis } = shown(b, 'quantity-negative')!
    const outcome = { type: 'mis-recorded' } as const
    settle(b, 'quantity-negative', outcome, { mistaken: basis[0]! })
    agreed()
    expect(stateOf(a, 'quantity-negative')).toBe('resolved')
    expect(a.rows('SELECT used FROM amount')).toEqual([{ used: 600 }])
  })

  test('DIS-10 is taken back once', () => {
    expect(use(a, 600).ok).toBe(true)
    const command = a.reader.recent(1)[0]!.command
    expect(a.act('undo', { command }).ok).toBe(true)
    expect(a.rows('SELECT used FROM amount')).toEqual([])
    expect(a.act('undo', { command })).toMatchObject({ error: { type: 'NothingToUndo' } })
  })

  test('DIS-10 and is more than there was no longer', () => {
    expect([use(a, 600).ok, use(b, 600).ok]).toEqual([true, true])
    agreed()
    const command = a.reader.recent(1)[0]!.command
    expect(a.act('undo', { command }).ok).toBe(true)
    agreed()
    expect(shown(a, 'quantity-negative')).toBeUndefined()
  })
})

describe('how often a specimen is thawed', () => {
  const thaw = (bench: TestBench) => bench.act('recordThaw', { specimen: T1 })
  const limit = (bench: TestBench, thaws: number | null) =>
    bench.must(MARC, { type: 'setThawLimit', id: bench.newId(), via: VIA, study: STUDY, thaws })
  beforeEach(() => {
    takeIn(a, T1, 'B3')
    limit(a, 1)
    agreed()
  })

  test('DIS-9 is no more than its study allows', () => {
    expect(thaw(a).ok).toBe(true)
    expect(thaw(a)).toMatchObject({ error: { type: 'ThawLimit', thaws: 1, limit: 1 } })
  })

  test('DIS-8 adds up, and may be more', () => {
    expect([thaw(a).ok, thaw(b).ok]).toEqual([true, true])
    agreed()
    expect(shown(a, 'thaw-limit')).toMatchObject({ about: { thaws: 2, limit: 1 }, state: 'open' })
    settle(a, 'thaw-limit', { type: 'accepted' }, {}, IDA)
    agreed()
    expect(stateOf(b, 'thaw-limit')).toBe('resolved')
  })

  test('is measured again when the limit is set anew', () => {
    expect(thaw(a).ok).toBe(true)
    limit(a, 0)
    agreed()
    expect(stateOf(b, 'thaw-limit')).toBe('open')
    limit(b, 5)
    agreed()
    expect(stateOf(b, 'thaw-limit')).toBeUndefined()
  })

  test('DIS-6 only a manager sets the limit', () => {
    expect(a.act('setThawLimit', { study: STUDY, thaws: 9 })).toMatchObject({
      error: { type: 'NotAllowed' },
    })
  })
})

describe('a consent that is withdrawn', () => {
  const withdraw = (bench: TestBench) =>
    bench.must(MARC, {
      type: 'withdrawDonor',
      id: bench.newId(),
      via: VIA,
      donor: DONOR,
      by: 'donor',
      wish: 'destroy',
      reason: null,
    })
  const out = (bench: TestBench) =>
    expect(bench.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
  const back = (bench: TestBench) =>
    expect(bench.act('returnTube', { specimen: T1, at: null }).ok).toBe(true)
  beforeEach(() => {
    takeIn(a, T1, 'B3', { donor: DONOR, nanolitres: 1000 })
    agreed()
  })

  test('DIS-7 while a tube is out elsewhere is put before a person, also after it came back', () => {
    withdraw(a)
    out(b)
    back(b)
    agreed()
    for (const bench of [a, b])
      expect(shown(bench, 'out-after-withdrawal')).toMatchObject({
        state: 'open',
        title: codeOf(T1),
        about: { donor: DONOR },
        claims: [{ specimen: null }, { specimen: T1 }],
      })
    settle(a, 'out-after-withdrawal', { type: 'accepted' }, {}, IDA)
    agreed()
    expect(stateOf(b, 'out-after-withdrawal')).toBe('resolved')
  })

  test('DIS-7 while some of it is used elsewhere as well', () => {
    withdraw(a)
    expect(b.act('useQuantity', { specimen: T1, nanolitres: 10, reason: null }).ok).toBe(true)
    agreed()
    expect(stateOf(a, 'out-after-withdrawal')).toBe('open')
  })

  test('DIS-7 while it is out, until it is back', () => {
    out(a)
    withdraw(a)
    agreed()
    expect(stateOf(b, 'out-after-withdrawal')).toBe('open')
    back(b)
    agreed()
    expect(stateOf(a, 'out-after-withdrawal')).toBeUndefined()
  })

  test('DIS-7 after it was out and came back has nothing against it', () => {
    out(b)
    back(b)
    agreed()
    withdraw(a)
    agreed()
    expect(stateOf(a, 'out-after-withdrawal')).toBeUndefined()
  })

  test('DIS-7 is not forgotten for a later act that saw several heads of the donor', () => {
    withdraw(a)
    out(b)
    agreed()
    back(a)
    expect(a.act('checkOut', { specimen: T1, reason: null })).toMatchObject({
      error: { type: 'ConsentWithdrawn' },
    })
  })
})

describe('what the ledger itself shows', () => {
  const stream = () => a.writer.facts().stream!
  const foreign = (body: string) =>
    seal(
      sha256,
      chainName({ install: testId('9', 1), incarnation: 1, stream: stream() }),
      null,
      body,
    )

  test('an event that this version cannot read is one discrepancy for its type and version', () => {
    takeIn(a, T1, 'B3')
    agreed()
    const draft = { ...stored(T1, at('B3')), ents: [entity.tube(T1)] }
    order.add(foreign(foreignBody(draft, 1, { type: 'specimen.irradiated' })))
    agreed()
    expect(shown(a, 'unknown-event')).toMatchObject({
      id: 'unknown-event/type:specimen.irradiated.v1',
      state: 'open',
    })
    settle(a, 'unknown-event', { type: 'accepted' }, {}, IDA)
    agreed()
    expect(stateOf(b, 'unknown-event')).toBe('resolved')
  })

  test('an event whose cause is missing is shown until the cause is there', () => {
    takeIn(a, T1, 'B3')
    agreed()
    const base = { [entity.tube(T1)]: [testId('f', 7)] }
    const [cause, effect] = [stored(T1, at('C1')), stored(T1, at('D1'))]
    const first = foreign(foreignBody(effect, 1, { base }))
    order.add(first)
    agreed()
    expect(shown(a, 'cause-lost')).toMatchObject({
      id: `cause-lost/event:${testId('f', 7)}`,
      claims: [{ uid: testId('f', 1) }],
    })
    order.add(seal(sha256, first.chain, first, foreignBody(cause, 7)))
    agreed()
    expect(shown(a, 'cause-lost')).toBeUndefined()
  })

  test('DIS-14 a clock that is ahead is suspect, once for each start of the program', () => {
    const late = { at: NOON + 86_400_000, mono: ['boot-9', 1] as [string, number] }
    order.add(foreign(foreignBody(stored(T1, at('C1')), 1, late)), NOON)
    takeIn(a, T2, 'C2')
    agreed()
    expect(a.reader.discrepancies().filter(({ kind }) => kind === 'clock-suspect')).toMatchObject([
      { state: 'open', claims: [{ uid: testId('f', 1) }] },
    ])
    expect(shown(a, 'clock-suspect')!.id).toMatch(/\/boot-9$/)
    settle(a, 'clock-suspect', { type: 'accepted' })
    agreed()
    expect(stateOf(b, 'clock-suspect')).toBe('resolved')
  })

  test('DIS-14 a clock that is right is not', () => {
    order.add(foreign(foreignBody(stored(T1, at('C1')), 1, { at: NOON + 500_000 })), NOON)
    agreed()
    expect(stateOf(a, 'clock-suspect')).toBeUndefined()
  })

  test('a chain that was gone on with twice is shown as its next life says it', () => {
    const { chain } = a.writer.facts()
    const bench = testId('9', 1)
    const next = chainName({ install: bench, incarnation: 2, stream: stream() })
    const previous = { chain: chain!, seq: 1, hash: 'f'.repeat(64) }
    const data = { bench, chain: next, reason: 'forked' as const, previous }
    const draft = { type: 'bench.incarnated' as const, ents: [entity.chain(next)], data }
    order.add(foreign(foreignBody(draft, 1)))
    agreed()
    expect(shown(b, 'chain-fork')).toMatchObject({ title: 'Bench 1', state: 'open', managed: true })
    settle(a, 'chain-fork', { type: 'accepted' })
    agreed()
    expect(stateOf(b, 'chain-fork')).toBe('resolved')
  })

  test('a seal that does not hold is shown beside the event that it came with', () => {
    takeIn(a, T1, 'B3')
    agreed()
    a.damaged = true
    const chain = a.column<number>('SELECT id FROM chain LIMIT 1')[0]!
    a.db
      .prepare('INSERT INTO bad_seal(id, chain, seq, seal, sum) VALUES (1, ?, 2, ?, ?)')
      .run(chain, JSON.stringify({ at: NOON }), Buffer.alloc(32))
    expect(shown(a, 'bad-seal')).toMatchObject({ title: 'Bench 1', state: 'open', since: NOON })
    expect(a.reader.about(a.writer.facts().install).discrepancies).toBe(1)
    settle(a, 'bad-seal', { type: 'accepted' })
    expect(stateOf(a, 'bad-seal')).toBe('resolved')
    expect(a.reader.about(a.writer.facts().install).discrepancies).toBe(0)
  })
})
