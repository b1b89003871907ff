import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportCheck, ImportFinding, ImportMapping } from '#shared/contract/imports.ts'
import { BOX, IDA, MARC, STUDY } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench
const IMPORT = testId('1', 1)
const OTHER_STUDY = testId('5', 2)

beforeEach(() => {
  bench = new TestBench().found().box(BOX, 'BX-1')
  const study = { study: OTHER_STUDY, code: 'HEART', name: 'Another one' }
  bench.must(MARC, { type: 'createStudy', id: bench.newId(), via: bench.by().via, ...study })
})
afterEach(() => bench.remove())

function opened(text: string) {
  const done = bench.writer.openImport(IMPORT, 'table.csv', text)
  if (!done.ok) throw new Error(done.error.type)
  return done.value
}

function check(text: string, more: Partial<ImportMapping> = {}): ImportCheck {
  const { guess: columns } = opened(text)
  const mapping = { columns, study: STUDY, tubeType: 'cryotube', ...more } as const
  const done = bench.writer.checkImport(IMPORT, mapping)
  if (done.type !== 'checked') throw new Error(JSON.stringify(done))
  return done.check
}

const run = () => bench.writer.runImport(IMPORT, bench.newId(), IDA)
const brief = ({ line, field, type, value }: ImportFinding) => `${line} ${field} ${type} ${value}`
const specimens = (columns: string) =>
  bench.rows(`SELECT s.code, ${columns} FROM specimen s
    LEFT JOIN specimen p ON p.id = s.parent ORDER BY s.code`)

describe('IMP-11 a table of OpenSpecimen’s', () => {
  const HEADER =
    'CP Short Title,PPID,First Name,Specimen Label,Barcode,Class,Type,Parent Specimen Label,Initial Quantity,Freeze/Thaw Cycles,Location#Container,Location#Row,Location#Column,Collection Event#Date and Time,Created By#Email Address'
  const TABLE = `${HEADER}
HEART,P-1,Anna,S-1,FX1,Fluid,Whole Blood,,9,0,,,,06-13-2025 14:22,someone@lab.org
heart,P-1,Anna,S-2,FX2,Fluid,Plasma,S-1,0.5,1,BX-1,B,3,06-13-2025 15:10,someone@lab.org
,P-1,Anna,S-3,FX3,Molecular,DNA,S-1,20,0,BX-1,2,4,,someone@lab.org`

  test('comes in with its parents by label, its places by row and column, its studies by code', () => {
    const checked = check(TABLE)
    expect(checked.errors.map(brief)).toEqual([])
    expect(checked).toMatchObject({ accepted: 3, rejected: 0, donorsReplaced: 1 })
    expect(checked.notes.map(brief)).toEqual([
      '2 donor donor-replaced P-1',
      '4 volume not-a-volume 20',
    ])
    expect(run()).toMatchObject({ type: 'done', imported: 3 })
    expect(specimens('s.origin, p.code AS parent, s.nanolitres, s.study')).toEqual([
      { code: 'FX1', origin: 'primary', parent: null, nanolitres: 9_000_000, study: OTHER_STUDY },
      { code: 'FX2', origin: 'derivative', parent: 'FX1', nanolitres: 500_000, study: OTHER_STUDY },
      { code: 'FX3', origin: 'derivative', parent: 'FX1', nanolitres: null, study: STUDY },
    ])
    const { positions } = bench.reader.box(BOX)!
    expect([positions[11], positions[12]].map((one) => one!.tubes[0]?.code)).toEqual(['FX2', 'FX3'])
  })

  test('IMP-12 keeps what is known of people out of sight, and of the ledger, whatever is chosen', () => {
    const { columns, personal, sample, thaws } = opened(TABLE)
    expect(personal.map((i) => columns[i])).toEqual(['First Name', 'Created By#Email Address'])
    expect(thaws.map((i) => columns[i])).toEqual(['Freeze/Thaw Cycles'])
    expect(JSON.stringify(sample)).not.toMatch(/Anna|someone@/)
    const chosen = { code: 4, material: 6, donor: columns.indexOf('First Name') }
    const mapping = { columns: chosen, study: STUDY, tubeType: 'cryotube' } as const
    expect(bench.writer.checkImport(IMPORT, mapping)).toEqual({
      type: 'fault',
      fault: { type: 'Personal', detail: 'First Name' },
    })
    check(TABLE)
    run()
    const ledger = JSON.stringify(bench.column('SELECT body FROM event'))
    expect(ledger).not.toMatch(/Anna|someone@|P-1/)
  })

  test('IMP-18 with a study that nobody knows is in error, and is mended for all its rows', () => {
    const checked = check(TABLE.replace('HEART', 'HART').replace('heart', 'HART'))
    expect(checked.errors.map(brief)).toEqual([
      '2 study unknown-study HART',
      '3 study unknown-study HART',
    ])
    expect(checked.words).toEqual([{ field: 'study', value: 'HART', rows: 2, line: 2 }])
    const done = bench.writer.repairImport(IMPORT, {
      type: 'everywhere',
      line: 2,
      column: 0,
      text: 'HEART',
    })
    expect(done).toMatchObject({ value: { rejected: 0 } })
  })

  const ALIQUOTS =
    'Parent Specimen Label,Specimen Barcodes,Number of Aliquots,Quantity per Aliquot,Type,Container,Start Row,Start Column'

  test('of aliquots comes in as so many tubes, one behind the other', () => {
    const checked = check(`${ALIQUOTS}\nFX9,"FX11,FX12, FX13",3,0.5,Plasma,BX-1,A,8`)
    expect(checked).toMatchObject({ rows: 1, accepted: 1, specimens: 3 })
    expect(run()).toMatchObject({ type: 'done', imported: 3 })
    const { positions } = bench.reader.box(BOX)!
    expect([7, 8, 9].map((i) => positions[i]!.tubes[0]?.code)).toEqual(['FX11', 'FX12', 'FX13'])
    expect(specimens('s.nanolitres')).toHaveLength(3)
  })

  test.each([
    ['fewer codes than tubes', '"FX11,FX12",3,0.5,Plasma,BX-1,A,1', '2 count count-differs 3'],
    ['no number', '"FX11,FX12",two,0.5,Plasma,,,', '2 count bad-count two'],
    ['a code twice', '"FX11,FX11",2,0.5,Plasma,,,', '2 code code-twice FX11'],
    ['no room behind', '"FX11,FX12",2,0.5,Plasma,BX-1,I,9', '2 row bad-position I'],
  ])('of aliquots with %s is in error', (_, row, finding) => {
    expect(check(`${ALIQUOTS}\nFX9,${row}`).errors.map(brief)).toEqual([finding])
  })
})

