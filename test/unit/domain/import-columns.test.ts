import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPersonal, isThawCount } from '#shared/domain/imports/columns.ts'
import { guessByNames, tellApart } from '#shared/domain/imports/guess.ts'
import {
  formatHeader,
  groupHeader,
  type HeaderPart,
  parseHeader,
} from '#shared/domain/imports/header.ts'
import { guessByValues, sniffFirstRow } from '#shared/domain/imports/sniff.ts'

/** Headers as OpenSpecimen's templates write them, as far as a test needs them. */
const SPECIMENS = [
  ...['Identifier', 'CP Short Title', 'Visit Name', 'Specimen Label', 'Barcode', 'Class', 'Type'],
  ...['Lineage', 'Parent Specimen Label', 'Initial Quantity', 'Available Quantity', 'Biohazard#1'],
  ...['Biohazard#2', 'Freeze/Thaw Cycles', 'Created On', 'Created By#Email Address'],
  ...['External IDs#1#Name', 'External IDs#1#Value', 'External IDs#2#Name', 'External IDs#2#Value'],
  ...['Location#Container', 'Location#Row', 'Location#Column', 'Location#Position'],
  ...['Collection Event#Date and Time', 'Collection Event#User#Email Address'],
]
const ALIQUOTS = [
  ...['CP Short Title', 'Parent Specimen Label', 'Specimen Labels', 'Specimen Barcodes'],
  ...['Number of Aliquots', 'Quantity per Aliquot', 'Type', 'Container', 'Start Row'],
  ...['Start Column', 'Start Position', 'Created On', 'Increment Parent Freeze/Thaw Cycles'],
]

const named = (header: readonly string[], isFilled?: (column: number) => boolean) =>
  Object.fromEntries(
    Object.entries(guessByNames(header, isFilled)).map(([field, column]) => [
      field,
      header[column],
    ]),
  )

describe('IMP-11 the names of columns', () => {
  const word = fc
    .string({ minLength: 1, maxLength: 12 })
    .map((text) => text.replaceAll('#', '').trim())
    .filter((text) => text !== '' && !/^\d+$/.test(text))
  const group = fc.tuple(word, fc.option(fc.integer({ min: 1, max: 9_999 }), { nil: undefined }))
  const parts = fc
    .array(group, { minLength: 1, maxLength: 4 })
    .map((groups) => groups.flat().filter((part): part is HeaderPart => part !== undefined))

  test('are read back as they are written, whatever the groups and repetitions', () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(parseHeader(formatHeader(given))).toEqual(given)
      }),
    )
  })

  test('are written as they were read', () => {
    for (const name of [...SPECIMENS, ...ALIQUOTS])
      expect(formatHeader(parseHeader(name)!)).toBe(name)
  })

  test.each(['#1', '1', 'Race##1', 'Race#1#2', 'Race#', '#', 'Race#0', ''])(
    '%j is not of the grammar, and stays one word',
    (name) => expect(parseHeader(name)).toBeNull(),
  )

  test('that are one group stand together', () => {
    expect(
      groupHeader(SPECIMENS).filter(({ fields, times }) => fields.length > 0 || times > 1),
    ).toEqual([
      { base: 'Biohazard', fields: [], times: 2, columns: [11, 12] },
      { base: 'Created By', fields: ['Email Address'], times: 1, columns: [15] },
      { base: 'External IDs', fields: ['Name', 'Value'], times: 2, columns: [16, 17, 18, 19] },
      {
        ...{ base: 'Location', fields: ['Container', 'Row', 'Column', 'Position'], times: 1 },
        columns: [20, 21, 22, 23],
      },
      {
        ...{ base: 'Collection Event', fields: ['Date and Time', 'User Email Address'], times: 1 },
        columns: [24, 25],
      },
    ])
  })

  test('of specimens say what each holds', () => {
    expect(named(SPECIMENS)).toEqual({
      code: 'Barcode',
      label: 'Specimen Label',
      material: 'Type',
      parent: 'Parent Specimen Label',
      study: 'CP Short Title',
      volume: 'Initial Quantity',
      collectedAt: 'Collection Event#Date and Time',
      box: 'Location#Container',
      position: 'Location#Position',
      row: 'Location#Row',
      column: 'Location#Column',
    })
  })

  test('without a barcode anywhere leave the label to be the code', () => {
    const barcode = SPECIMENS.indexOf('Barcode')
    const guess = named(SPECIMENS, (column) => column !== barcode)
    expect([guess.code, guess.label]).toEqual(['Specimen Label', undefined])
  })

  test('of aliquots say how many tubes a row stands for', () => {
    expect(named(ALIQUOTS)).toMatchObject({
      code: 'Specimen Barcodes',
      label: 'Specimen Labels',
      count: 'Number of Aliquots',
      volume: 'Quantity per Aliquot',
      box: 'Container',
      row: 'Start Row',
      column: 'Start Column',
    })
  })

  test('twice are told apart, and a person chooses where both hold something', () => {
    expect(tellApart(['Type', 'Type (2)', 'Type', 'Type'])).toEqual({
      columns: ['Type', 'Type (2)', 'Type (3)', 'Type (4)'],
      doubled: ['Type'],
    })
    expect(guessByNames(['Barcode', 'Type', 'type'])).toEqual({ code: 0 })
    expect(guessByNames(['Barcode', 'Type', 'type'], (column) => column !== 1)).toEqual({
      code: 0,
      material: 2,
    })
  })

  test('a container that is no place is none: MIABIS has one that is a kind of vessel', () => {
    expect(named(['ID', 'MATERIAL_TYPE', 'CONTAINER'])).toEqual({
      code: 'ID',
      material: 'MATERIAL_TYPE',
    })
  })
})

