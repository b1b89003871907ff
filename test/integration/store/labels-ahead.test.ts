import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LabelOf, PrintRequest } from '#shared/contract/labels.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { nextCodes } from '#shared/domain/study/codes.ts'
import { aheadRows, takeAhead } from '../../../electron/store/labels/ahead.ts'
import { setMeta } from '../../../electron/store/meta.ts'
import { BOX, IDA, MARC, STUDY, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'

const FORM = 'NL#######'
const PRINTER = v7()
const NO_ONE: { parents: string[]; visit: null } = { parents: [], visit: null }

let bench: TestBench

beforeEach(() => {
  bench = furnished('1')
})
afterEach(() => bench.remove())

function furnished(digit: string): TestBench {
  const made = new TestBench(digit).found(['FX######', FORM]).box(BOX, 'BX-1')
  identify(made, [FORM])
  const blood = { material: 'whole-blood', nanolitres: 4_000_000 } as const
  made.act('accession', specimenData(T1, { code: 'NL0000001', ...blood }))
  made.act('accession', specimenData(T2, { code: 'NL0000002', ...blood }))
  made.writer.savePrinter({ id: PRINTER, name: 'P', host: 'printer.lab', port: 9100, dpi: 203 })
  return made
}

function identify(on: TestBench, forms: string[]): void {
  const asked = { type: 'setIdentifiers', id: on.newId(), via: on.by().via } as const
  on.must(MARC, { ...asked, study: STUDY, forms, check: 'none' })
}

type Setup = SetupOf<'processing'>

function start(kind: 'aliquot' | 'derivative' | 'pool', given: Partial<Setup> = {}): void {
  const none = { startedAt: null, endedAt: null, spins: [], keptAt: null, keptAfter: null }
  const setup: Setup = {
    kind: 'processing',
    processing: { processing: bench.newId(), kind, ...none, method: null },
    material: kind === 'derivative' ? 'plasma' : null,
    tubeType: 'cryotube',
    perParent: 4,
    ...{ nanolitres: 500_000, take: 500_000, box: BOX, closeParent: false },
    ...given,
  }
  expect(bench.writer.startWork(setup, IDA)).toMatchObject({ ok: true })
}

const scan = (text: string) => bench.writer.scanWork('processing', text, bench.by()).outcome
const ahead = () => bench.reader.labelsAhead('processing')

/** As a screen does it: new codes of the study's form for the tubes that are to come, one job. */
function printAhead(n: number, given: Partial<PrintRequest> = {}): readonly string[] {
  const { of, form } = ahead()!
  const codes = bench.writer.giveCodes({ study: of.study, form: form!, n })
  if (!codes.ok) throw new Error(codes.error.type)
  const labels = codes.value.map((code) => ({ type: 'tube', code, ...of }) as const)
  expect(queue(labels, given)).toEqual({ type: 'queued' })
  return codes.value
}

const queue = (of: readonly LabelOf[], given: Partial<PrintRequest> = {}) =>
  bench.writer.queueLabels(IDA, {
    ...{ id: v7(), printer: PRINTER, template: 'cryotube', copies: 1, reason: null },
    labels: of.map((one) => ({ of: one, material: 'Plasma', collected: '' })),
    ...given,
  })

describe('LAB-10 labels are printed before the tubes that they are for', () => {
  test('as many as the parent is to have, as one job, and each makes its child when it is scanned', () => {
    start('aliquot')
    expect(ahead()).toBeNull()
    scan('NL0000001')
    expect(scan('FK:PRINT')).toMatchObject({
      type: 'chosen',
      what: 'print-ahead',
      code: 'NL0000001',
    })
    expect(ahead()).toMatchObject({ form: FORM, name: 'NL0000001', wanted: 4, codes: [] })
    const codes = printAhead(4)
    expect(bench.reader.labelJobs()).toMatchObject([{ codes, state: 'queued' }])
    expect(scan(codes[0]!)).toMatchObject({ type: 'done', row: { what: 'child' } })
    const used = codes.map((code, n) => ({ code, isUsed: n === 0 }))
    expect(ahead()).toMatchObject({ wanted: 3, codes: used })
    expect(bench.reader.work('processing')?.rows[0]?.detail).toMatchObject({ isLabelled: true })
  })

  test('nothing is asked for where no tube is to come', () => {
    start('aliquot')
    expect(scan('FK:PRINT')).toMatchObject({ type: 'not-here' })
    scan('NL0000001')
    for (const code of ['NL0000003', 'NL0000004', 'NL0000005', 'NL0000006']) scan(code)
    expect(ahead()).toBeNull()
  })

  test('for a pool once its parts are there, one label, whatever their order', () => {
    start('pool')
    scan('NL0000001')
    expect(ahead()).toBeNull()
    scan('NL0000002')
    expect(ahead()).toMatchObject({ wanted: 1, name: 'NL0000001, NL0000002' })
    const [code] = printAhead(1)
    scan('FK:DONE')
    scan('NL0000002')
    scan('NL0000001')
    expect(ahead()?.codes).toEqual([{ code, isUsed: false }])
    expect(scan(code!)).toMatchObject({ type: 'done' })
  })

  test('a job that cannot be made leaves nothing behind', () => {
    start('aliquot')
    scan('NL0000001')
    const { of } = ahead()!
    const long = { type: 'tube', code: 'NL'.padEnd(200, '7'), ...of } as const
    expect(queue([long])).toMatchObject({ type: 'fault', fault: { type: 'CodeTooLong' } })
    expect(ahead()?.codes).toEqual([])
  })

  test('the label of a tube that is there is none of a tube to come', () => {
    start('aliquot')
    scan('NL0000001')
    const { of } = ahead()!
    const known = { type: 'tube', code: 'NL0000002', ...of } as const
    expect(queue([known])).toMatchObject({
      refusal: { type: 'CodeTaken', code: 'NL0000002', id: T2 },
    })
    const nowhere = { ...known, code: 'NL0000009', study: v7() }
    expect(queue([nowhere])).toMatchObject({ refusal: { type: 'NotFound', what: 'study' } })
  })

  test('printing again needs a reason, unless nothing was printed; so does the label of the tube itself', () => {
    start('aliquot')
    scan('NL0000001')
    const { of } = ahead()!
    const id = v7()
    const [code] = printAhead(1, { id })
    const label = { type: 'tube', code: code!, ...of } as const
    expect(queue([label])).toMatchObject({ refusal: { type: 'ReasonNeeded', code } })
    expect(queue([label], { reason: 'lost' })).toEqual({ type: 'queued' })
    scan(code!)
    const { specimen } = bench.reader.resolve(code!, null) as { specimen: string }
    const itself = { type: 'specimen', specimen } as const
    expect(queue([itself])).toMatchObject({ refusal: { type: 'ReasonNeeded' } })

    const cancelled = v7()
    const [other] = printAhead(1, { id: cancelled })
    bench.writer.setLabelJob(cancelled, { state: 'cancelled' })
    expect(queue([{ ...label, code: other! }])).toEqual({ type: 'queued' })
  })

  test('a label that a person sends for again stands in its new job', () => {
    start('aliquot')
    scan('NL0000001')
    const { of } = ahead()!
    const id = v7()
    const codes = printAhead(2, { id })
    bench.writer.setLabelJob(id, { state: 'unclear' })
    bench.writer.answerLabelJob({ job: id, came: 0, again: true }, v7())
    const label = { type: 'tube', code: codes[1]!, ...of } as const
    expect(queue([label])).toMatchObject({ refusal: { type: 'ReasonNeeded' } })
  })
})

describe('LAB-12 a label that was printed for another tube holds the batch', () => {
  const hold = (code: string, of: string, material: string) => ({
    type: 'held',
    hold: { refusal: { type: 'PrintedFor', code, of, material } },
  })

  test('under another parent, and nothing is made of it', () => {
    start('aliquot')
    scan('NL0000001')
    const [code] = printAhead(4)
    scan('FK:DONE')
    scan('NL0000002')
    const before = bench.writer.facts().position
    expect(scan(code!)).toMatchObject(hold(code!, 'NL0000001', 'whole-blood'))
    expect(bench.writer.facts().position).toBe(before)
    expect(scan('FK:NEXT')).toMatchObject({ type: 'released' })
    // Negative control: a code that was printed for nobody makes a child here.
    expect(scan('NL0000077')).toMatchObject({ type: 'done' })
  })

  test('in a later batch, after a restart, and of another material', () => {
    start('aliquot')
    scan('NL0000001')
    const [code] = printAhead(1)
    scan('FK:DONE')
    scan('FK:DONE')
    bench.restart()
    start('derivative')
    scan('NL0000001')
    expect(scan(code!)).toMatchObject(hold(code!, 'NL0000001', 'whole-blood'))
    scan('FK:NEXT')
    scan('FK:DONE')
    scan('FK:DONE')
    start('aliquot')
    scan('NL0000001')
    expect(scan(code!)).toMatchObject({ type: 'done' })
  })

  test('a tube that was taken back is scanned again, under its own parent', () => {
    start('aliquot')
    scan('NL0000001')
    const [code] = printAhead(1)
    scan(code!)
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone' })
    expect(scan(code!)).toMatchObject({ type: 'done' })
  })

  test('a whole rack is not bound with one of them', () => {
    start('aliquot', { perParent: 1, box: BOX })
    scan('NL0000001')
    const [code] = printAhead(1)
    scan('FK:DONE')
    const rack = (parent: string) => ({
      ...{ parents: [parent], rack: 'BX-1', box: null },
      tubes: [{ position: 'A1', code: code! }],
    })
    const refusal = { type: 'PrintedFor', code, of: 'NL0000001', material: 'whole-blood' }
    const other = bench.writer.checkRack(rack('NL0000002'), bench.by())
    expect(other).toMatchObject({ refusal, mayBind: false })
    const own = bench.writer.checkRack(rack('NL0000001'), bench.by())
    expect(own).toMatchObject({ refusal: null, mayBind: true })
  })

  test('of a study, where it is registered under another material', () => {
    const setup: SetupOf<'accession'> = {
      ...{ kind: 'accession', study: STUDY, material: 'plasma', tubeType: 'cryotube' },
      ...{ collectedAt: null, donor: null, nanolitres: null, visit: null, planned: null },
    }
    bench.writer.startWork(setup, IDA)
    const view = bench.reader.labelsAhead('accession')
    expect(view).toMatchObject({ name: 'NORDLUNG', wanted: null, of: { ...NO_ONE } })
    const given = bench.writer.giveCodes({ study: STUDY, form: FORM, n: 2 })
    const codes = given.ok ? given.value : []
    queue(codes.map((code) => ({ type: 'tube', code, ...view!.of })))
    const register = (code: string) => bench.writer.scanWork('accession', code, bench.by()).outcome
    expect(register(codes[0]!)).toMatchObject({ row: { detail: { isLabelled: true } } })
    bench.writer.startWork({ ...setup, material: 'serum' }, IDA)
    expect(register(codes[1]!)).toMatchObject(hold(codes[1]!, 'NORDLUNG', 'plasma'))
  })
})

describe('LAB-11 a code that was printed is given to nobody else', () => {
  const RUNS = Number(process.env.LABELS_RUNS ?? 12)
  const act = fc.oneof(
    fc.record({
      do: fc.constant('give' as const),
      on: fc.nat(1),
      n: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({
      do: fc.constant('print' as const),
      on: fc.nat(1),
      n: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({ do: fc.constant('restart' as const), on: fc.nat(1) }),
    fc.record({ do: fc.constant('new life' as const), on: fc.nat(1) }),
  )

  test('over restarts, new lives and two benches', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 2, maxLength: 14 }), (story) => {
        const benches = [furnished('2'), furnished('3')]
        setMeta(benches[1]!.db, 'bench_number', '2')
        const given: string[] = []
        try {
          for (const step of story) {
            const on = benches[step.on]!
            if (step.do === 'restart') on.restart()
            if (step.do === 'new life') forgetCounts(on)
            if (step.do !== 'give' && step.do !== 'print') continue
            const codes = on.writer.giveCodes({ study: STUDY, form: FORM, n: step.n })
            if (!codes.ok) throw new Error(codes.error.type)
            if (step.do === 'print') printOn(on, codes.value)
            // What was only given out, and lost with the copy that was put back, is covered by the gap alone.
            given.push(...codes.value)
          }
          expect(new Set(given).size).toBe(given.length)
        } finally {
          for (const one of benches) one.remove()
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('not to another study that has the same form, and not where the site says it for both', () => {
    const other = bench.newId()
    const asked = () => ({ id: bench.newId(), via: bench.by().via })
    bench.must(MARC, {
      type: 'createStudy',
      ...asked(),
      study: other,
      code: 'HEART',
      name: 'Heart',
    })
    const give = (study: string, form: string) => {
      const given = bench.writer.giveCodes({ study, form, n: 3 })
      return given.ok ? given.value : []
    }
    // Both are given out, and nothing of it is printed or scanned.
    const codes = [...give(STUDY, FORM), ...give(other, FORM), ...give(STUDY, FORM)]
    expect(codes).toHaveLength(9)
    expect(new Set(codes).size).toBe(9)
    expect(give(STUDY, 'FX######')).toEqual([])
    expect(give(other, 'FX######')).toHaveLength(3)
  })

  test('not even where the count of the bench is lost with all else but what was printed', () => {
    const first = nextCodes(FORM, 'none', 1, 0, 3)!.codes
    printOn(bench, first)
    const given = bench.writer.giveCodes({ study: STUDY, form: FORM, n: 3 })
    expect(given).toMatchObject({ ok: true })
    expect(given.ok && given.value.filter((code) => first.includes(code))).toEqual([])
  })

  test('nor where an older copy takes the place of the ledger: what was printed goes with it', () => {
    const codes = nextCodes(FORM, 'none', 1, 0, 3)!.codes
    const copy = furnished('4')
    try {
      printOn(bench, codes)
      takeAhead(copy.db, [...aheadRows(bench.db), ['accessions', '9']])
      expect(copy.writer.giveCodes({ study: STUDY, form: FORM, n: 1 })).toEqual({
        ok: true,
        value: nextCodes(FORM, 'none', 1, 3, 1)!.codes,
      })
      // Negative control: without it the copy would begin with the first of them.
      copy.db.prepare("DELETE FROM meta WHERE key LIKE 'ahead:%' OR key LIKE 'codes:%'").run()
      expect(copy.writer.giveCodes({ study: STUDY, form: FORM, n: 1 })).toEqual({
        ok: true,
        value: [codes[0]],
      })
    } finally {
      copy.remove()
    }
  })

  function printOn(on: TestBench, codes: readonly string[]): void {
    const tube = { type: 'tube', study: STUDY, ...NO_ONE, material: 'plasma' } as const
    const labels = codes.map((code) => ({
      ...{ of: { ...tube, code, collectedAt: null }, material: '', collected: '' },
    }))
    const how = { printer: PRINTER, template: 'cryotube', copies: 1, reason: null }
    expect(on.writer.queueLabels(IDA, { id: v7(), labels, ...how })).toEqual({ type: 'queued' })
  }

  /** A copy of the ledger was put back: its count is of before, in a life that is not. */
  function forgetCounts(on: TestBench): void {
    const life = on.column<string>("SELECT value FROM meta WHERE key = 'incarnation'")[0] ?? '1'
    setMeta(on.db, 'incarnation', String(Number(life) + 1))
  }
})
