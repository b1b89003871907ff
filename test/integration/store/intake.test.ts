import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { IntakeAnswer } from '#shared/contract/intake.ts'
import { readPositionName } from '#shared/domain/position/names.ts'
import {
  at,
  BOX,
  containerData,
  JANA,
  MARC,
  NINE,
  OTHER_BOX,
  STUDY,
  specimenData,
  T1,
  T2,
} from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { SMALL } from '../../support/store/schedule.ts'
import { badgeOf, TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found(['FX######']).box(BOX, 'BX-1').box(OTHER_BOX, 'BX-2')
})
afterEach(() => bench.remove())

const start = (box = BOX, material: 'plasma' | 'serum' = 'plasma') =>
  bench.writer.startIntake({
    box,
    study: STUDY,
    material,
    tubeType: 'cryotube',
    collectedAt: null,
  })
const scan = (text: string, id?: string): IntakeAnswer => bench.writer.scanInto(text, bench.by(id))
const outcome = (text: string) => scan(text).outcome
const session = () => bench.writer.intake()!
const events = () => bench.writer.facts().position
const code = (n: number) => `FX${String(n).padStart(6, '0')}`
const UNDO = 'FK:UNDO'

/** Scans FX000001 and so on, so many. */
function fill(count: number, from = 1): void {
  for (let n = from; n < from + count; n++) expect(outcome(code(n)).type).toBe('stored')
}

/** Nothing is written to the ledger by this. */
function writesNothing(work: () => void): void {
  const before = events()
  work()
  expect(events()).toBe(before)
}

describe('INT-1 a batch', () => {
  test('shows the target before the scan, and stores tube after tube in the fill order', () => {
    const opened = start()
    expect(opened).toMatchObject({
      ok: true,
      value: { targetName: 'A1', afterName: 'A2', stored: 0, taken: 0, total: 81 },
    })
    expect(outcome(code(1))).toEqual({ type: 'stored', code: code(1), index: 0, position: 'A1' })
    const { session: after } = scan(code(2))
    expect(after).toMatchObject({ targetName: 'A3', stored: 2, taken: 2 })
    expect(after.rows.map(({ code: c, position, state }) => [c, position, state])).toEqual([
      [code(2), 'A2', 'stored'],
      [code(1), 'A1', 'stored'],
    ])
  })

  test('goes down the columns where the box is filled so', () => {
    bench.box(testId('b', 3), 'BX-3', { layout: { ...NINE, fill: 'columns-bottom-right' } })
    start(testId('b', 3))
    expect([code(1), code(2)].map((c) => scan(c).outcome)).toMatchObject([
      { position: 'I9' },
      { position: 'H9' },
    ])
  })

  test('goes around what is taken, tubes that are out included', () => {
    bench.act('takeIn', { ...specimenData(T1), at: at('A1') })
    bench.act('takeIn', { ...specimenData(T2), at: at('A3') })
    bench.act('checkOut', { specimen: T1, reason: null })
    start()
    fill(2)
    expect(session().rows.map(({ position }) => position)).toEqual(['A4', 'A2'])
  })

  test('ends in a full box: the tube waits, and the box of the next scan takes it', () => {
    bench.box(testId('b', 3), 'BX-3', { layout: SMALL })
    start(testId('b', 3))
    fill(4)
    expect(session()).toMatchObject({ target: null, targetName: null, taken: 4, total: 4 })
    writesNothing(() => expect(outcome(code(5))).toEqual({ type: 'full', code: code(5) }))
    expect(outcome('BX-2')).toEqual({ type: 'box-changed', box: 'BX-2' })
    expect(outcome(code(5))).toMatchObject({ type: 'stored', position: 'A1' })
  })

  test.each([
    ['a box that nobody knows', { box: testId('b', 9) }, { type: 'NotFound', what: 'container' }],
    ['a study that nobody knows', { study: testId('d', 9) }, { type: 'NotFound', what: 'study' }],
  ])('does not open with %s', (_, bad, error) => {
    const given = { box: BOX, study: STUDY, material: 'plasma', tubeType: 'cryotube' } as const
    const opened = bench.writer.startIntake({ ...given, collectedAt: null, ...bad })
    expect(opened).toMatchObject({ ok: false, error })
    expect(bench.writer.intake()).toBeNull()
  })

  test('does not open into a box for another material', () => {
    bench.box(testId('b', 3), 'BX-3', { holds: ['serum'] })
    expect(start(testId('b', 3))).toMatchObject({ ok: false, error: { type: 'WrongKind' } })
    expect(start(testId('b', 3), 'serum').ok).toBe(true)
  })
})

