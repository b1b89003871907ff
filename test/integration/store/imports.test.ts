import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportFinding, ImportMapping } from '#shared/contract/imports.ts'
import { Donors } from '../../../electron/store/imports/donors.ts'
import { at, BOX, IDA, OTHER_BOX, STUDY, specimenData, T1 } from '../../support/domain/facts.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { badgeOf, TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench()
    .found()
    .box(BOX, 'BX-1')
    .box(OTHER_BOX, 'BX-2', { holds: ['dna'] })
})
afterEach(() => bench.remove())

const IMPORT = testId('1', 1)
const open = (text: string) => bench.writer.openImport(IMPORT, 'table.csv', text)

function opened(text: string) {
  const done = open(text)
  if (!done.ok) throw new Error(done.error.type)
  return done.value
}

/** Opens a table with the mapping that is guessed, and checks it. */
function check(text: string, more: Partial<ImportMapping> = {}, isNew = true) {
  const guess = isNew ? opened(text).guess : {}
  const mapping = { columns: guess, study: STUDY, tubeType: 'cryotube', ...more } as const
  const done = bench.writer.checkImport(IMPORT, mapping)
  if (done.type !== 'checked') throw new Error(done.type)
  return done.check
}

const run = (command = bench.newId()) => bench.writer.runImport(IMPORT, command, IDA)
const brief = ({ line, field, type, value }: ImportFinding) => `${line} ${field} ${type} ${value}`
const errors = (text: string) => check(text).errors.map(brief)
const notes = (text: string) => check(text).notes.map(brief)

const everything = () => ({
  events: bench.rows('SELECT * FROM event'),
  meta: bench.rows('SELECT * FROM meta'),
  derived: derivedOf(bench.db),
})

describe('a table that is opened', () => {
  test.each([
    ['commas', 'barcode,type\n1,DNA', ','],
    ['semicolons', 'barcode;type\n1;DNA', ';'],
    ['tabs', 'barcode\ttype\n1\tDNA', '\t'],
    ['bars', 'barcode|type\n1|DNA', '|'],
    ['commas within quotes that do not count', '"a,b,c";type\n1;DNA', ';'],
    ['one column', 'barcode\n1', '\t'],
  ])('with %s is read', (_, text, delimiter) => {
    expect(opened(text)).toMatchObject({ delimiter, rows: 1 })
  })

  test('is read with a byte-order mark, with Windows line ends, and without its empty lines', () => {
    const text = '\uFEFFbarcode,type\r\n\r\nFX1,DNA\r\n\r\nFX2,RNA\r\n'
    expect(opened(text)).toMatchObject({
      columns: ['barcode', 'type'],
      rows: 2,
      sample: [
        ['FX1', 'DNA'],
        ['FX2', 'RNA'],
      ],
    })
  })

  test('keeps empty cells in their places, whatever stands between them', () => {
    expect(opened('barcode\ttype\tdonor\nFX1\t\tD-1\n\tDNA\t').sample).toEqual([
      ['FX1', '', 'D-1'],
      ['', 'DNA', ''],
    ])
    expect(opened('barcode;type;donor\nFX1;;D-1\n;DNA;').sample).toEqual([
      ['FX1', '', 'D-1'],
      ['', 'DNA', ''],
    ])
  })

  test('names a column without a name by its number', () => {
    expect(opened('barcode,,type\n1,2,3').columns).toEqual(['barcode', '#2', 'type'])
  })

  test.each([
    ['nothing', '', 'Empty'],
    ['spaces', ' \n\t\n', 'Empty'],
    ['only a header', 'barcode,type', 'NoHeader'],
    ['a spreadsheet file', 'PK\u0003\u0004\u0000\u0000', 'NotATable'],
    ['a quote that never ends', 'barcode,type\n"FX1,DNA\nFX2,DNA', 'NotATable'],
  ])('with %s is refused', (_, text, type) => {
    expect(open(text)).toMatchObject({ ok: false, error: { type } })
  })

  test('with more rows than can be taken is refused', () => {
    const text = `barcode\n${'1\n'.repeat(200_001)}`
    expect(open(text)).toMatchObject({ ok: false, error: { type: 'TooLarge', detail: '200001' } })
  })

  test('is gone when another is opened or nothing was', () => {
    opened('barcode\n1')
    bench.writer.openImport(testId('1', 2), 'other.csv', 'barcode\n1')
    const mapping = { columns: { code: 0 }, study: STUDY, tubeType: 'cryotube' } as const
    const gone = { ok: false, error: { type: 'Gone' } }
    expect(bench.writer.checkImport(IMPORT, mapping)).toMatchObject({
      type: 'fault',
      fault: { type: 'Gone' },
    })
    expect(bench.writer.importErrors(testId('1', 2))).toMatchObject(gone)
    expect(run()).toEqual({ type: 'cancelled' })
  })
})

