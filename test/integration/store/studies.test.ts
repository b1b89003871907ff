import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Command } from '#shared/domain/commands.ts'
import type { CheckDigit, PlannedEvent, StudyField } from '#shared/domain/study/facts.ts'
import { fitsStudy } from '#shared/domain/study/identifiers.ts'
import { err } from '#shared/lib/result.ts'
import { LEASE } from '#shared/privacy/lease.ts'
import { codeCounts, raiseCodes } from '../../../electron/store/codes.ts'
import { describeWithin } from '../../../electron/store/donor-keys/describe.ts'
import { executeWithin } from '../../../electron/store/execute.ts'
import { transact } from '../../../electron/store/open.ts'
import { IDA, JANA, MARC, STUDY, specimenData, T1, T2, T3 } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { DonorBench, filesWith } from '../../support/store/donor-bench.ts'
import { VIA } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

const DONOR = 'D-7KQ2-M3XA'
const SECRET = 'Fell ill in Kiruna'
const FIELDS: StudyField[] = [
  { type: 'text', key: 'remark', label: 'Remark', required: true },
  {
    type: 'number',
    key: 'ph',
    label: 'pH',
    required: false,
    unit: '',
    decimals: 2,
    min: 0,
    max: 14,
  },
]
const INCIDENT = { kind: 'restore', found: [], aside: null, sources: [], proven: [], lost: [] }
let bench: DonorBench

beforeEach(() => {
  bench = new DonorBench('1').found()
})
afterEach(() => bench.remove())

const manage = (command: Record<string, unknown>, at = bench) =>
  at.must(MARC, { id: at.newId(), via: VIA, ...command } as unknown as Command)
const setFields = (fields = FIELDS, at = bench) =>
  manage({ type: 'setFields', study: STUDY, fields }, at)
const setCodes = (check: CheckDigit, ...forms: string[]) =>
  manage({ type: 'setIdentifiers', study: STUDY, check, forms })
const register = (specimen = T1, more = {}) =>
  bench.act('accession', specimenData(specimen, { donor: DONOR, ...more }))
const say = (values: Record<string, string>, specimen = T1, id?: string) =>
  bench.writer.describe(bench.by(id), { specimen, values })
const said = (specimen = T1) =>
  bench.reader.fields(specimen)!.descriptions.map(({ state, values }) => values ?? state)

describe('STU-3 given a specimen of a study with fields', () => {
  beforeEach(() => {
    setFields()
    register()
  })

  it('when it is described, that is read at its bench and stands in no file in clear', () => {
    expect(say({ remark: SECRET, ph: '7,40' }).ok).toBe(true)
    expect(said()).toEqual([{ remark: SECRET, ph: '7.40' }])
    bench.restart()
    expect(said()).toEqual([{ remark: SECRET, ph: '7.40' }])
    bench.writer.checkpoint()
    expect(filesWith(bench.folder, Buffer.from(SECRET))).toEqual([])
    expect(filesWith(bench.folder, Buffer.from(DONOR)).length).toBeGreaterThan(0)
  })

  it('when it is asked twice with one id, it is one description', () => {
    const id = bench.newId()
    expect(say({ remark: 'one' }, T1, id)).toEqual(say({ remark: 'one' }, T1, id))
    expect(bench.column("SELECT id FROM command_done WHERE type = 'describe'")).toHaveLength(1)
  })

  it('STU-9, STU-11 when a value is missing or unfit, nothing is written', () => {
    expect(say({ ph: '7' })).toEqual(err({ type: 'FieldMissing', field: 'Remark' }))
    expect(say({ remark: 'x', ph: '14.01' })).toMatchObject({
      error: { type: 'FieldUnfit', field: 'pH' },
    })
    expect(say({ remark: 'x' }, T3)).toMatchObject({ error: { type: 'NotFound' } })
    expect(said()).toEqual([])
  })

  it('when its donor is erased, nobody reads it any more; of another donor it is still read', () => {
    register(T2, { donor: 'D-0000-AAAA' })
    say({ remark: SECRET })
    say({ remark: 'kept' }, T2)
    bench.writer.execute(JANA, { type: 'eraseDonor', id: bench.newId(), via: VIA, donor: DONOR })
    expect(said()).toEqual(['erased'])
    expect(say({ remark: 'again' })).toMatchObject({ error: { type: 'DonorErased' } })
    expect(said(T2)).toEqual([{ remark: 'kept' }])
    bench.restart()
    expect(said()).toEqual(['erased'])
  })

  it('STU-12 when a field is asked no more, its value stays, also over another description', () => {
    say({ remark: 'first', ph: '7' })
    setFields([FIELDS[1]!])
    expect(bench.reader.fields(T1)).toMatchObject({
      fields: [{ key: 'ph' }],
      former: [{ key: 'remark', label: 'Remark' }],
    })
    say({ ph: '8' })
    expect(said()).toEqual([{ remark: 'first', ph: '8' }])
    // A value that is asked for and is not given is none.
    say({})
    expect(said()).toEqual([{ remark: 'first' }])
  })

  it('STU-12 when what was said cannot be read here, nothing is written over it', () => {
    say({ remark: 'first' })
    setFields([FIELDS[1]!])
    bench.writer.keepKeys('service')
    const due = bench.writer.keysDue()!
    const time = bench.clock.at
    const kept = due.put.map(({ key }) => key)
    bench.writer.keysTook(due, {
      time,
      kept,
      erased: [],
      lent: [],
      until: time + LEASE,
      next: null,
    })
    expect(said()).toEqual([{ remark: 'first' }])
    bench.clock.at += LEASE
    expect(said()).toEqual(['sealed'])
    expect(say({ ph: '8' })).toEqual(err({ type: 'NoDonorKeys' }))
  })

  it('STU-12 when two benches describe it apart, both are shown until it is described again', () => {
    const other = new DonorBench('2')
    const order = new CommonOrder()
    const both = () => {
      for (let n = 0; n < 2; n++) order.exchange(bench, other)
    }
    other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
    both()
    say({ remark: 'here' })
    const there = other.writer.describe(other.by(), { specimen: T1, values: { remark: 'there' } })
    expect(there.ok).toBe(true)
    both()
    // Each bench keeps its own keys here: what the other one has sealed stays closed.
    expect(said()).toHaveLength(2)
    expect(said()).toEqual(expect.arrayContaining([{ remark: 'here' }, 'unreadable']))
    expect(other.reader.fields(T1)!.descriptions).toHaveLength(2)
    other.remove()
  })
})