describe('IMP-12 what is known of a person', () => {
  test.each([
    ...['First Name', 'Last Name', 'Middle Name', 'Email Address', 'Date Of Birth', 'Death Date'],
    ...['National ID', 'eMPI', 'PMI#1#MRN', 'PMI#2#MRN', 'Created By#Email Address', 'MRN'],
    ...[
      'patient_name',
      'Geburtsdatum',
      'Vorname',
      'Nachname',
      'Date de naissance',
      'Prénom',
      'SSN',
    ],
    ...['Collection Event#User#Email Address', 'Patient DOB', 'Telefon', 'E-Mail'],
  ])('%s is never proposed', (name) => {
    expect(isPersonal(name)).toBe(true)
    expect(guessByNames([name])).toEqual({})
  })

  test.each([
    ...[
      'Barcode',
      'PPID',
      'Visit Name',
      'Sample Name',
      'Type',
      'CP Short Title',
      'Box Name',
      'SEX',
    ],
    ...[
      'PMI#1#Site Name',
      'External IDs#1#Name',
      'Container',
      'Nominal volume',
      'Birthmark tissue',
    ],
  ])('%s is not of a person', (name) => expect(isPersonal(name)).toBe(false))

  test('counts of thaws are known for what they are', () => {
    expect([isThawCount('Freeze/Thaw Cycles'), isThawCount('Type')]).toEqual([true, false])
  })
})

describe('IMP-14 the first row', () => {
  test.each([
    [['Barcode', 'Type', 'Collected'], 'header'],
    [['ID', 'PARENT_SAMPLE_ID', 'MATERIAL_TYPE'], 'header'],
    [['RackID', 'TPositionID', 'CP Short Title', 'TTubeBC'], 'header'],
    [['Probennummer', 'Probenart', 'Entnahmedatum'], 'header'],
    [['First Name', 'Date Of Birth'], 'header'],
    [['x', 'y'], 'header'],
    [['Race#1', 'Race#2'], 'header'],
    [['00102-00002369', '', 'Serum', 'RT', '2004-06-10T14:22:00'], 'data'],
    [['A1', 'FX05653780'], 'data'],
    [['FX1', 'Plasma', '31.12.2025'], 'data'],
  ] as const)('%j is %s', (row, expected) => expect(sniffFirstRow(row)).toBe(expected))

  const tube = (n: number) => `00102-${String(n).padStart(8, '0')}`
  const ROWS = Array.from({ length: 40 }, (_, i) => [
    ...['RT', `2025-06-${10 + (i % 9)}`, i % 4 ? tube(i - (i % 4)) : ''],
    ...[tube(i), ['Plasma', 'Serum', 'Other'][i % 3]!, '0.5 mL', 'Cryotube', `SC${i % 9}`],
  ])

  test('of a table without names, its columns are known by their values', () => {
    expect(guessByValues(ROWS, 8)).toEqual({
      collectedAt: 1,
      parent: 2,
      code: 3,
      material: 4,
      volume: 5,
      tubeType: 6,
    })
  })

  test('parents that are not of the table are known by looking like its codes', () => {
    const elsewhere = ROWS.map((row, i) => row.with(2, tube(90_000 + i * 2)).with(3, tube(i)))
    expect(
      guessByValues(
        elsewhere.map((row, i) => (i % 3 ? row : row.with(2, ''))),
        8,
      ).parent,
    ).toBe(2)
    const others = ROWS.map((row, i) => row.with(2, `KI-${i}`))
    expect(guessByValues(others, 8).parent).toBeUndefined()
  })

  test('codes are nearly all different: one that stands twice is a fault, many are another thing', () => {
    expect(guessByValues(ROWS.with(7, ROWS[8]!), 8).code).toBe(3)
    const many = ROWS.map((row, i) => (i % 5 ? row : row.with(3, tube(1))))
    expect(guessByValues(many, 8).code).toBeUndefined()
  })

  test('a rack that was read is known by its positions', () => {
    const rack = ['A1', 'A2', 'B1', 'B2'].map((at, i) => ['TR0001', at, `FX000${i}`])
    expect(guessByValues(rack, 3)).toEqual({ box: 0, position: 1, code: 2 })
    const twice = [...rack, ['TR0001', 'A1', 'FX0009']]
    expect(guessByValues(twice, 3).position).toBeUndefined()
  })
})
