import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  at,
  BOX,
  containerData,
  IDA,
  MARC,
  NINE,
  NOON,
  OTHER_BOX,
  STUDY,
  specimenData,
  T1,
  T2,
  T3,
  T4,
} from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { badgeOf, TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

/**
 * A small known biobank: one room with freezer F1 (two shelves) and tank T9; box BX-1 in F1/S1/R2 at B3,
 * box BX-2 on the site. T1 blood in A1, its plasma T2 out of A2, T3 and T4 contest B3 by two benches.
 */
const [ROOM, F1, SHELF, RACK, TANK] = [1, 2, 3, 4, 5].map((n) => testId('f', n)) as [
  string,
  string,
  string,
  string,
  string,
]
const line = (count: number, prefix: string, down = false) =>
  ({
    rows: down ? count : 1,
    columns: down ? 1 : count,
    scheme: 'numbers',
    fill: 'rows-top-left',
    prefix,
  }) as const
const MINUTE = 60_000

let bench: TestBench
let other: TestBench

beforeAll(() => {
  bench = new TestBench().found(['FX########']).containers(
    containerData(ROOM, 'room', { name: 'Cold room', layout: line(4, 'N') }),
    containerData(F1, 'freezer', {
      name: 'F1',
      code: 'F1',
      celsius: -80,
      place: { container: ROOM, index: 1 },
      layout: line(2, 'S', true),
    }),
    containerData(SHELF, 'shelf', { place: { container: F1, index: 0 }, layout: line(3, 'R') }),
    containerData(RACK, 'rack', {
      place: { container: SHELF, index: 1 },
      layout: line(4, 'B', true),
    }),
    containerData(TANK, 'tank', {
      name: 'T9',
      celsius: -190,
      place: { container: ROOM, index: 0 },
    }),
    containerData(BOX, 'box', { code: 'BX-1', place: { container: RACK, index: 2 }, layout: NINE }),
    containerData(OTHER_BOX, 'box', { code: 'BX-2', layout: NINE, holds: ['dna'] }),
  )
  const blood = specimenData(T1, { material: 'whole-blood', donor: 'D-7k2m-9Q', collectedAt: NOON })
  const plasma = specimenData(T2, { parent: T1, origin: 'derivative', nanolitres: 500_000 })
  bench.act('takeIn', { ...blood, at: at('A1') })
  bench.clock.at += MINUTE
  bench.act('takeIn', { ...plasma, at: at('A2') })
  bench.clock.at += MINUTE
  bench.act('checkOut', { specimen: T2, reason: 'RQ-118' })
  meet()
  bench.act('takeIn', { ...specimenData(T3), at: at('B3') })
  other.act('takeIn', { ...specimenData(T4), at: at('B3') })
  order.exchange(bench, other)
  order.exchange(bench, other)
})
afterAll(() => {
  bench.remove()
  other.remove()
})

const order = new CommonOrder()
function meet(): void {
  other = new TestBench('2')
  other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
  order.exchange(bench, other)
  order.exchange(bench, other)
}

describe('every question', () => {
  test('home: what a person sees first', () => {
    expect(bench.reader.home()).toMatchObject({
      intake: null,
      specimens: 4,
      discrepancies: 1,
      out: { count: 1, longestSince: NOON + 2 * MINUTE },
      missing: 0,
      recent: [
        { code: 'FX00000003', type: 'specimen.stored' },
        { type: 'specimen.checked_out' },
        {},
        {},
        {},
      ],
    })
  })

  test('recent: the acts of this bench, newest first, and which of them Undo takes back', () => {
    const recent = bench.reader.recent(10)
    expect(recent.map(({ code, undoable, actor }) => [code, undoable, actor])).toEqual([
      ['FX00000003', true, 'Ida'],
      ['FX00000002', true, 'Ida'],
      ['FX00000002', false, 'Ida'],
      // Something was made from it. UND-6
      ['FX00000001', false, 'Ida'],
      ['BX-2', false, 'Marc'],
    ])
    expect(bench.reader.recent(1)).toHaveLength(1)
    expect(recent[1]).toMatchObject({ place: { path: 'F1/S1/R2/B3', position: 'A2' } })
  })

  test('specimen: its record, place, custody and lineage', () => {
    const plasma = bench.reader.specimen(T2)!
    expect(plasma).toMatchObject({
      code: 'FX00000002',
      accession: '26-1-00002',
      study: { study: STUDY, code: 'NORDLUNG' },
      state: 'out',
      holder: 'Ida',
      since: NOON + 2 * MINUTE,
      receivedBy: 'Ida',
      receivedAt: NOON + MINUTE,
      nanolitres: 500_000,
      places: [{ box: 'BX-1', position: 'A2', path: 'F1/S1/R2/B3' }],
    })
    expect(plasma.custody.map(({ type, reason, bench: where }) => [type, reason, where])).toEqual([
      ['specimen.checked_out', 'RQ-118', 'Bench 1'],
      ['specimen.stored', null, 'Bench 1'],
      ['specimen.accessioned', null, 'Bench 1'],
    ])
    expect(plasma.lineage.map(({ code, parents, state }) => [code, parents, state])).toEqual([
      ['FX00000001', [], 'stored'],
      ['FX00000002', [T1], 'out'],
    ])
    expect(bench.reader.specimen(testId('7', 99))).toBeNull()
  })

  test('specimen: how long it was out stands with its return', () => {
    const alone = new TestBench('3').found().box(BOX, 'BX-1')
    alone.act('takeIn', { ...specimenData(T1), at: at('A1') })
    alone.act('checkOut', { specimen: T1, reason: null })
    alone.clock.at += 119_001
    alone.act('returnTube', { specimen: T1, at: null })
    expect(alone.reader.specimen(T1)!.custody.map(({ outFor }) => outFor)).toEqual([
      119_001,
      null,
      null,
      null,
    ])
    alone.remove()
  })

  test('specimens: by part of the code, by accession, by donor, in pages', () => {
    const codes = (text: string, limit = 10, after: string | null = null) =>
      bench.reader.specimens({ text, limit, after }).rows.map(({ code }) => code.slice(-1))
    expect(codes('')).toEqual(['4', '3', '2', '1'])
    expect(codes('0000002')).toEqual(['2'])
    expect(codes('fx0000')).toEqual(['4', '3', '2', '1'])
    expect(codes('fx')).toEqual(['1', '2', '3', '4'])
    expect(codes('26-2-')).toEqual(['4'])
    expect(codes(' d-7k2m-9q ')).toEqual(['1'])
    expect(codes('%')).toEqual([])
    expect(codes("' OR 1=1 --")).toEqual([])
    const first = bench.reader.specimens({ text: '', limit: 3, after: null })
    expect(first).toMatchObject({ total: 4, rows: { length: 3 } })
    expect(codes('', 3, first.next)).toEqual(['1'])
    expect(bench.reader.specimens({ text: '', limit: 3, after: first.next }).next).toBeNull()
  })

  test('storage: freezers and tanks with their room and how full they are', () => {
    const rows = bench.reader.storage()
    const freezer = rows.find(({ name }) => name === 'F1')
    expect(freezer).toMatchObject({
      kind: 'freezer',
      room: 'Cold room',
      celsius: -80,
      taken: 3,
      capacity: 81,
      contested: 1,
    })
    expect(freezer!.shelves).toEqual([[0, 3 / 81, 0]])
    expect(rows.find(({ name }) => name === 'T9')).toMatchObject({ taken: 0, capacity: 0 })
  })

  test('freezer: its shelves, racks and boxes', () => {
    const freezer = bench.reader.freezer(F1)!
    expect(freezer).toMatchObject({ name: 'F1', celsius: -80, boxes: 1, boxesInUse: 1 })
    expect(freezer.shelves.map(({ name }) => name)).toEqual(['S1'])
    const racks = freezer.shelves[0]!.racks
    expect(racks.map((rack) => rack?.name ?? null)).toEqual([null, 'R2', null])
    expect(racks[1]).toMatchObject({
      positions: ['B1', 'B2', 'B3', 'B4'],
      boxes: [null, null, { code: 'BX-1', position: 'B3', taken: 3, contested: 1 }, null],
    })
    expect(bench.reader.freezer(BOX)).toBeNull()
    expect(bench.reader.freezer(testId('f', 99))).toBeNull()
  })

  test('locate: where the map is opened for a box', () => {
    expect(bench.reader.locate(BOX)).toEqual({ freezer: F1, rack: RACK, box: BOX })
    expect(bench.reader.locate(OTHER_BOX)).toEqual({ freezer: null, rack: null, box: OTHER_BOX })
  })

  test('box: every position with its state, the names beside it, the next targets', () => {
    const box = bench.reader.box(BOX)!
    expect(box).toMatchObject({
      code: 'BX-1',
      path: 'F1/S1/R2/B3',
      celsius: -80,
      taken: 3,
      out: 1,
      rowNames: { 0: 'A', 8: 'I' },
      columnNames: { 0: '1', 8: '9' },
    })
    const states = box.positions.filter(({ state }) => state !== 'empty')
    expect(states.map(({ name, state, tubes }) => [name, state, tubes.length])).toEqual([
      ['A1', 'filled', 1],
      ['A2', 'held', 1],
      ['B3', 'contested', 2],
    ])
    expect(box.next).toEqual([2, 3])
    expect(bench.reader.box(RACK)).toBeNull()
  })

  test('studies, people and what stands on every screen', () => {
    expect(bench.reader.studies()).toMatchObject([{ study: STUDY, code: 'NORDLUNG' }])
    expect(bench.reader.people().map(({ name, role, hasPin }) => [name, role, hasPin])).toEqual([
      ['Ida', 'technician', false],
      ['Jana', 'administrator', false],
      ['Marc', 'manager', false],
    ])
    const { install } = bench.writer.facts()
    expect(bench.reader.about(install)).toMatchObject({ bench: 'Bench 1', discrepancies: 1 })
    expect(bench.reader.about(testId('9', 9)).bench).toBeNull()
  })

  test('discrepancies: both sides with what they rest on', () => {
    const [contested] = bench.reader.discrepancies()
    expect(contested).toMatchObject({
      kind: 'position-contested',
      title: 'F1/S1/R2/B3/B3',
      claims: [
        { specimen: T3, bench: 'Bench 1' },
        { specimen: T4, bench: 'Bench 2' },
      ],
    })
    for (const { custody, study, place } of contested!.claims) {
      expect(custody.length).toBe(2)
      expect([study, place?.position]).toEqual(['NORDLUNG', 'B3'])
    }
    expect(other.reader.discrepancies().map(({ id }) => id)).toEqual([contested!.id])
  })

  test.each([
    ['FX00000001', null, { kind: 'specimen', specimen: T1 }],
    ['BX-1', null, { kind: 'container', container: BOX, containerKind: 'box' }],
    ['F1', null, { kind: 'container', containerKind: 'freezer' }],
    ['BX-1/B3', null, { kind: 'position', place: { position: 'B3', box: 'BX-1' } }],
    ['b03', BOX, { kind: 'position', place: { at: at('B3') } }],
    ['B3', null, { kind: 'unknown', fits: false }],
    ['BX-1/J9', BOX, { kind: 'unknown' }],
    ['BX-9/A1', BOX, { kind: 'unknown' }],
    ['FX/00000001', BOX, { kind: 'unknown', fits: false }],
    ['FX99999999', BOX, { kind: 'unknown', fits: true }],
    [badgeOf('Marc'), null, { kind: 'person', person: MARC, name: 'Marc' }],
    ['FK:UNDO', null, { kind: 'command', command: 'undo' }],
    ['fk:undo', null, { kind: 'unknown' }],
    ['constructor', null, { kind: 'unknown' }],
    ['site:x', null, { kind: 'unknown' }],
  ])('resolve: %s with box %s', (text, box, identity) => {
    expect(bench.reader.resolve(text, box)).toMatchObject(identity)
  })
})

describe('what runs at every scan', () => {
  /** The plans of all statements that some work has prepared on a fresh connection. */
  function plansOf(work: (fresh: TestBench) => void): { sql: string; plan: string[] }[] {
    const fresh = new TestBench('4').found().box(BOX, 'BX-1').box(OTHER_BOX, 'BX-2')
    fresh.restart()
    const asked = new Set<string>()
    const prepare = fresh.db.prepare.bind(fresh.db)
    fresh.db.prepare = ((sql: string) => {
      asked.add(sql)
      return prepare(sql)
    }) as typeof fresh.db.prepare
    work(fresh)
    const plans = [...asked].map((sql) => ({ sql, plan: planOf(sql, prepare) }))
    fresh.remove()
    return plans
  }

  function planOf(sql: string, prepare: TestBench['db']['prepare']): string[] {
    const parameters = Array(sql.split('?').length - 1).fill(null)
    const steps = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]
    return steps.map(({ detail }) => detail)
  }

  /**
   * `chain` has as many rows as the site has benches. What an INSERT shows are the checks of foreign keys
   * that it would make if a constraint were already broken in the transaction.
   */
  const scans = (plans: { sql: string; plan: string[] }[]) =>
    plans
      .filter(({ sql }) => !sql.startsWith('INSERT INTO event('))
      .filter(({ plan }) => plan.some((step) => /^SCAN (?!chain$|.*CONSTANT ROW)/.test(step)))

  test('uses an index for every statement', () => {
    const plans = plansOf((fresh) => {
      const given = { study: STUDY, material: 'plasma', tubeType: 'cryotube' } as const
      fresh.writer.startIntake({ box: BOX, ...given, collectedAt: null })
      for (const code of ['FX1', 'FX2', 'FX1', 'BX-1/C1', 'FK:UNDO', 'FX3', badgeOf('Ida')])
        fresh.writer.scanInto(code, fresh.by())
      const { specimen } = fresh.writer.intake()!.rows[0]!
      fresh.act('move', { specimen, at: at('I9') })
      fresh.act('checkOut', { specimen, reason: null })
      fresh.act('returnTube', { specimen, at: null })
    })
    expect(plans.length).toBeGreaterThan(20)
    expect(scans(plans)).toEqual([])
    const used = plans.flatMap(({ plan }) => plan).join('\n')
    expect(used).toContain('tube_claim_place')
    expect(used).toContain('sqlite_autoindex_entity_1')
  })

  test('would be seen if it did not', () => {
    const plans = plansOf((fresh) => {
      fresh.column('SELECT count(*) FROM tube_claim WHERE holder = ?', IDA)
    })
    expect(scans(plans)).toHaveLength(1)
  })
})