describe('STU-3 given a scan that registers and describes', () => {
  const scan = (values: Record<string, string>, code = 'FX1') =>
    transact(bench.db, () => {
      const record = specimenData(T1, { donor: DONOR, code })
      const { accession: _, ...given } = record
      const done = executeWithin(bench.context, IDA, {
        type: 'accession',
        id: bench.newId(),
        via: VIA,
        ...given,
      })
      if (!done.ok) return done
      const described = describeWithin(bench.context, bench.by(), { specimen: T1, values })
      // What a refusal leaves is the transaction's to take back.
      if (!described.ok) throw new Error(described.error.type)
      return described
    })

  it('then it is one commit: both or neither', () => {
    setFields()
    expect(() => scan({})).toThrow('FieldMissing')
    expect(bench.reader.specimen(T1)).toBeNull()
    expect(scan({ remark: 'both' }).ok).toBe(true)
    expect(bench.reader.specimen(T1)?.code).toBe('FX1')
    expect(said()).toEqual([{ remark: 'both' }])
  })
})

describe('STU-4, STU-5 given a study with codes of its own', () => {
  const resolve = (text: string) => bench.reader.resolve(text, null)

  it('then a scanned code says whether it fits, and a wrong one is refused', () => {
    setCodes('mod11', 'NL####')
    expect(resolve('NL079X')).toMatchObject({ fits: true, studies: [STUDY], wrongCheck: false })
    expect(resolve('NL0791')).toMatchObject({ studies: [], wrongCheck: true })
    expect(resolve('AB0791')).toMatchObject({ studies: [], wrongCheck: false })
    expect(register(T1, { code: 'NL0791' })).toMatchObject({ error: { type: 'CheckDigit' } })
    expect(register(T1, { code: 'NL079X' }).ok).toBe(true)
  })

  it('IMP-1 then rows of a table with other codes are found before anything is imported', () => {
    setCodes('mod11', 'NL####')
    const id = testId('1', 1)
    const table = 'barcode,type\nNL079X,DNA\nNL0791,DNA\nAB079X,DNA\n'
    const opened = bench.writer.openImport(id, 'table.csv', table)
    if (!opened.ok) throw new Error(opened.error.type)
    const mapping = { columns: opened.value.guess, study: STUDY, tubeType: 'cryotube' } as const
    expect(bench.writer.checkImport(id, mapping)).toMatchObject({
      check: {
        errors: [
          { line: 3, type: 'code-check', value: 'NL0791' },
          { line: 4, type: 'code-form', value: 'AB079X' },
        ],
      },
    })
  })

  it('DIR-2 then such a code is no position of an open box', () => {
    const box = testId('b', 1)
    bench.box(box, 'BX-1')
    expect(bench.reader.resolve('B3', box)).toMatchObject({ kind: 'position' })
    setCodes('none', '@#')
    expect(bench.reader.resolve('B3', box)).toMatchObject({ kind: 'unknown', studies: [STUDY] })
  })
})