/** Headers as the field's programs write them; our own rows. */
const MIABIS_LIKE = `ID\tPARENT_SAMPLE_ID\tMATERIAL_TYPE\tSTORAGE_TEMPERATURE\tSAMPLED_TIME\tSEX
0000102\t\tWhole Blood\tRT\t2025-06-10T14:22:07\tMale
0000103\t0000102\tPlasma\t-80\t2025-06-10T15:10:00\tMale
`
const OPENSPECIMEN_LIKE = `"Identifier","CP Short Title","Specimen Label","Barcode","Class","Type","Lineage","Parent Specimen Label","Initial Quantity","PPID"
"1","LUNG","S-1","FX1","Fluid","Plasma","New","","0.5","P-1"
`
const RACK_LIKE = `RackID;Tube Position;Tube Barcode;Sample Type
BX-1;A01;0016152819;Plasma
BX-1;A02;0016152820;Plasma
`

describe('the guess which column holds what', () => {
  const guessed = (text: string) => {
    const { guess, columns } = opened(text)
    return Object.fromEntries(Object.entries(guess).map(([f, i]) => [f, columns[i as number]]))
  }

  test('of a table like those of MIABIS', () => {
    expect(guessed(MIABIS_LIKE)).toEqual({
      code: 'ID',
      material: 'MATERIAL_TYPE',
      collectedAt: 'SAMPLED_TIME',
      parent: 'PARENT_SAMPLE_ID',
    })
  })

  test('of a table like those of OpenSpecimen', () => {
    expect(guessed(OPENSPECIMEN_LIKE)).toEqual({
      code: 'Barcode',
      label: 'Specimen Label',
      material: 'Type',
      parent: 'Parent Specimen Label',
      donor: 'PPID',
      study: 'CP Short Title',
      volume: 'Initial Quantity',
    })
  })

  test('of a rack scanner’s table', () => {
    expect(guessed(RACK_LIKE)).toEqual({
      code: 'Tube Barcode',
      material: 'Sample Type',
      box: 'RackID',
      position: 'Tube Position',
    })
  })

  test('never takes one column for two things, and takes none for nothing', () => {
    const { guess } = opened('type,Type,id,whatever\n1,2,3,4')
    const used = Object.values(guess)
    expect(new Set(used).size).toBe(used.length)
    expect(opened('x,y\n1,2').guess).toEqual({})
  })
})

