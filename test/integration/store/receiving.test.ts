import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Finding } from '#shared/domain/batch/findings.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import type { Command } from '#shared/domain/commands.ts'
import { forgetWork, loadWork, saveWork } from '../../../electron/store/batch/session.ts'
import { at, BOX, MARC, STUDY, specimenData, T1 } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { TestBench, VIA } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

const PARCEL = testId('f', 1)
const OTHER = testId('f', 2)
const REASON = 'Beschädigt angekommen'
const DEFAULTS = {
  ...{ kind: 'receiving', shipment: PARCEL, study: null, material: 'serum' },
  ...{ tubeType: 'cryotube', collectedAt: null, condition: 'good', damaged: REASON },
} as const satisfies SetupOf<'receiving'>
const HEAD = { shipment: PARCEL, sender: 'Umeå', courier: null, reference: null }
const ARRIVED = { condition: 'good', celsius: -785, note: null } as const

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found(['FX######']).box(BOX, 'BX-1')
})
afterEach(() => bench.remove())

const announced = (code: string) => ({
  ...{
    code,
    material: 'plasma' as const,
    tubeType: null,
    collectedAt: null,
    nanolitres: 1_500_000,
  },
})
const expectParcel = (codes: readonly string[], study: string | null = STUDY) =>
  bench.act('expectShipment', {
    ...HEAD,
    expectedAt: null,
    study,
    items: codes.map(announced),
  })
const open = (given: Partial<SetupOf<'receiving'>> = {}) => {
  bench.act('openShipment', { ...HEAD, ...ARRIVED })
  return bench.writer.startWork({ ...DEFAULTS, ...given }, 'ida')
}
const scan = (text: string) => bench.writer.scanWork('receiving', text, bench.by()).outcome
const aside = (code: string) => bench.writer.resolveWork('receiving', code, 'aside', bench.by())
/** By the record it stands in a freezer here, so that its scan holds. */
const hereAlready = (code: string) =>
  bench.act('takeIn', { ...specimenData(T1, { code }), at: at('A1') })
const session = () => bench.writer.work('receiving')!
const events = () => bench.writer.facts().position
const shownOf = (text: string) =>
  bench.reader.shipment({ shipment: PARCEL, state: null, text, limit: 10 })!
const shown = (code: string) => shownOf(code).items.find((item) => item.code === code)
const counts = () => shownOf('').shipment.counts