describe('STU-8 given a study whose labels are printed here', () => {
  const give = (form = 'NL######', n = 2) => bench.writer.giveCodes({ study: STUDY, form, n })

  beforeEach(() => setCodes('mod11', 'NL######', 'X*'))

  it('then each code is given out once, also after an end of the program', () => {
    const first = give()
    expect(first).toEqual({ ok: true, value: ['NL100002', 'NL100010'] })
    bench.kill()
    bench.open()
    const second = give()
    if (!first.ok || !second.ok) throw new Error('no codes')
    expect(new Set([...first.value, ...second.value]).size).toBe(4)
    for (const code of second.value)
      expect(register(testId('7', Number(code.at(-2)) + 20), { code }).ok).toBe(true)
  })

  it('then forms count apart, and a code that is bound already is passed over', () => {
    expect(register(T1, { code: 'NL100002' }).ok).toBe(true)
    expect(give()).toMatchObject({ value: ['NL100010', expect.any(String)] })
    expect(give('X*', 1)).toMatchObject({ value: [expect.stringMatching(/^X1000000.$/)] })
  })

  it('then a form that the study has not, or that is used up, gives none', () => {
    expect(give('AB##')).toEqual(err({ type: 'NoForm' }))
    setCodes('none', 'Q##')
    expect(give('Q##', 11)).toEqual(err({ type: 'NoRoom' }))
    // Nothing was counted for what was not given.
    expect(give('Q##', 10).ok).toBe(true)
    expect(give('Q##', 1)).toEqual(err({ type: 'NoRoom' }))
  })

  it('then a new life of the bench leaves a gap where its count may be old', () => {
    const first = give('X*', 1)
    bench.writer.incarnate('restored', INCIDENT as never)
    const second = give('X*', 1)
    expect(first).toMatchObject({ value: [expect.stringMatching(/^X1000000/)] })
    expect(second).toMatchObject({ value: [expect.stringMatching(/^X1001001/)] })
  })
})

describe('STU-8 given a ledger that an older copy takes the place of', () => {
  it('then the copy goes on from the higher count of each form', () => {
    setCodes('none', 'NL######', 'X*')
    const give = (form: string) => bench.writer.giveCodes({ study: STUDY, form, n: 1 })
    give('NL######')
    const copied = codeCounts(bench.db)
    const [later, other] = [give('NL######'), give('X*')]
    const lost = codeCounts(bench.db)
    // As the copy has it, and then with what the lost one had.
    bench.db.prepare("DELETE FROM meta WHERE key LIKE 'codes:%'").run()
    raiseCodes(bench.db, copied)
    expect(give('NL######')).toEqual(later)
    bench.db.prepare("DELETE FROM meta WHERE key LIKE 'codes:%'").run()
    raiseCodes(bench.db, lost)
    raiseCodes(bench.db, copied)
    raiseCodes(bench.db, [['accessions', '9']])
    expect(give('NL######')).not.toEqual(later)
    expect(give('X*')).not.toEqual(other)
    expect(codeCounts(bench.db)).toHaveLength(2)
  })
})