describe('IMP-1 all rows or none', () => {
  test('all: each with its position, in one act that can be told apart', () => {
    expect(check(RACK_LIKE)).toMatchObject({ rows: 2, accepted: 2, rejected: 0, errorCount: 0 })
    expect(run()).toMatchObject({ type: 'done', imported: 2 })
    expect(
      bench.reader
        .box(BOX)!
        .positions.slice(0, 2)
        .map(({ tubes }) => tubes[0]!.code),
    ).toEqual(['0016152819', '0016152820'])
    expect(
      bench.column("SELECT DISTINCT type FROM command_done WHERE type LIKE 'import%'"),
    ).toEqual(['importSpecimens'])
  })

  test('none: one row in error imports nothing, and rows read are accepted plus rejected', () => {
    const text = 'barcode,type\nFX1,DNA\nFX2,gold\nFX3,DNA\n,gold'
    expect(check(text)).toMatchObject({ rows: 4, accepted: 2, rejected: 2, errorCount: 3 })
    const before = everything()
    expect(run()).toMatchObject({ type: 'refused', check: { rejected: 2 } })
    expect(everything()).toEqual(before)
  })

  test('none when the record has changed between the check and the import', () => {
    check(RACK_LIKE)
    bench.act('takeIn', { ...specimenData(T1), at: at('A2') })
    const before = everything()
    expect(run()).toMatchObject({ type: 'refused', check: { rejected: 1 } })
    expect(everything()).toEqual(before)
  })

  test('none of one that is cancelled on the way', () => {
    const rows = Array.from({ length: 600 }, (_, i) => `FX${i},DNA`)
    check(`barcode,type\n${rows.join('\n')}`)
    const before = everything()
    for (const calls of [1, 4]) {
      let asked = 0
      Object.defineProperty(bench, 'cancelled', { configurable: true, value: false })
      const text = `barcode,type\n${rows.join('\n')}`
      check(text)
      bench.said.length = 0
      Object.defineProperty(bench, 'cancelled', {
        configurable: true,
        get: () => ++asked >= calls,
      })
      expect(run()).toEqual({ type: 'cancelled' })
      expect(bench.said).toHaveLength(calls - 1)
      expect(everything()).toEqual(before)
    }
    Object.defineProperty(bench, 'cancelled', { configurable: true, value: true })
    const text = `barcode,type\n${rows.join('\n')}`
    expect(() => check(text)).toThrow('cancelled')
    Object.defineProperty(bench, 'cancelled', { configurable: true, value: false })
    check(text)
    expect(run()).toMatchObject({ type: 'done', imported: 600 })
  })

  test('says how far it is, and never backwards', () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => `FX${i},DNA`)
    check(`barcode,type\n${rows.join('\n')}`)
    expect(bench.said).toHaveLength(4)
    bench.said.length = 0
    run()
    const done = bench.said.map((one) => (one.type === 'progress' ? one.done / one.total : -1))
    expect(done.length).toBeGreaterThan(3)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(done.at(-1)).toBeLessThanOrEqual(1)
  })

  test('once, when it is asked for twice under one id', () => {
    check(RACK_LIKE)
    const id = bench.newId()
    const first = run(id)
    expect(first).toMatchObject({ type: 'done' })
    const before = everything()
    expect(run(id)).toEqual(first)
    expect(run()).toMatchObject({ type: 'refused' })
    bench.restart()
    expect(run(id)).toEqual(first)
    expect(run()).toEqual({ type: 'cancelled' })
    expect(everything()).toEqual(before)
  })
})

describe('IMP-2 a finding names its line, its column and its value', () => {
  test('as an editor counts lines, from the header on', () => {
    expect(errors('barcode,type\nFX1,DNA\nFX2,gold\n\nFX3,lead')).toEqual([
      '3 material unknown-material gold',
      '5 material unknown-material lead',
    ])
  })

  test('also behind cells that go over several lines, in a file from Windows too', () => {
    for (const end of ['\n', '\r\n']) {
      const lines = [
        'barcode,type,note',
        'FX1,DNA,"one',
        'two',
        '"',
        'FX2,gold,x',
        '"FX3",lead,"a',
        'b"',
      ]
      expect(errors(lines.join(end))).toEqual([
        '5 material unknown-material gold',
        '6 material unknown-material lead',
      ])
    }
  })

  test.each([
    ['no code', 'barcode,type\n,DNA', '2 code missing-code '],
    ['a code with a control in it', 'barcode,type\n"F\u0007X",DNA', '2 code bad-code F\u0007X'],
    ['a code twice', 'barcode,type\nFX1,DNA\nFX1,DNA', '3 code code-twice FX1'],
    ['a code of a container', 'barcode,type\nBX-1,DNA', '2 code code-taken BX-1'],
    ['a command (IMP-10)', 'barcode,type\nFK:UNDO,DNA', '2 code code-reserved FK:UNDO'],
    ['a position (IMP-10)', 'barcode,type\nBX-1/B3,DNA', '2 code code-reserved BX-1/B3'],
    [
      "a person's badge",
      `barcode,type\n${badgeOf('Ida')},DNA`,
      `2 code code-reserved ${badgeOf('Ida')}`,
    ],
    ['no material', 'barcode,type\nFX1,', '2 material unknown-material '],
    [
      'a day that does not exist',
      'barcode,type,collection date\nFX1,DNA,2025-02-29',
      '2 collectedAt bad-date 2025-02-29',
    ],
    [
      'a day to come',
      'barcode,type,collection date\nFX1,DNA,2027-01-01',
      '2 collectedAt future-date 2027-01-01',
    ],
    [
      'a tube type that nobody knows',
      'barcode,type,tube type\nFX1,DNA,bucket',
      '2 tubeType unknown-tube-type bucket',
    ],
    ['a volume that is none', 'barcode,type,volume\nFX1,DNA,much', '2 volume bad-volume much'],
    [
      'a box that nobody knows',
      'barcode,type,box,position\nFX1,DNA,BX-9,A1',
      '2 box unknown-box BX-9',
    ],
    [
      'a position that the box has not',
      'barcode,type,box,position\nFX1,DNA,BX-1,J1',
      '2 position bad-position J1',
    ],
    [
      'no position in a box',
      'barcode,type,box,position\nFX1,DNA,BX-1,',
      '2 position bad-position ',
    ],
    [
      'a position twice',
      'barcode,type,box,position\nFX1,DNA,BX-1,A1\nFX2,DNA,BX-1,a01',
      '3 position position-twice a01',
    ],
    [
      'a box for another material',
      'barcode,type,box,position\nFX1,plasma,BX-2,A1',
      '2 position wrong-kind A1',
    ],
    [
      'a child older than its parent',
      'barcode,type,parent,collection date\nFX1,DNA,,2025-03-02\nFX2,DNA,FX1,2025-03-01',
      '3 parent older-than-parent FX1',
    ],
    [
      'more cells than the header',
      'barcode,type\nFX1,DNA,left over',
      '2 null wrong-columns left over',
    ],
  ])('%s', (_, text, finding) => {
    expect(errors(text)).toEqual([finding])
  })

  test('a row that is cut off at its end is read as if the rest were empty', () => {
    expect(check('barcode,type,donor\nFX1,DNA')).toMatchObject({ accepted: 1, rejected: 0 })
  })

  test('a position that is taken, a code that is known', () => {
    bench.act('takeIn', { ...specimenData(T1, { code: 'FX1' }), at: at('A1') })
    expect(errors('barcode,type,box,position\nFX1,DNA,,\nFX2,DNA,BX-1,A1')).toEqual([
      '2 code code-taken FX1',
      '3 position position-taken A1',
    ])
  })

  test('shows the first 500 and counts them all', () => {
    const rows = Array.from({ length: 700 }, (_, i) => `FX${i},gold`)
    const found = check(`barcode,type\n${rows.join('\n')}`)
    expect([found.errors.length, found.errorCount]).toEqual([500, 700])
    expect(found.errors.at(-1)!.line).toBe(501)
  })
})