describe('INT-2 what cannot be stored', () => {
  const heldAt = () => {
    bench.act('takeIn', { ...specimenData(T1, { code: code(9) }), at: at('B3', OTHER_BOX) })
    start()
    fill(1)
    return scan(code(9))
  }

  test('holds the batch, and says where the tube should be', () => {
    writesNothing(() => bench.restart())
    const { outcome: held } = heldAt()
    expect(held).toMatchObject({
      type: 'held',
      hold: {
        code: code(9),
        position: 'A2',
        mayMove: true,
        refusal: { type: 'AlreadyStored', name: 'BX-2/B3' },
        place: { box: 'BX-2', position: 'B3' },
      },
    })
  })

  test('makes later scans wait, also after a restart, and writes none of them', () => {
    heldAt()
    writesNothing(() => {
      expect(outcome(code(2))).toEqual({ type: 'waits', code: code(2) })
      bench.restart()
      expect(outcome(code(2))).toEqual({ type: 'waits', code: code(2) })
      expect(outcome('BX-2').type).toBe('waits')
      expect(session().hold).toMatchObject({ code: code(9) })
    })
  })

  test('is put aside with Next, and the batch goes on at the same target', () => {
    heldAt()
    writesNothing(() => expect(outcome('FK:NEXT')).toEqual({ type: 'released' }))
    expect(outcome(code(2))).toMatchObject({ type: 'stored', position: 'A2' })
    expect(bench.reader.specimen(T1)!.places[0]).toMatchObject({ box: 'BX-2' })
  })

  test('is moved here by a person’s choice', () => {
    heldAt()
    const { outcome: moved, session: after } = bench.writer.release('move-here', bench.by())
    expect(moved).toEqual({ type: 'moved', code: code(9), index: 1, position: 'A2' })
    expect(after).toMatchObject({ hold: null, targetName: 'A3' })
    expect(bench.reader.specimen(T1)!.places).toMatchObject([{ box: 'BX-1', position: 'A2' }])
    expect(bench.reader.box(OTHER_BOX)!.taken).toBe(0)
  })

  test('a choice that is sent twice moves once', () => {
    heldAt()
    const by = bench.by()
    bench.writer.release('move-here', by)
    writesNothing(() =>
      expect(bench.writer.release('move-here', by).outcome).toEqual({ type: 'released' }),
    )
  })

  test('a tube that is claimed in two places may be moved here, which clears it until somebody looks', () => {
    const other = meetOther()
    for (const [one, name] of [
      [bench, 'C1'],
      [other, 'D1'],
    ] as const)
      one.act('move', { specimen: T1, at: at(name, OTHER_BOX) })
    meetAgain(other)
    expect(outcome(code(9))).toMatchObject({
      type: 'held',
      hold: { mayMove: true, refusal: { type: 'Disputed' } },
    })
    expect(bench.reader.discrepancies()).toMatchObject([{ state: 'open' }])
    expect(bench.writer.release('move-here', bench.by()).outcome).toMatchObject({ type: 'moved' })
    expect(bench.reader.discrepancies()).toMatchObject([{ state: 'cleared' }])
  })

  test('a tube whose code names two holds and may not be moved here', () => {
    const other = meetOther()
    bench.act('accession', specimenData(bench.newId(), { code: code(7) }))
    other.act('accession', specimenData(other.newId(), { code: code(7) }))
    meetAgain(other)
    expect(outcome(code(7))).toMatchObject({
      type: 'held',
      hold: { mayMove: false, refusal: { type: 'Disputed' } },
    })
  })

  let order: CommonOrder
  /** A second bench that has seen T1 stored in the other box; an intake is open here. */
  function meetOther(): TestBench {
    bench.act('takeIn', { ...specimenData(T1, { code: code(9) }), at: at('B3', OTHER_BOX) })
    const other = new TestBench('2')
    onTestFinished(() => other.remove())
    other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
    order = new CommonOrder()
    meetAgain(other)
    start()
    return other
  }
  function meetAgain(other: TestBench): void {
    order.exchange(bench, other)
    order.exchange(bench, other)
  }

  test('a tube of the wrong kind holds, and cannot be moved here', () => {
    bench.box(testId('b', 3), 'BX-3', { holds: ['plasma'] })
    bench.act('accession', specimenData(T1, { code: code(9), material: 'serum' }))
    start(testId('b', 3))
    expect(outcome(code(9))).toMatchObject({
      type: 'held',
      hold: { mayMove: false, refusal: { type: 'WrongKind', material: 'serum' } },
    })
    writesNothing(() =>
      expect(bench.writer.release('move-here', bench.by()).outcome.type).toBe('released'),
    )
  })

  test('a pause takes no tube and survives a restart', () => {
    start()
    bench.writer.pause(true)
    bench.restart()
    writesNothing(() => expect(outcome(code(1))).toEqual({ type: 'paused' }))
    bench.writer.pause(false)
    expect(outcome(code(1)).type).toBe('stored')
  })
})