describe('STU-13, STU-14 given a protocol', () => {
  const EVENTS: PlannedEvent[] = [
    {
      key: 'e1',
      name: 'Baseline',
      day: 0,
      tubes: [
        {
          key: 't1',
          label: 'EDTA',
          material: 'whole-blood',
          tubeType: 'edta-tube',
          count: 2,
          nanolitres: null,
        },
        {
          key: 't2',
          label: 'Serum',
          material: 'serum',
          tubeType: 'serum-tube',
          count: 1,
          nanolitres: null,
        },
      ],
    },
  ]
  const [PROTOCOL, NEXT, VISIT] = [1, 2, 3].map((n) => testId('4', n)) as [string, string, string]
  const publish = (protocol = PROTOCOL, replaces: string | null = null) =>
    manage({
      type: 'publishProtocol',
      study: STUDY,
      protocol,
      name: 'Lung',
      replaces,
      events: EVENTS,
    })
  const visit = (id = VISIT) =>
    bench.act('recordVisit', {
      visit: id,
      study: STUDY,
      protocol: PROTOCOL,
      event: 'e1',
      donor: DONOR,
      visitedAt: 1,
    })
  const seen = () => bench.reader.visit(STUDY, VISIT)!

  it('when another replaces it, it is still read as it was', () => {
    publish()
    bench.clock.at += 1000
    publish(NEXT, PROTOCOL)
    expect(bench.reader.studyPlans()[0]?.protocols).toMatchObject([
      { protocol: NEXT, isCurrent: true, publishedBy: 'Marc' },
      { protocol: PROTOCOL, isCurrent: false, events: EVENTS },
    ])
  })

  it('when tubes of a visit are registered, the visit says which are there and which are missing', () => {
    publish()
    expect(visit().ok).toBe(true)
    expect(seen()).toMatchObject({ planned: 3, there: 0 })
    const tube = (n: number, planned: string) =>
      register(testId('7', n), { visit: VISIT, planned, code: `FX${n}` })
    for (const n of [1, 2, 3]) expect(tube(n, 't1').ok).toBe(true)
    expect(tube(4, 'unplanned').ok).toBe(true)
    // Of another visit.
    expect(register(testId('7', 5), { visit: testId('4', 9), planned: 't2' }).ok).toBe(true)
    expect(seen()).toMatchObject({
      planned: 3,
      there: 2,
      tubes: [
        { key: 't1', specimens: [{ code: 'FX1' }, { code: 'FX2' }, { code: 'FX3' }] },
        { key: 't2', specimens: [] },
      ],
      others: [{ code: 'FX4' }],
    })
    bench.act('undo', {
      command: bench.reader.recent(2).find(({ code }) => code === 'FX4')!.command,
    })
    expect(seen().others).toEqual([])
  })

  it('when two benches register its tubes apart, all of them are there on both', () => {
    publish()
    visit()
    const other = new DonorBench('2')
    const order = new CommonOrder()
    const both = () => {
      for (let n = 0; n < 2; n++) order.exchange(bench, other)
    }
    other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
    both()
    const tube = (at: DonorBench, n: number, planned: string) =>
      at.act('accession', specimenData(testId('7', n), { visit: VISIT, planned, code: `FX${n}` }))
    for (const done of [tube(bench, 1, 't1'), tube(other, 2, 't1'), tube(other, 3, 't2')])
      expect(done.ok).toBe(true)
    both()
    for (const one of [bench, other]) {
      const { there, tubes } = one.reader.visit(STUDY, VISIT)!
      expect(there).toBe(3)
      expect(tubes.map(({ specimens }) => specimens.length)).toEqual([2, 1])
    }
    // It is nothing that a person has to settle.
    expect(bench.column('SELECT id FROM discrepancy WHERE holds')).toEqual([])
    expect(tube(bench, 4, 't1').ok).toBe(true)
    expect(seen().donor).toBe(DONOR)
    other.remove()
  })

  it('then the last visits of a study are listed, and those of no other', () => {
    publish()
    for (const n of [5, 6, 7]) visit(testId('4', n))
    expect(bench.reader.visits(STUDY, 2).map((one) => one.visit)).toEqual([
      testId('4', 7),
      testId('4', 6),
    ])
    expect(bench.reader.visits(testId('d', 2), 2)).toEqual([])
    expect(bench.reader.visit(STUDY, testId('4', 99))).toBeNull()
  })

  test('STU-2 a visit of what the protocol does not have is refused', () => {
    publish()
    const given = { visit: VISIT, study: STUDY, donor: null, visitedAt: null }
    expect(bench.act('recordVisit', { ...given, protocol: PROTOCOL, event: 'e2' }).ok).toBe(false)
    expect(bench.act('recordVisit', { ...given, protocol: NEXT, event: 'e1' }).ok).toBe(false)
  })
})

test('STU-15 a study says how often its specimens may be thawed', () => {
  const limit = () => bench.reader.studyPlans()[0]?.thawLimit
  expect(limit()).toBeNull()
  const asked = { type: 'setThawLimit', study: STUDY, thaws: 3 } as const
  bench.must(MARC, { id: bench.newId(), via: VIA, ...asked })
  expect(limit()).toBe(3)
})

describe('the demo biobank', () => {
  it('shows fields, a protocol and codes that its own tubes fit', () => {
    const demo = new DonorBench('3')
    demo.writer.foundDemo()
    const plans = demo.reader.studyPlans()
    const lung = plans.find(({ code }) => code === 'NORDLUNG')!
    expect(lung.fields).toHaveLength(3)
    expect(lung.protocols[0]?.events).toHaveLength(2)
    const heart = plans.find(({ code }) => code === 'HJARTA')!
    const codes = demo.column<string>('SELECT code FROM specimen WHERE study = ?', heart.study)
    expect(codes.length).toBeGreaterThan(100)
    expect(codes.filter((code) => fitsStudy(heart.identifiers, code) !== 'fits')).toEqual([])
    demo.remove()
  })
})