describe('SHP-4 a consignment that was announced', () => {
  beforeEach(() => {
    expectParcel(['SUP-1', 'SUP-2', 'SUP-3', 'SUP-4'])
    open()
  })

  test('takes its tubes by their scans alone, as the manifest describes them', () => {
    expect(session()).toMatchObject({ line: { wants: 'tube' }, count: { done: 0, of: 4 } })
    expect(scan('SUP-1')).toMatchObject({
      type: 'done',
      row: { code: 'SUP-1', what: 'received', detail: { material: 'plasma' } },
    })
    const { specimen } = shown('SUP-1')!
    expect(bench.reader.specimen(specimen!)).toMatchObject({
      code: 'SUP-1',
      material: 'plasma',
      tubeType: 'cryotube',
    })
    expect(session().count).toEqual({ done: 1, of: 4 })
  })

  test('shown by their state, by a part of the code, and no more than are asked for', () => {
    scan('SUP-1')
    scan('FX000001')
    const of = (state: 'expected' | 'extra' | null, text = '', limit = 10) => {
      const { items, found } = bench.reader.shipment({ shipment: PARCEL, state, text, limit })!
      return { codes: items.map(({ code }) => code), found }
    }
    expect(of('expected', '', 2)).toEqual({ codes: ['SUP-2', 'SUP-3'], found: 3 })
    expect(of('extra')).toEqual({ codes: ['FX000001'], found: 1 })
    expect(of(null, 'sup-4')).toEqual({ codes: ['SUP-4'], found: 1 })
  })

  test('and others as extra, while an unknown form is parked and taken later', () => {
    expect(scan('FX000001')).toMatchObject({ type: 'done', row: { what: 'extra' } })
    expect(scan('WHAT-IS-THIS')).toEqual({ type: 'parked', code: 'WHAT-IS-THIS' })
    expect(counts()).toMatchObject({ received: 0, extra: 1, expected: 4 })
    const as = bench.writer.resolveWork('receiving', 'WHAT-IS-THIS', 'tube', bench.by())
    expect(as.outcome).toMatchObject({ type: 'done', row: { what: 'extra' } })
    expect(session().parked).toEqual([])
    expect(counts()).toMatchObject({ extra: 2 })
  })

  test('a tube counts once, whoever had it', () => {
    scan('SUP-1')
    const before = events()
    expect(scan('SUP-1')).toMatchObject({ type: 'warned', finding: 'duplicate' })
    bench.act('receiveItem', {
      ...{ shipment: PARCEL, code: 'SUP-2', tube: null, outcome: 'received', condition: 'good' },
      specimen: null,
    })
    expect(scan('SUP-2')).toMatchObject({ type: 'warned', finding: 'duplicate' })
    expect(events()).toBe(before + 1)
  })

  test('one that stands in a freezer here holds, and nothing is written', () => {
    bench.act('takeIn', { ...specimenData(T1, { code: 'FX000009' }), at: at('A1') })
    const before = events()
    expect(scan('FX000009')).toMatchObject({
      type: 'held',
      hold: { refusal: { type: 'AlreadyStored', name: 'BX-1/A1' } },
    })
    expect(scan('SUP-1')).toMatchObject({ type: 'waits' })
    scan('FK:NEXT')
    expect(events()).toBe(before)
    expect(scan('SUP-1')).toMatchObject({ type: 'done' })
  })

  test('Undo takes the scan back, and the tube may be scanned again', () => {
    scan('SUP-1')
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone', code: 'SUP-1' })
    expect(counts()).toMatchObject({ received: 0, expected: 4 })
    expect(scan('SUP-1')).toMatchObject({ type: 'done', row: { what: 'received' } })
  })

  test('is there again after a crash', () => {
    scan('SUP-1')
    scan('SUP-2')
    bench.restart()
    expect(session()).toMatchObject({
      restored: true,
      kept: { found: 2, of: 2 },
      count: { done: 2, of: 4 },
    })
  })
})