describe('IMP-3 IMP-4 IMP-5 values', () => {
  test('are read as what they say, with seconds, leading zeros and exact volumes', () => {
    const text = `sample id,type,collection date,volume,donor,tube type
00042,sérum,2025-06-10T14:22:07,"0,5 ml",D-7K2M-9Q4R,EDTA`
    const columns = { ...opened(text).guess, donor: 4 }
    expect(check(text, { columns })).toMatchObject({ accepted: 1 })
    run()
    expect(bench.rows('SELECT * FROM specimen')).toMatchObject([
      {
        code: '00042',
        material: 'serum',
        collected_at: Date.UTC(2025, 5, 10, 13, 22, 7),
        nanolitres: 500_000,
        donor: 'D-7K2M-9Q4R',
        tube_type: 'edta-tube',
        origin: 'unknown',
      },
    ])
  })

  test('codes that differ only in their zeros are different codes', () => {
    expect(check('barcode,type\n42,DNA\n042,DNA\n0042,DNA')).toMatchObject({ accepted: 3 })
  })

  test('a code is in one Unicode form, however the table was written', () => {
    expect(check('barcode,type\nUme\u0061\u030a,DNA\nUmeå,DNA').errors.map(brief)).toEqual([
      '3 code code-twice Umeå',
    ])
  })
})