describe('INT-3 a tube that stands in this box', () => {
  test('is a duplicate: its position is shown and nothing is written', () => {
    start()
    fill(2)
    writesNothing(() => {
      expect(outcome(code(1))).toEqual({
        type: 'duplicate',
        code: code(1),
        index: 0,
        position: 'A1',
      })
      expect(session().targetName).toBe('A3')
    })
  })

  test('the same scan delivered twice is one scan, with the same answer', () => {
    start()
    const id = bench.newId()
    const first = scan(code(1), id)
    writesNothing(() => {
      expect(scan(code(1), id).outcome).toEqual(first.outcome)
      bench.restart()
      expect(scan(code(1), id).outcome).toEqual(first.outcome)
    })
    expect(session().rows).toHaveLength(1)
  })
})

describe('INT-4 a known tube', () => {
  test('that is out comes back to the target, and its old position is free', () => {
    bench.act('takeIn', { ...specimenData(T1, { code: code(9) }), at: at('B3') })
    bench.act('checkOut', { specimen: T1, reason: null })
    start()
    expect(outcome(code(9))).toMatchObject({ type: 'returned', position: 'A1' })
    expect(bench.reader.box(BOX)!.taken).toBe(1)
    const id = session().rows[0]!.command
    expect(scan(code(9), id).outcome).toMatchObject({ type: 'returned', position: 'A1' })
  })

  test('that is out of another box holds, and comes back here if a person says so', () => {
    bench.act('takeIn', { ...specimenData(T1, { code: code(9) }), at: at('B3', OTHER_BOX) })
    bench.act('checkOut', { specimen: T1, reason: null })
    start()
    writesNothing(() =>
      expect(outcome(code(9))).toMatchObject({
        type: 'held',
        hold: {
          refusal: { type: 'AlreadyOut', by: 'Ida' },
          place: { box: 'BX-2', position: 'B3' },
          mayMove: true,
        },
      }),
    )
    const moved = bench.writer.release('move-here', bench.by()).outcome
    expect(moved).toMatchObject({ type: 'moved', position: 'A1' })
    expect(bench.reader.box(OTHER_BOX)!.taken).toBe(0)
    expect(bench.reader.specimen(T1)).toMatchObject({ state: 'stored' })
    scan(UNDO)
    expect(bench.reader.specimen(T1)).toMatchObject({ state: 'out', places: [{ box: 'BX-2' }] })
  })

  test('without a position is stored', () => {
    bench.act('accession', specimenData(T1, { code: code(9) }))
    start()
    expect(outcome(code(9))).toMatchObject({ type: 'stored', position: 'A1' })
    expect(session().rows[0]).toMatchObject({ specimen: T1 })
  })

  test('whose accession was undone takes up its specimen again', () => {
    start()
    fill(1)
    const specimen = session().rows[0]!.specimen
    scan(UNDO)
    expect(outcome(code(1))).toMatchObject({ type: 'stored', position: 'A1' })
    expect(session().rows[0]!.specimen).toBe(specimen)
    expect(bench.column('SELECT count(*) FROM specimen')).toEqual([1])
  })
})