describe('SHP-7 and SHP-8 the last tube is damaged', () => {
  beforeEach(() => {
    expectParcel(['SUP-1', 'SUP-2'])
    open()
    scan('SUP-1')
  })

  test('said by one code, and held back for the reason in the person’s own language', () => {
    expect(scan('FK:DAMAGED')).toMatchObject({ type: 'done', row: { what: 'damaged' } })
    const item = shown('SUP-1')!
    expect(item).toMatchObject({ state: 'damaged', condition: 'broken' })
    expect(counts()).toMatchObject({ damaged: 1, received: 0, expected: 1 })
    expect(bench.rows('SELECT * FROM status')).toMatchObject([{ quarantined: REASON }])
  })

  test('said twice it is said once', () => {
    scan('FK:DAMAGED')
    const before = events()
    expect(scan('FK:DAMAGED')).toMatchObject({ type: 'not-here', what: 'command' })
    expect(events()).toBe(before)
  })

  test('two steps of Undo take the mark and then the scan back', () => {
    scan('FK:DAMAGED')
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone', what: 'damaged' })
    expect(shown('SUP-1')).toMatchObject({ state: 'received', condition: 'good' })
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone', what: 'received' })
    expect(shown('SUP-1')).toMatchObject({ state: 'expected' })
  })

  test('with nothing scanned there is nothing to mark', () => {
    scan('FK:UNDO')
    expect(scan('FK:DAMAGED')).toMatchObject({ type: 'not-here' })
  })

  test.each([
    ['held', () => [hereAlready('FX000001'), scan('FX000001'), scan('FK:NEXT')], 'FX000001'],
    ['parked', () => [scan('WHAT-IS-THIS')], 'WHAT-IS-THIS'],
    ['parked and put aside', () => [scan('WHAT-IS-THIS'), aside('WHAT-IS-THIS')], 'WHAT-IS-THIS'],
    ['counted already', () => [scan('SUP-2'), scan('SUP-1')], 'SUP-1'],
    ['taken back', () => [scan('SUP-2'), scan('FK:UNDO')], 'SUP-2'],
  ])('not the one before, where the last tube that was read was %s', (_, read, code) => {
    read()
    bench.restart()
    const before = events()
    expect(session().about).toMatchObject({ last: null })
    expect(scan('FK:DAMAGED')).toEqual({ type: 'not-here', code, what: 'not-marked' })
    expect(events()).toBe(before)
    expect(counts()).toMatchObject({ damaged: 0 })
    expect(bench.rows('SELECT * FROM status WHERE quarantined IS NOT NULL')).toEqual([])
  })

  test('also where the first tube of all held', () => {
    scan('FK:UNDO')
    hereAlready('FX000001')
    scan('FX000001')
    scan('FK:NEXT')
    expect(scan('FK:DAMAGED')).toMatchObject({ type: 'not-here', code: 'FX000001' })
  })

  test('read once more it is the last again, and so is one that was parked and then taken', () => {
    scan('WHAT-IS-THIS')
    expect(scan('SUP-1')).toMatchObject({ type: 'warned' })
    expect(session().about).toMatchObject({ last: 'SUP-1' })
    expect(scan('FK:DAMAGED')).toMatchObject({ type: 'done', row: { code: 'SUP-1' } })
    bench.writer.resolveWork('receiving', 'WHAT-IS-THIS', 'tube', bench.by())
    expect(scan('FK:DAMAGED')).toMatchObject({ type: 'done', row: { code: 'WHAT-IS-THIS' } })
  })

  test('the mark taken back may be said anew', () => {
    scan('FK:DAMAGED')
    scan('FK:UNDO')
    expect(scan('FK:DAMAGED')).toMatchObject({ type: 'done', row: { code: 'SUP-1' } })
  })

  test('a batch that was begun before the last code was kept goes on, and marks from its next scan on', () => {
    const { read: _, ...older } = loadWork(bench.db, 'receiving')!
    saveWork(bench.db, null, older)
    bench.restart()
    expect(session()).toMatchObject({ rowCount: 1, about: { last: null } })
    expect(scan('FK:DAMAGED')).toMatchObject({ type: 'not-here', what: 'command' })
    scan('SUP-2')
    expect(scan('FK:DAMAGED')).toMatchObject({ type: 'done', row: { code: 'SUP-2' } })
  })

  test('a batch of broken tubes marks each at once', () => {
    open({ condition: 'broken' })
    expect(scan('SUP-2')).toMatchObject({ type: 'done', row: { what: 'damaged' } })
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone', code: 'SUP-2' })
    expect(shown('SUP-2')).toMatchObject({ state: 'expected' })
  })
})

describe('SHP-5 the end of a consignment', () => {
  beforeEach(() => {
    expectParcel(['SUP-1', 'SUP-2'])
    open()
    scan('SUP-1')
  })

  test('shows what is missing first, and says so only when it is confirmed', () => {
    const before = events()
    expect(scan('FK:DONE')).toMatchObject({ type: 'chosen', what: 'ending' })
    expect(session().about).toMatchObject({ isEnding: true })
    expect(events()).toBe(before)
    const told = bench.writer.scanWork('receiving', 'FK:DONE', bench.by())
    expect(told).toMatchObject({ outcome: { type: 'finished' }, session: null })
    expect(shown('SUP-2')!.state).toBe('missing')
    expect(bench.reader.shipments()).toMatchObject({
      openHere: null,
      shipments: [{ closedBy: 'Ida', counts: { received: 1, missing: 1 } }],
    })
  })

  test('a tube that turns up meanwhile is taken, and Cancel goes back', () => {
    scan('FK:DONE')
    expect(scan('SUP-2')).toMatchObject({ type: 'done' })
    expect(session().about).toMatchObject({ isEnding: false })
    scan('FK:UNDO')
    scan('FK:DONE')
    expect(scan('FK:CANCEL')).toMatchObject({ type: 'released' })
    expect(session().about).toMatchObject({ isEnding: false })
  })

  test('closes at once when all that was announced is in the hand', () => {
    scan('SUP-2')
    expect(scan('FK:DONE')).toMatchObject({ type: 'finished' })
    expect(counts()).toMatchObject({ received: 2, missing: 0 })
  })

  test('of a consignment that nobody announced asks to close it, and not to look for anything', () => {
    bench.act('openShipment', { ...HEAD, ...ARRIVED, shipment: OTHER })
    bench.writer.startWork({ ...DEFAULTS, shipment: OTHER }, 'ida')
    scan('FX900009')
    expect(scan('FK:DONE')).toMatchObject({ type: 'chosen', what: 'closing' })
  })

  test('waits for what is parked', () => {
    scan('WHAT-IS-THIS')
    expect(scan('FK:DONE')).toMatchObject({
      type: 'refused',
      refusal: { type: 'ParkedCodes', box: null, count: 1 },
    })
  })

  test('SHP-3 a closed one is not gone on with, here or anywhere', () => {
    scan('SUP-2')
    scan('FK:DONE')
    expect(open()).toEqual({ ok: false, error: { type: 'ShipmentClosed', sender: 'Umeå' } })
  })

  test('left open, it goes on in another sitting', () => {
    bench.act('openShipment', { ...HEAD, shipment: OTHER, ...ARRIVED })
    bench.writer.startWork({ ...DEFAULTS, shipment: OTHER }, 'marc')
    expect(session().count).toEqual({ done: 0, of: null })
    bench.writer.startWork({ ...DEFAULTS }, 'marc')
    expect(session().count).toEqual({ done: 1, of: 2 })
    expect(scan('SUP-1')).toMatchObject({ type: 'warned', finding: 'duplicate' })
    expect(scan('SUP-2')).toMatchObject({ type: 'done' })
  })
})