describe('IMP-6 parents', () => {
  test('may stand in the same table, above or below their children', () => {
    const text = 'barcode,type,parent barcode\nFX2,plasma,FX1\nFX1,blood,\nFX3,DNA,FX2'
    expect(check(text)).toMatchObject({ accepted: 3, noteCount: 0 })
    run()
    expect(
      bench.rows(`
      SELECT s.code, s.origin, p.code AS parent FROM specimen s
      LEFT JOIN specimen p ON p.id = s.parent ORDER BY s.code`),
    ).toEqual([
      { code: 'FX1', origin: 'primary', parent: null },
      { code: 'FX2', origin: 'derivative', parent: 'FX1' },
      { code: 'FX3', origin: 'derivative', parent: 'FX2' },
    ])
  })

  test('that are known here already are found', () => {
    bench.act('accession', specimenData(T1, { code: 'FX1' }))
    check('barcode,type,parent barcode\nFX2,plasma,FX1')
    run()
    expect(bench.column("SELECT parent FROM specimen WHERE code = 'FX2'")).toEqual([T1])
  })

  test('that nobody knows are noted, and the row comes in with their code alone', () => {
    expect(notes('barcode,type,parent barcode\nFX2,plasma,FX9')).toEqual([
      '2 parent unknown-parent FX9',
    ])
    expect(run()).toMatchObject({ type: 'done', imported: 1 })
    expect(bench.rows('SELECT parent, origin FROM specimen')).toEqual([
      { parent: null, origin: 'unknown' },
    ])
    const [id] = bench.column<string>('SELECT id FROM specimen')
    expect(bench.reader.specimen(id!)).toMatchObject({ origin: 'unknown', parentCode: 'FX9' })
  })

  test('IMP-9 of the same material make aliquots, of another derivatives', () => {
    bench.act('accession', specimenData(T1, { code: 'FX1', material: 'plasma' }))
    check('barcode,type,parent barcode\nFX2,plasma,FX1\nFX3,DNA,FX1\nFX4,serum,')
    run()
    expect(
      bench.rows("SELECT code, origin FROM specimen WHERE code <> 'FX1' ORDER BY code"),
    ).toEqual([
      { code: 'FX2', origin: 'aliquot' },
      { code: 'FX3', origin: 'derivative' },
      { code: 'FX4', origin: 'primary' },
    ])
  })

  test('IMP-9 of which the table says nothing leave the origin unknown', () => {
    check('barcode,type\nFX1,plasma')
    run()
    expect(bench.column('SELECT origin FROM specimen')).toEqual(['unknown'])
  })

  test('SPE-3 that were taken back count as not known', () => {
    bench.act('accession', specimenData(T1, { code: 'FX1' }))
    bench.act('undo', { command: bench.reader.recent(1)[0]!.command })
    expect(notes('barcode,type,parent barcode\nFX2,plasma,FX1')).toEqual([
      '2 parent unknown-parent FX1',
    ])
    expect(run()).toMatchObject({ type: 'done' })
  })

  test('that are the row itself are none', () => {
    expect(check('barcode,type,parent barcode\nFX1,plasma,FX1')).toMatchObject({
      accepted: 1,
      noteCount: 0,
    })
  })

  test('that go round in a circle are noted, and the circle is cut', () => {
    const text = 'barcode,type,parent barcode\nFX1,plasma,FX2\nFX2,plasma,FX1'
    expect(notes(text)).toEqual(['3 parent unknown-parent FX1'])
    expect(run()).toMatchObject({ type: 'done', imported: 2 })
  })
})