describe('IMP-14 a table without a header', () => {
  const TABLE = 'FX0001,Whole blood,2025-06-10\nFX0002,Plasma,2025-06-11\nFX0003,gold,2025-06-11'

  test('comes in from its first row on, under columns with numbers', () => {
    expect(opened(TABLE)).toMatchObject({
      ...{ firstRow: 'data', rows: 3, columns: ['#1', '#2', '#3'] },
      guess: { code: 0, collectedAt: 2 },
    })
    const columns = { code: 0, material: 1, collectedAt: 2 }
    expect(check(TABLE, { columns }).errors.map(brief)).toEqual([
      '3 material unknown-material gold',
    ])
  })

  test('is what a person says it is, and back', () => {
    opened(TABLE)
    const header = bench.writer.setFirstRow(IMPORT, 'header')
    expect(header).toMatchObject({
      value: { rows: 2, columns: ['FX0001', 'Whole blood', '2025-06-10'] },
    })
    expect(bench.writer.setFirstRow(IMPORT, 'data')).toMatchObject({ value: { rows: 3 } })
    opened('only one row 123')
    expect(bench.writer.setFirstRow(IMPORT, 'header')).toMatchObject({
      error: { type: 'NoHeader' },
    })
    expect(bench.writer.currentImport()).toMatchObject({ preview: { rows: 1 } })
  })
})

describe('IMP-15 days', () => {
  const days = (...all: string[]) =>
    `barcode,type,collected\n${all.map((text, i) => `FX${i},DNA,${text}`).join('\n')}`
  const utcDays = () =>
    bench
      .column<number>('SELECT collected_at FROM specimen ORDER BY code')
      .map((at) => at && new Date(at + 3_600_000).toISOString().slice(0, 10))

  test('are read in the one form that all of a column allows', () => {
    expect(opened(days('05/06/2025', '31/12/2024')).dates).toEqual({
      2: { forms: ['dmy'], sample: '05/06/2025' },
    })
    check(days('05/06/2025', '31/12/2024'))
    run()
    expect(utcDays()).toEqual(['2025-06-05', '2024-12-31'])
  })

  test('that may be in two forms wait for a person', () => {
    const text = days('05/06/2025', '07/08/2025')
    expect(check(text).errors.map(({ type }) => type)).toEqual(['ambiguous-date', 'ambiguous-date'])
    expect(check(text, { dateForm: 'mdy' })).toMatchObject({ rejected: 0 })
    run()
    expect(utcDays()).toEqual(['2025-05-06', '2025-07-08'])
  })

  test('that a person mends do not change how the others are read', () => {
    check(days('05/06/2025', '31/12/2024', 'soon'))
    const repair = { type: 'cell', line: 4, column: 2, text: '12/31/2024' } as const
    expect(bench.writer.repairImport(IMPORT, repair)).toMatchObject({ value: { rejected: 1 } })
    expect(bench.writer.repairImport(IMPORT, { ...repair, text: '2024-12-30' })).toMatchObject({
      value: { rejected: 0 },
    })
  })

  test('of which only a year or a month is known are noted, and no time is made up', () => {
    const checked = check(days('2025', '2025-06', '2025-06-10'))
    expect(checked.notes.map(brief)).toEqual([
      '2 collectedAt partial-date 2025',
      '3 collectedAt partial-date 2025-06',
    ])
    run()
    expect(utcDays()).toEqual([null, null, '2025-06-10'])
  })
})

test('IMP-11 columns of one name are told apart, and neither is taken', () => {
  const { columns, doubled, guess } = opened('barcode,type,type\nFX1,DNA,RNA')
  expect([columns, doubled, guess]).toEqual([
    ['barcode', 'type', 'type (2)'],
    ['type'],
    { code: 0 },
  ])
  expect(opened('barcode,type,type\nFX1,,RNA').guess).toEqual({ code: 0, material: 2 })
})