describe('SHP-3 a delivery that nobody announced', () => {
  test('is opened and received; without a study its tubes are items and no specimens', () => {
    open()
    expect(scan('FX000001')).toMatchObject({
      type: 'done',
      row: { what: 'received', specimen: null },
    })
    expect(session().count).toEqual({ done: 1, of: null })
    expect(bench.rows('SELECT * FROM specimen')).toEqual([])
  })

  test('with a study they are registered as the defaults say', () => {
    open({ study: STUDY })
    scan('FX000001')
    expect(bench.rows('SELECT code, material FROM specimen')).toEqual([
      { code: 'FX000001', material: 'serum' },
    ])
  })

  test('one that is not opened has no batch', () => {
    expect(bench.writer.startWork({ ...DEFAULTS, shipment: OTHER }, 'ida')).toMatchObject({
      ok: false,
      error: { type: 'NotFound', what: 'shipment' },
    })
  })
})

describe('SHP-4 what stops a tube elsewhere is said of it, and it is an item all the same', () => {
  const ELSE = testId('d', 2)
  const known = (study = STUDY) =>
    bench.act('accession', specimenData(T1, { code: 'FX000009', study }))
  const asMarc = (command: object) =>
    bench.must(MARC, { id: bench.newId(), via: VIA, ...command } as Command)
  const otherStudy = () =>
    asMarc({ type: 'createStudy', study: ELSE, code: 'OTHER', name: 'Another' })
  const forms = (study: string, form: string) =>
    asMarc({ type: 'setIdentifiers', study, forms: [form], check: 'luhn' })
  /** Two benches have moved it apart. */
  function contested(): void {
    const order = new CommonOrder()
    const other = new TestBench('2')
    other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
    hereAlready('FX000009')
    order.exchange(bench, other)
    order.exchange(bench, other)
    bench.act('move', { specimen: T1, at: at('A2') })
    other.act('move', { specimen: T1, at: at('A3') })
    order.exchange(bench, other)
    order.exchange(bench, other)
    other.remove()
  }
  /** What is found, how it comes about, and the code that is scanned. */
  const CASES: [Finding, () => unknown, string][] = [
    ['check-digit', () => forms(STUDY, 'NL####'), 'NL1235'],
    ['wrong-study', () => [otherStudy(), known(ELSE)], 'FX000009'],
    [
      'quarantined',
      () => [known(), bench.act('quarantine', { specimen: T1, reason: 'stood open' })],
      'FX000009',
    ],
    [
      'closed',
      () => [known(), bench.act('close', { specimen: T1, why: 'used-up', reason: null })],
      'FX000009',
    ],
    [
      'withdrawn',
      () => {
        bench.act('accession', specimenData(T1, { code: 'FX000009', donor: 'D-BBBB-0002' }))
        const how = { by: 'donor', wish: 'destroy', reason: null }
        asMarc({ type: 'withdrawDonor', donor: 'D-BBBB-0002', ...how })
      },
      'FX000009',
    ],
    [
      'dispatched',
      () => {
        hereAlready('FX000009')
        bench.act('dispatch', { specimens: [T1], bundle: bench.newId(), to: 'Umeå' })
      },
      'FX000009',
    ],
    ['contested', () => contested(), 'FX000009'],
  ]
  const table = CASES.flatMap(([finding, make, code]) =>
    (['received', 'extra'] as const).map((outcome) => ({ finding, make, code, outcome })),
  )

  test.each(table)('$finding, $outcome', ({ finding, make, code, outcome }) => {
    make()
    expectParcel(outcome === 'received' ? [code, 'SUP-2'] : ['SUP-2'])
    open()
    const tables = () =>
      ['specimen', 'status', 'tube_claim'].map((name) => bench.rows(`SELECT * FROM ${name}`))
    const [before, count] = [tables(), events()]
    expect(scan(code)).toMatchObject({ type: 'done', row: { what: outcome, detail: { finding } } })
    expect(shown(code)).toMatchObject({ state: outcome, finding })
    expect(counts()).toMatchObject({ [outcome]: 1, expected: 1, missing: 0 })
    expect(tables()).toEqual(before)
    expect(events()).toBe(count + 1)
    expect(scan('SUP-2')).toMatchObject({ type: 'done' })
    expect(shown('SUP-2')).toMatchObject({ finding: null })
  })
})