describe('INT-11 a tube of which something is to be said', () => {
  test('is stored though it is in quarantine, and that is said', () => {
    bench.act('accession', specimenData(T1, { code: code(9) }))
    bench.act('quarantine', { specimen: T1, reason: 'label torn' })
    start()
    expect(outcome(code(9))).toMatchObject({ type: 'stored', though: 'quarantined' })
    expect(outcome(code(1))).not.toHaveProperty('though')
  })
})

describe('WRK-9 the codes of the study', () => {
  const identifiers = (form: string) => ({ study: STUDY, forms: [form], check: 'luhn' as const })

  test('a check digit that does not fit holds, and one that does is stored', () => {
    const how = { type: 'setIdentifiers', id: bench.newId(), via: bench.by().via } as const
    bench.must(MARC, { ...how, ...identifiers('NL#####') })
    start()
    writesNothing(() =>
      expect(outcome('NL12345')).toMatchObject({
        type: 'held',
        hold: { refusal: { type: 'CheckDigit', code: 'NL12345' } },
      }),
    )
    scan('FK:NEXT')
    expect(outcome('NL12344')).toMatchObject({ type: 'stored' })
  })
})

describe('INT-5 a code of no known form', () => {
  const parkOne = () => {
    start()
    fill(1)
    return scan('LABEL 7')
  }

  test('is parked, holds its position, and stops nothing', () => {
    writesNothing(() =>
      expect(start().ok && outcome('LABEL 7')).toMatchObject({ type: 'parked', position: 'A1' }),
    )
    fill(1)
    bench.restart()
    expect(session()).toMatchObject({
      parked: [{ code: 'LABEL 7', position: 'A1' }],
      stored: 1,
      taken: 2,
    })
    expect(session().rows[0]).toMatchObject({ position: 'A2' })
  })

  test('is a duplicate when it is scanned again', () => {
    parkOne()
    writesNothing(() =>
      expect(outcome('LABEL 7')).toMatchObject({ type: 'duplicate', position: 'A2' }),
    )
    expect(session().parked).toHaveLength(1)
  })

  test('is stored where it was parked when a person says that it is a tube', () => {
    parkOne()
    fill(1, 2)
    const by = bench.by()
    const done = bench.writer.resolveParked('LABEL 7', 'tube', by)
    expect(done.outcome).toMatchObject({ type: 'stored', code: 'LABEL 7', position: 'A2' })
    expect(done.session).toMatchObject({ parked: [], stored: 3, targetName: 'A4' })
    writesNothing(() =>
      expect(bench.writer.resolveParked('LABEL 7', 'tube', by).outcome.type).toBe('resolved'),
    )
  })

  test('frees its position when a person says that it is none', () => {
    parkOne()
    writesNothing(() => {
      const done = bench.writer.resolveParked('LABEL 7', 'aside', bench.by())
      expect(done.outcome).toEqual({ type: 'resolved', code: 'LABEL 7' })
      expect(done.session).toMatchObject({ parked: [], targetName: 'A2' })
    })
  })

  test('stays parked when it cannot be stored after all, and leaves an older hold in place', () => {
    parkOne()
    bench.act('takeIn', { ...specimenData(T1), at: at('A2') })
    const refused = bench.writer.resolveParked('LABEL 7', 'tube', bench.by())
    expect(refused.session).toMatchObject({
      parked: [{ code: 'LABEL 7' }],
      hold: { code: 'LABEL 7', refusal: { type: 'PlaceTaken' } },
    })
    expect(refused.session.parked).toHaveLength(1)
  })

  test('keeps the box from being changed until it is resolved', () => {
    parkOne()
    writesNothing(() =>
      expect(outcome('BX-2')).toEqual({ type: 'not-here', code: 'BX-2', kind: 'box-with-parked' }),
    )
    expect(session().box.code).toBe('BX-1')
  })
})

