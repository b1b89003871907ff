import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { entity } from '#shared/domain/entities.ts'
import type { Place } from '#shared/domain/words.ts'
import {
  at,
  BOX,
  codeOf,
  IDA,
  OTHER_BOX,
  specimenData,
  T1,
  T2,
  T3,
} from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let order: CommonOrder
let a: TestBench
let b: TestBench

beforeEach(() => {
  order = new CommonOrder()
  a = new TestBench('1').found().box(BOX, 'BX-1')
  b = new TestBench('2')
  b.writer.join(a.writer.facts().stream!, 2, 'Bench 2')
  order.exchange(a, b)
  order.exchange(a, b)
})
afterEach(() => {
  a.remove()
  b.remove()
})

const discrepancies = (bench: TestBench) =>
  bench.rows<{ id: string; kind: string }>(
    'SELECT id, kind FROM discrepancy WHERE holds ORDER BY id',
  )
const states = (bench: TestBench) =>
  bench.column<string>('SELECT state FROM discrepancy ORDER BY id')

const takeIn = (bench: TestBench, specimen: string, to: Place, code = codeOf(specimen)) =>
  expect(bench.act('takeIn', { ...specimenData(specimen, { code }), at: to }).ok).toBe(true)
const move = (bench: TestBench, specimen: string, to: Place) =>
  expect(bench.act('move', { specimen, at: to }).ok).toBe(true)
const undoLast = (bench: TestBench) => {
  const command = bench.reader.recent(1)[0]!.command
  return bench.act('undo', { command })
}

/** Both have all of both, derived alike, and deriving it again changes nothing. */
function agreed(): void {
  order.exchange(a, b)
  order.exchange(a, b)
  expect(b.column('SELECT uid FROM event ORDER BY uid')).toEqual(
    a.column('SELECT uid FROM event ORDER BY uid'),
  )
  expect(derivedOf(b.db)).toEqual(derivedOf(a.db))
  for (const bench of [a, b]) {
    const live = derivedOf(bench.db)
    bench.writer.rebuild()
    expect(derivedOf(bench.db)).toEqual(live)
  }
}