test('SHP-4 a code that the study does not take is received, and registered when it is labelled', () => {
  const forms = { study: STUDY, forms: ['NL####'], check: 'none' as const }
  const { id, via } = bench.by()
  bench.must(MARC, { type: 'setIdentifiers', id, via, ...forms })
  expectParcel(['SUP-1'])
  open()
  expect(scan('SUP-1')).toMatchObject({ type: 'done', row: { what: 'received', specimen: null } })
})

test('what was counted by an act that failed is not counted', () => {
  expectParcel(['SUP-1', 'SUP-2'])
  open()
  scan('SUP-1')
  const done = bench.db.transaction(() => {
    scan('SUP-2')
    expect(session().count.done).toBe(2)
    throw new Error('the disk is full')
  })
  expect(() => done()).toThrow('the disk is full')
  // As the store does whose own transaction did not come about.
  forgetWork(bench.db)
  expect(session().count.done).toBe(1)
  expect(scan('SUP-2')).toMatchObject({ type: 'done' })
  expect(session().count.done).toBe(2)
})

test('a supplier’s list is read with what is here already, and without a column of codes says so', () => {
  bench.act('accession', specimenData(T1, { code: 'FX000001' }))
  const read = bench.reader.manifest('Barcode;Material\nFX000001;Plasma\nSUP-2;Serum\n;Serum\n')
  expect(read).toMatchObject({
    type: 'read',
    rows: [
      { line: 2, code: 'FX000001', material: 'plasma', isKnown: true },
      { line: 3, code: 'SUP-2', material: 'serum', isKnown: false },
    ],
    findings: [{ line: 4, type: 'missing-code' }],
  })
  expect(bench.reader.manifest('Colour;Size\nred;1\n')).toMatchObject({ type: 'no-codes' })
})

describe('SHP-11 a consignment that never comes', () => {
  const one = () => bench.reader.shipments().shipments[0]!
  const end = () => bench.act('endShipment', { shipment: PARCEL, reason: 'lost by the courier' })

  test('is over for the list, with its reason, and counted no more', () => {
    expectParcel(['FX000001', 'FX000002'])
    expect(bench.reader.home().shipments).toMatchObject({ expected: 1 })
    end()
    expect(one()).toMatchObject({ ended: 'lost by the courier', counts: { missing: 2 } })
    expect(one().closedAt).not.toBeNull()
    expect(bench.reader.home().shipments).toMatchObject({ expected: 0, open: 0 })
  })

  test('is opened after all, and received like any other', () => {
    expectParcel(['FX000001', 'FX000002'])
    end()
    expect(open()).toMatchObject({ ok: true })
    scan('FX000001')
    expect(one()).toMatchObject({ ended: null, closedAt: null })
    expect(counts()).toMatchObject({ received: 1, expected: 1, missing: 0 })
  })
})