describe('IMP-8 donors', () => {
  const text = `barcode,type,donor
FX1,DNA,Anna Berg
FX2,DNA,"=cmd|' /C calc'!A0"
FX3,DNA,Anna Berg
FX4,DNA,d-7k2m-9q4r
FX5,DNA,`
  const columns = { code: 0, material: 1, donor: 2 }
  const donors = () => bench.writer.importDonors(IMPORT)
  const inLedger = () => bench.column<string | null>('SELECT donor FROM specimen ORDER BY code')

  test('are never guessed, but for the pseudonyms of OpenSpecimen', () => {
    expect(opened('barcode,PPID\nFX1,x').guess).toHaveProperty('donor')
    for (const name of ['donor', 'donor id', 'Subject ID', 'participant_id', 'pseudonym'])
      expect(opened(`barcode,${name}\nFX1,x`).guess).not.toHaveProperty('donor')
  })

  test('come in under a new pseudonym, the same for the same text, and nothing else of them', () => {
    const checked = check(text, { columns })
    expect(checked).toMatchObject({ rejected: 0, donorsReplaced: 2, noteCount: 2 })
    expect(checked.notes.map(brief)).toEqual([
      '2 donor donor-replaced Anna Berg',
      "3 donor donor-replaced =cmd|' /C calc'!A0",
    ])
    expect(run()).toMatchObject({ type: 'done', donorsReplaced: 2 })
    const [one, two, three, four, five] = inLedger()
    expect([one, two]).toEqual([expect.stringMatching(FORM), expect.stringMatching(FORM)])
    expect(two).not.toBe(one)
    expect([three, four, five]).toEqual([one, 'D-7K2M-9Q4R', null])
    const all = JSON.stringify([
      bench.column('SELECT body FROM event'),
      bench.rows('SELECT * FROM specimen'),
      bench.rows('SELECT * FROM entity'),
      bench.rows('SELECT * FROM meta'),
    ])
    expect(all).not.toContain('Anna')
    expect(all).toContain(one)
  })
  const FORM = /^D-[A-Z0-9]{4}-[A-Z0-9]{4}$/

  test('are listed with their pseudonyms after the import, until the table is closed, and no cell computes', () => {
    check(text, { columns })
    expect(donors()).toMatchObject({ error: { type: 'Gone' } })
    run()
    const [one, two] = inLedger()
    const list = {
      ok: true,
      value: `donor,pseudonym\r\nAnna Berg,${one}\r\n'=cmd|' /C calc'!A0,${two}\r\n`,
    }
    const done = { imported: 5, donorsReplaced: 2 }
    expect(bench.writer.currentImport()).toMatchObject({ done: { ...done, isListSaved: false } })
    expect(open('barcode,type\nFX9,DNA')).toMatchObject({ error: { type: 'DonorsWaiting' } })
    expect(donors()).toEqual(list)
    expect(donors()).toEqual(list)
    expect(bench.writer.currentImport()).toMatchObject({ done: { ...done, isListSaved: true } })
    bench.writer.closeImport(IMPORT)
    expect(donors()).toMatchObject({ error: { type: 'Gone' } })
  })

  test('of a column that was chosen by mistake are not in the list', () => {
    check(text, { columns: { ...columns, donor: 0 } })
    check(text, { columns })
    run()
    expect(donors()).toMatchObject({ value: expect.not.stringContaining('FX1') })
  })

  test('have other pseudonyms in another table', () => {
    check(text, { columns })
    run()
    const [before] = inLedger()
    donors()
    check('barcode,type,donor\nFX9,DNA,Anna Berg', { columns })
    run()
    expect(inLedger().at(-1)).not.toBe(before)
  })

  test('get none that is known here already, whatever chance says', () => {
    const always = [0, 0, 0, 0, 0, 0, 0, 0, 1]
    const donor = new Donors(() => always.shift() ?? 0, new Set(['D-2222-2222']))
    expect(donor.of('Anna Berg').donor).toBe('D-3222-2222')
  })
})

describe('IMP-7 columns that are not chosen', () => {
  test('are not imported', () => {
    const { guess: columns } = opened('barcode,type,donor\nFX1,DNA,D-1')
    bench.writer.checkImport(IMPORT, { columns, study: STUDY, tubeType: 'cryotube' })
    run()
    expect(bench.column('SELECT donor FROM specimen')).toEqual([null])
  })

  test('a code that was undone takes its specimen up again, with its position', () => {
    bench.act('accession', specimenData(T1, { code: 'FX1' }))
    bench.act('undo', { command: bench.reader.recent(1)[0]!.command })
    expect(check('barcode,type,box,position\nFX1,plasma,BX-1,A1')).toMatchObject({ accepted: 1 })
    run()
    expect(bench.reader.specimen(T1)).toMatchObject({
      state: 'stored',
      places: [{ position: 'A1' }],
    })
    expect(bench.column('SELECT count(*) FROM specimen')).toEqual([1])
  })
})

describe('the findings as a table', () => {
  const csv = () => {
    const done = bench.writer.importErrors(IMPORT)
    return done.ok ? done.value.split('\r\n') : []
  }

  test('has a line for each, with the name of its column', () => {
    check('Tube Barcode,Sample Type,Parent\nFX1,gold,FX9')
    expect(csv()).toEqual([
      'line,column,finding,value,kind',
      '2,Sample Type,unknown-material,gold,error',
      '2,Parent,unknown-parent,FX9,note',
      '',
    ])
  })

  test('shows formulas and computes none', () => {
    const cells = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      "=cmd|' /C calc'!A0",
      '\uff1d1+1',
      '\uff20SUM(A1)',
    ]
    check(`barcode,type\n${cells.map((cell, i) => `FX${i},"${cell}"`).join('\n')}`)
    expect(
      csv()
        .slice(1, -1)
        .map((line) => line.split(',')[3]),
    ).toEqual(cells.map((cell) => `'${cell}`))
  })

  test('keeps quotes and commas within their cells', () => {
    check('barcode,type\nFX1,"a ""b"", c"')
    expect(csv()[1]).toBe('2,type,unknown-material,"a ""b"", c",error')
  })
})