describe('two benches that did not see each other', () => {
  test('put two tubes in one position: both facts are kept, and both benches say so alike', () => {
    takeIn(a, T1, at('B3'))
    takeIn(b, T2, at('B3'))
    agreed()
    const id = `position-contested/${entity.position(at('B3'))}`
    for (const bench of [a, b]) {
      expect(discrepancies(bench)).toEqual([{ id, kind: 'position-contested' }])
      const tubes = bench.reader.box(BOX)!.positions[at('B3').index]!
      expect(tubes.state).toBe('contested')
      expect(tubes.tubes.map(({ specimen }) => specimen).sort()).toEqual([T1, T2])
    }
    expect(a.act('takeIn', { ...specimenData(T3), at: at('B3') })).toMatchObject({
      error: { type: 'Contested' },
    })
  })

  test('a later move clears a contested position on both', () => {
    takeIn(a, T1, at('B3'))
    takeIn(b, T2, at('B3'))
    agreed()
    move(b, T2, at('B4'))
    agreed()
    expect([discrepancies(a), discrepancies(b)]).toEqual([[], []])
    expect([states(a), states(b)]).toEqual([['cleared'], ['cleared']])
    expect(a.reader.box(BOX)!.positions[at('B3').index]!.state).toBe('filled')
  })

  test('put one tube in two places: it is disputed on both until a move that saw both', () => {
    takeIn(a, T1, at('B3'))
    agreed()
    move(a, T1, at('C1'))
    move(b, T1, at('D1'))
    agreed()
    const id = `tube-in-two-places/${entity.tube(T1)}`
    expect(discrepancies(a)).toEqual([{ id, kind: 'tube-in-two-places' }])
    expect(a.reader.specimen(T1)).toMatchObject({ state: 'disputed', places: { length: 2 } })
    expect(a.act('checkOut', { specimen: T1, reason: null })).toMatchObject({
      error: { type: 'Disputed' },
    })
    move(b, T1, at('C1'))
    agreed()
    expect([discrepancies(a), discrepancies(b)]).toEqual([[], []])
    expect(a.reader.specimen(T1)).toMatchObject({ state: 'stored', places: { length: 1 } })
  })

  test('one that has a tube out and one that has brought it back disagree about it', () => {
    takeIn(a, T1, at('B3'))
    agreed()
    expect(a.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
    expect(b.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
    expect(b.act('returnTube', { specimen: T1, at: null }).ok).toBe(true)
    agreed()
    expect(discrepancies(a)).toMatchObject([{ kind: 'tube-in-two-places' }])
    expect(a.reader.specimen(T1)!.state).toBe('disputed')
  })

  test('that both have it out do not, and one return brings it back', () => {
    takeIn(a, T1, at('B3'))
    agreed()
    for (const bench of [a, b])
      expect(bench.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
    agreed()
    expect(discrepancies(a)).toEqual([])
    expect(a.reader.specimen(T1)!.state).toBe('out')
    expect(a.act('returnTube', { specimen: T1, at: null }).ok).toBe(true)
    agreed()
    expect(b.reader.specimen(T1)!.state).toBe('stored')
  })

  test('registered one code twice: it names both until one is taken back', () => {
    takeIn(a, T1, at('B3'), 'FX-SAME')
    takeIn(b, T2, at('B4'), 'FX-SAME')
    agreed()
    const id = `code-twice/${entity.code('FX-SAME')}`
    for (const bench of [a, b]) {
      expect(discrepancies(bench)).toEqual([{ id, kind: 'code-twice' }])
      expect(bench.reader.resolve('FX-SAME', null)).toEqual({
        kind: 'duplicate',
        code: 'FX-SAME',
        specimens: expect.arrayContaining([T1, T2]),
      })
    }
    expect(undoLast(b).ok).toBe(true)
    agreed()
    for (const bench of [a, b]) {
      expect(discrepancies(bench)).toEqual([])
      expect(bench.reader.resolve('FX-SAME', null)).toMatchObject({
        kind: 'specimen',
        specimen: T1,
      })
    }
  })

  test('of which one took its registration back have the code of the other', () => {
    takeIn(a, T1, at('B3'), 'FX-SAME')
    takeIn(b, T2, at('B4'), 'FX-SAME')
    expect(undoLast(a).ok).toBe(true)
    agreed()
    for (const bench of [a, b]) {
      expect(discrepancies(bench)).toEqual([])
      expect(bench.reader.resolve('FX-SAME', null)).toMatchObject({
        kind: 'specimen',
        specimen: T2,
      })
    }
    expect(a.act('accession', specimenData(T3, { code: 'FX-SAME' }))).toMatchObject({
      error: { type: 'AlreadyStored', specimen: T2 },
    })
  })

  test('took up the same undone code again with different words show the same of it', () => {
    takeIn(a, T1, at('B3'))
    expect(undoLast(a).ok).toBe(true)
    agreed()
    const again = (bench: TestBench, donor: string) =>
      expect(bench.act('accession', specimenData(T2, { code: codeOf(T1), donor })).ok).toBe(true)
    again(b, 'D-BBBB-2222')
    again(a, 'D-AAAA-2222')
    agreed()
    expect(a.column('SELECT donor FROM specimen WHERE id = ?', T1)).toEqual(
      b.column('SELECT donor FROM specimen WHERE id = ?', T1),
    )
  })
})

describe('a tube that one bench took back and another moved meanwhile', () => {
  beforeEach(() => {
    b.box(OTHER_BOX, 'BX-2')
    takeIn(a, T1, at('B3'))
    agreed()
    expect(undoLast(a).ok).toBe(true)
    move(b, T1, at('C1', OTHER_BOX))
    agreed()
  })

  test('SPE-7 is disputed, found, counted and named on both', () => {
    for (const bench of [a, b]) {
      expect(bench.reader.specimen(T1)).toMatchObject({ state: 'disputed' })
      expect(bench.reader.specimens({ text: codeOf(T1), limit: 9, after: null }).total).toBe(1)
      expect(bench.reader.home().specimens).toBe(1)
      expect(bench.reader.resolve(codeOf(T1), null)).toMatchObject({ specimen: T1 })
      expect(bench.reader.box(OTHER_BOX)!.positions[at('C1').index]!.state).toBe('contested')
    }
  })

  test('SPE-7 is settled by a move, and then is a tube as any other', () => {
    move(a, T1, at('B3'))
    agreed()
    for (const bench of [a, b]) {
      expect(discrepancies(bench)).toEqual([])
      expect(bench.reader.specimen(T1)).toMatchObject({ state: 'stored', places: { length: 1 } })
    }
    expect(b.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
    expect(b.reader.specimens({ text: '', limit: 9, after: null }).rows).toMatchObject([
      { state: 'out' },
    ])
  })
})

test('SPE-7 a code is named twice also where one of its tubes was taken back here and moved there', () => {
  const c = new TestBench('3')
  onTestFinished(() => c.remove())
  takeIn(a, T1, at('B3'), 'FX-SAME')
  c.writer.join(a.writer.facts().stream!, 3, 'Bench 3')
  order.exchange(a, c)
  order.exchange(a, c)
  takeIn(b, T2, at('B4'), 'FX-SAME')
  expect(undoLast(a).ok).toBe(true)
  move(c, T1, at('C1'))
  for (let round = 0; round < 2; round++) order.exchange(b, a, c)
  const kinds = [{ kind: 'code-twice' }, { kind: 'tube-in-two-places' }]
  for (const bench of [a, b, c]) {
    expect(discrepancies(bench)).toMatchObject(kinds)
    const live = derivedOf(bench.db)
    bench.writer.rebuild()
    expect(derivedOf(bench.db)).toEqual(live)
  }
})

describe('a tube in two places', () => {
  beforeEach(() => {
    b.box(OTHER_BOX, 'BX-2')
    takeIn(a, T1, at('B3'))
    agreed()
    move(a, T1, at('C1'))
    move(b, T1, at('D1', OTHER_BOX))
    agreed()
  })

  test('UND-5 is settled by a move that nobody takes back', () => {
    move(a, T1, at('E1'))
    expect(a.reader.recent(1)).toMatchObject([{ undoable: false }])
    expect(undoLast(a)).toMatchObject({ error: { type: 'SettledDispute', code: codeOf(T1) } })
    agreed()
    expect(b.reader.specimen(T1)).toMatchObject({ state: 'stored', places: [{ position: 'E1' }] })
  })

  test('is contested in the drawer as it is in the box', () => {
    const contested = () => a.reader.storage().reduce((sum, row) => sum + row.contested, 0)
    expect(contested()).toBe(2)
    move(a, T1, at('E1'))
    expect(contested()).toBe(0)
  })
})

describe('a tube of which two benches say the same', () => {
  test('stands once in its position, and is out once', () => {
    takeIn(a, T1, at('B3'))
    agreed()
    for (const bench of [a, b])
      expect(bench.act('checkOut', { specimen: T1, reason: null }).ok).toBe(true)
    agreed()
    const position = a.reader.box(BOX)!.positions[at('B3').index]!
    expect(position).toMatchObject({ state: 'held', tubes: { length: 1 } })
    expect(a.reader.home().out.count).toBe(1)
  })
})

describe('specimens that come from each other', () => {
  test('SPE-6 are listed once each, however many there are', () => {
    const code = (n: number) => codeOf(testId('7', n))
    for (let n = 1; n <= 40; n++)
      a.act('accession', specimenData(testId('7', n), { code: code(n), parent: n > 1 ? T1 : null }))
    a.damaged = true
    a.db.prepare('UPDATE specimen SET parent = ? WHERE id = ?').run(T2, T1)
    const family = a.reader.specimen(T1)!.lineage.map(({ specimen }) => specimen)
    expect(new Set(family).size).toBe(family.length)
    expect(family).toHaveLength(40)
  })
})

describe('a bench whose own events are not yet ordered', () => {
  test('has them after those of others, as they will be', () => {
    takeIn(a, T1, at('B3'))
    agreed()
    move(a, T1, at('C1'))
    move(b, T1, at('D1'))
    order.push(b)
    order.pull(a)
    const live = derivedOf(a.db)
    a.writer.rebuild()
    expect(derivedOf(a.db)).toEqual(live)
    agreed()
    expect(derivedOf(a.db)).toEqual(live)
  })

  test('may receive the same page in one piece or one by one', () => {
    for (const specimen of [T1, T2, T3]) takeIn(b, specimen, at(`B${specimen.at(-1)}`))
    order.push(b)
    while (a.writer.cursor()!.pos < order.log.length) order.pull(a, 1)
    agreed()
    expect(a.column('SELECT id FROM specimen ORDER BY id')).toEqual([T1, T2, T3])
  })
})

describe('what has been sent', () => {
  test('waits for the service, and is counted by its oldest', () => {
    a.clock.at += 1_000
    takeIn(a, T1, at('B3'))
    a.clock.at += 1_000
    takeIn(a, T2, at('B4'))
    expect(a.writer.waiting()).toEqual({ count: 4, oldestAt: a.clock.at - 1_000 })
    order.push(a, 3)
    expect(a.writer.waiting()).toEqual({ count: 1, oldestAt: a.clock.at })
    expect(a.writer.outbox({ events: 10, bytes: 1_000_000 }).map(({ seq }) => seq)).toEqual([
      a.writer.facts().position - 0 - 1,
    ])
  })

  test('is a part of a run that fits, and always at least one event', () => {
    takeIn(a, T1, at('B3'))
    expect(a.writer.outbox({ events: 10, bytes: 1 })).toHaveLength(1)
    expect(a.writer.outbox({ events: 1, bytes: 1_000_000 })).toHaveLength(1)
    expect(a.writer.outbox({ events: 10, bytes: 1_000_000 })).toHaveLength(2)
  })

  test('an acknowledgement that comes late takes nothing back', () => {
    takeIn(a, T1, at('B3'))
    const { chain, seq } = a.writer.outbox({ events: 10, bytes: 1_000_000 }).at(-1)!
    a.writer.acknowledge(chain, seq)
    a.writer.acknowledge(chain, 1)
    expect(a.writer.waiting()).toEqual({ count: 0, oldestAt: null })
  })

  test('shows as waiting in the history until it has come back', () => {
    takeIn(a, T1, at('B3'))
    expect(a.reader.specimen(T1)!.custody.map((line) => line.waiting)).toEqual([true, true])
    agreed()
    expect(
      b.reader.specimen(T1)!.custody.map((line) => [line.waiting, line.bench, line.actor]),
    ).toEqual([
      [false, 'Bench 1', 'Ida'],
      [false, 'Bench 1', 'Ida'],
    ])
    expect(IDA).toBe(
      b.rows<{ received_by: string }>('SELECT received_by FROM specimen')[0]!.received_by,
    )
  })
})

test('a bench whose folder was restored from a copy gives no accession identifier twice', () => {
  takeIn(a, T1, at('A1'))
  order.exchange(a, b)
  a.writer.close()
  const copy = mkdtempSync(join(tmpdir(), 'frostkeep-copy-'))
  cpSync(a.folder, copy, { recursive: true })
  a.open()
  takeIn(a, T2, at('A2'))
  takeIn(b, T3, at('B2'))
  order.exchange(a, b)
  const restored = new TestBench('3', copy)
  order.pull(restored)
  takeIn(restored, testId('7', 9), at('A9'))
  const given = restored.column<string>('SELECT accession FROM specimen ORDER BY accession')
  expect(given).toEqual(['26-1-00001', '26-1-00002', '26-1-00003', '26-2-00001'])
  restored.remove()
})