describe('INT-6 labels', () => {
  test('of a position of this box change the target, and the batch goes on from there', () => {
    start()
    expect(outcome('BX-1/C6')).toMatchObject({ type: 'retargeted', position: 'C6' })
    fill(2)
    expect(session().rows.map(({ position }) => position)).toEqual(['C7', 'C6'])
    expect(outcome('i9')).toMatchObject({ type: 'retargeted', position: 'I9' })
    fill(2, 3)
    expect(session().rows[0]).toMatchObject({ position: 'A1' })
  })

  test('of a taken position are refused by who is there', () => {
    start()
    fill(1)
    scan('LABEL 7')
    writesNothing(() => {
      expect(outcome('A1')).toMatchObject({ refusal: { type: 'PlaceTaken', by: code(1) } })
      expect(outcome('A2')).toMatchObject({ refusal: { type: 'PlaceTaken', by: 'LABEL 7' } })
      expect(session().targetName).toBe('A3')
    })
  })

  test('of a position of another box do nothing here', () => {
    start()
    expect(outcome('BX-2/A1')).toMatchObject({ type: 'not-here' })
  })

  test('a position that a person chose in the map is the target too', () => {
    start()
    const index = readPositionName(NINE, 'E5')!
    expect(bench.writer.retarget(index, bench.by()).session.targetName).toBe('E5')
    fill(1)
    expect(bench.writer.retarget(index, bench.by()).outcome).toMatchObject({ type: 'refused' })
  })

  test('of a box change the box; of the box that is open already they put nothing away', () => {
    start()
    fill(2)
    expect(outcome('BX-1')).toEqual({ type: 'box-changed', box: 'BX-1' })
    expect(session()).toMatchObject({ stored: 2, undo: { position: 'A2' } })
    expect(outcome('BX-2')).toEqual({ type: 'box-changed', box: 'BX-2' })
    expect(session()).toMatchObject({ box: { code: 'BX-2' }, stored: 0, targetName: 'A1' })
  })

  test('of a box for another material are refused', () => {
    bench.box(testId('b', 3), 'BX-3', { holds: ['serum'] })
    start()
    expect(outcome('BX-3')).toMatchObject({ type: 'refused', refusal: { type: 'WrongKind' } })
    expect(session().box.code).toBe('BX-1')
  })

  test('of what is no box with positions are said and nothing done', () => {
    bench.containers(
      containerData(testId('f', 1), 'freezer', { code: 'F1' }),
      containerData(testId('f', 2), 'box', { code: 'BAG-1' }),
    )
    start()
    writesNothing(() => {
      expect(outcome('F1')).toEqual({ type: 'not-here', code: 'F1', kind: 'freezer' })
      expect(outcome('BAG-1')).toEqual({ type: 'not-here', code: 'BAG-1', kind: 'box' })
      expect(outcome(badgeOf('Jana'))).toEqual({ type: 'not-here', code: 'Jana', kind: 'badge' })
      expect(outcome('FK:PRINT')).toMatchObject({ type: 'not-here', kind: 'command' })
    })
    expect(JANA).toBe(bench.reader.people().find(({ name }) => name === 'Jana')!.person)
  })
})

describe('INT-7 Undo', () => {
  test('takes the newest act back; its position is the target again', () => {
    start()
    fill(3)
    expect(outcome(UNDO)).toEqual({ type: 'undone', code: code(3), position: 'A3' })
    expect(session()).toMatchObject({ targetName: 'A3', stored: 2, undo: { code: code(2) } })
    expect(bench.reader.box(BOX)!.taken).toBe(2)
  })

  test('goes ten steps back, one after the other, and says when there is no more', () => {
    start()
    fill(12)
    const undone = Array.from({ length: 11 }, () => bench.writer.undoInto(bench.by()).outcome)
    expect(undone.slice(0, 10).map((one) => 'position' in one && one.position)).toEqual([
      ...['B3', 'B2', 'B1', 'A9', 'A8', 'A7', 'A6', 'A5', 'A4', 'A3'],
    ])
    expect(undone[10]).toEqual({ type: 'refused', refusal: { type: 'NothingToUndo' } })
    expect(bench.reader.box(BOX)!.taken).toBe(2)
    expect(session()).toMatchObject({ stored: 2, undo: null, targetName: 'A3' })
  })

  test('makes its position the target also where another one was chosen since', () => {
    start()
    fill(2)
    scan('E5')
    expect(outcome(UNDO)).toMatchObject({ position: 'A2' })
    expect(session().targetName).toBe('A2')
  })

  test('that is delivered twice takes back one act', () => {
    start()
    fill(3)
    const by = bench.by()
    const first = bench.writer.undoInto(by)
    writesNothing(() => {
      expect(bench.writer.undoInto(by).outcome).toEqual(first.outcome)
      expect(scan(UNDO, by.id).outcome).toEqual(first.outcome)
    })
    expect(session().rows.map(({ state }) => state)).toEqual(['undone', 'stored', 'stored'])
  })

  test('passes over a tube that has moved on since, whose row says so', () => {
    start()
    fill(2)
    const { specimen } = session().rows[0]!
    bench.act('move', { specimen, at: at('C1', OTHER_BOX) })
    expect(session()).toMatchObject({ stored: 1, undo: { code: code(1), position: 'A1' } })
    expect(session().rows.map(({ state }) => state)).toEqual(['gone', 'stored'])
    expect(outcome(UNDO)).toMatchObject({ type: 'undone', code: code(1) })
    expect(outcome(UNDO)).toMatchObject({ refusal: { type: 'NothingToUndo' } })
    expect(bench.reader.specimen(specimen)).toMatchObject({ state: 'stored' })
  })

  test('goes on with the act before one that was taken back from Home', () => {
    start()
    fill(3)
    expect(bench.act('undo', { command: session().rows[0]!.command }).ok).toBe(true)
    expect(session()).toMatchObject({ stored: 2, undo: { code: code(2) } })
    expect(session().rows.map(({ state }) => state)).toEqual(['undone', 'stored', 'stored'])
    expect(bench.reader.home().intake).toMatchObject({ stored: 2 })
    expect(outcome(UNDO)).toMatchObject({ type: 'undone', code: code(2) })
  })

  test('a tube that was taken back and scanned again is stored once', () => {
    start()
    fill(1)
    bench.act('undo', { command: session().rows[0]!.command })
    fill(1)
    expect(session().rows.map(({ state }) => state)).toEqual(['stored', 'undone'])
    expect(session()).toMatchObject({ stored: 1, taken: 1 })
  })

  test('of a return takes the tube out again, of a move brings it back', () => {
    bench.act('takeIn', { ...specimenData(T1, { code: code(8) }), at: at('B3', OTHER_BOX) })
    bench.act('takeIn', { ...specimenData(T2, { code: code(9) }), at: at('B4', OTHER_BOX) })
    bench.act('checkOut', { specimen: T1, reason: null })
    start()
    for (const held of [code(8), code(9)]) {
      scan(held)
      bench.writer.release('move-here', bench.by())
    }
    expect(session().rows.map(({ state }) => state)).toEqual(['moved', 'moved'])
    scan(UNDO)
    scan(UNDO)
    expect([T1, T2].map((one) => bench.reader.specimen(one)!)).toMatchObject([
      { state: 'out', places: [{ box: 'BX-2', position: 'B3' }] },
      { state: 'stored', places: [{ box: 'BX-2', position: 'B4' }] },
    ])
  })

  test('does not act while the batch is on hold', () => {
    bench.act('takeIn', { ...specimenData(T1, { code: code(9) }), at: at('B3', OTHER_BOX) })
    start()
    fill(1)
    scan(code(9))
    writesNothing(() => expect(outcome(UNDO)).toMatchObject({ type: 'waits' }))
  })
})

describe('INT-9 a scan is for the target that was shown', () => {
  const scanAt = (text: string, shown: number) =>
    bench.writer.scanInto(text, { ...bench.by(), shown })

  test('and holds where another bench has taken that position meanwhile: none is filled unseen', () => {
    start()
    expect(scanAt(code(1), 0).outcome).toMatchObject({ type: 'stored', position: 'A1' })
    const other = new TestBench('2')
    onTestFinished(() => other.remove())
    other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
    const order = new CommonOrder()
    order.exchange(bench, other)
    order.exchange(bench, other)
    other.act('takeIn', { ...specimenData(T1, { code: code(9) }), at: at('A2') })
    order.exchange(other, bench)
    writesNothing(() =>
      expect(scanAt(code(2), 1).outcome).toMatchObject({
        type: 'held',
        hold: { position: 'A2', mayMove: false, refusal: { type: 'PlaceTaken', by: code(9) } },
      }),
    )
    expect(session().targetName).toBe('A3')
    bench.writer.release('aside', bench.by())
    expect(scanAt(code(2), 2).outcome).toMatchObject({ type: 'stored', position: 'A3' })
  })

  test('and goes there while it is free, though an earlier position has become the target', () => {
    start()
    fill(2)
    const { specimen } = session().rows[1]!
    bench.act('move', { specimen, at: at('C1', OTHER_BOX) })
    expect(session().targetName).toBe('A1')
    expect(scanAt(code(3), 2).outcome).toMatchObject({ type: 'stored', position: 'A3' })
    expect(session().targetName).toBe('A1')
  })

  test('and holds where it is held for a parked code, which is named', () => {
    start()
    scan('LABEL 7')
    expect(scanAt(code(1), 0).outcome).toMatchObject({
      type: 'held',
      hold: { position: 'A1', refusal: { type: 'PlaceTaken', by: 'LABEL 7' } },
    })
  })

  test('and holds where the box has no such position', () => {
    start()
    expect(scanAt(code(1), 81).outcome).toMatchObject({
      type: 'held',
      hold: { refusal: { type: 'NotAPosition', container: 'BX-1' } },
    })
  })

  test('the same scan delivered twice is one scan, though its target is taken by itself', () => {
    start()
    const by = { ...bench.by(), shown: 0 }
    const first = bench.writer.scanInto(code(1), by)
    writesNothing(() => expect(bench.writer.scanInto(code(1), by).outcome).toEqual(first.outcome))
  })
})

describe('INT-8 the session', () => {
  test('is there again after an end of the program, and says that it was found until somebody scans into it', () => {
    start()
    fill(2)
    scan('LABEL 7')
    const before = session()
    bench.restart()
    const found = session()
    expect(found).toEqual({ ...before, restored: true })
    expect(session().restored).toBe(true)
    expect(start()).toMatchObject({ value: { restored: true, stored: 2 } })
    fill(1, 3)
    expect(session()).toMatchObject({ stored: 3, targetName: 'A5', restored: false })
  })

  test('of the same box goes on when the batch is opened again, with its parked codes', () => {
    start()
    fill(1)
    scan('LABEL 7')
    expect(start()).toMatchObject({ ok: true, value: { stored: 1, parked: [{ code: 'LABEL 7' }] } })
  })

  test('of another box was not found on the disk', () => {
    start()
    fill(1)
    bench.restart()
    expect(start(OTHER_BOX)).toMatchObject({ value: { restored: false, stored: 0 } })
    expect(session().restored).toBe(false)
  })

  test('INT-10 is not left for another box while codes are parked in it', () => {
    start()
    scan('LABEL 7')
    scan('LABEL 8')
    expect(start(OTHER_BOX)).toEqual({
      ok: false,
      error: { type: 'ParkedCodes', box: 'BX-1', count: 2 },
    })
    expect(session()).toMatchObject({ parked: { length: 2 }, box: { code: 'BX-1' } })
    for (const parked of ['LABEL 7', 'LABEL 8'])
      bench.writer.resolveParked(parked, 'aside', bench.by())
    expect(start(OTHER_BOX).ok).toBe(true)
  })

  test('is over when it is finished, and no scan goes into it', () => {
    start()
    fill(1)
    bench.writer.finish()
    bench.restart()
    expect(bench.writer.intake()).toBeNull()
    expect(() => scan(code(2))).toThrow('an intake that is open')
  })

  test('is not written when the scan fails: ledger and session stay as they were', () => {
    start()
    fill(1)
    const before = session()
    bench.db.exec(
      "CREATE TRIGGER full BEFORE INSERT ON intake_row BEGIN SELECT raise(ABORT, 'the disk is full'); END",
    )
    writesNothing(() => expect(() => scan(code(2))).toThrow('the disk is full'))
    bench.db.exec('DROP TRIGGER full')
    expect(session()).toEqual(before)
    expect(outcome(code(2))).toMatchObject({ type: 'stored', position: 'A2' })
  })

  test('stands on the home screen', () => {
    expect(bench.reader.home().intake).toBeNull()
    start()
    fill(2)
    scan('LABEL 7')
    expect(bench.reader.home().intake).toEqual({
      box: 'BX-1',
      stored: 2,
      taken: 3,
      total: 81,
      parked: 1,
    })
  })
})
