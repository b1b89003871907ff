import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ImportCheck, ImportMapping, ImportRepair } from '#shared/contract/imports.ts'
import type { World } from '#shared/domain/world.ts'
import { Check } from '../../../electron/store/imports/check.ts'
import { Repairs } from '../../../electron/store/imports/repairs.ts'
import { readTable } from '../../../electron/store/imports/table.ts'
import { createWorld } from '../../../electron/store/world.ts'
import { BOX, IDA, STUDY, specimenData, T1 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench
const IMPORT = testId('1', 1)

/** FX1 was accessioned and undone: it can be taken up again. FX8 is on the record. */
function found() {
  bench = new TestBench().found().box(BOX, 'BX-1')
  const id = bench.newId()
  const acts = [
    bench.act('accession', specimenData(T1, { code: 'FX1' }), id),
    bench.act('undo', { command: id }),
    bench.act('accession', specimenData(CHILD, { code: 'FX8' })),
  ]
  expect(acts.map(({ ok }) => ok)).toEqual([true, true, true])
  return bench
}
const CHILD = testId('a', 9)

function opened(text: string) {
  bench.writer.closeImport(IMPORT)
  const done = bench.writer.openImport(IMPORT, 'table.csv', text)
  if (!done.ok) throw new Error(done.error.type)
  return done.value
}

function check(columns: ImportMapping['columns']): ImportCheck {
  const mapping = { columns, study: STUDY, tubeType: 'cryotube' } as const
  const done = bench.writer.checkImport(IMPORT, mapping)
  if (done.type !== 'checked') throw new Error(done.type)
  return done.check
}

function repair(repair: ImportRepair): ImportCheck {
  const done = bench.writer.repairImport(IMPORT, repair)
  if (!done.ok) throw new Error(done.error.type)
  return done.value
}

describe('IMP-16 what is repaired is checked as if all had been', () => {
  beforeAll(found)
  afterAll(() => bench.remove())

  const COLUMNS = {
    ...{ code: 0, label: 1, parent: 2, material: 3, collectedAt: 4, box: 5, position: 6 },
    ...{ donor: 7, count: 8 },
  } as const
  // Few values, so that rows have to do with each other: codes twice, circles, places twice.
  const value: Record<number, fc.Arbitrary<string>> = {
    0: fc.constantFrom('FX1', 'FX2', 'FX3', 'FX4', 'FX5', 'FX6', 'FX7', 'FX2,FX3', ''),
    1: fc.constantFrom('', '', 'L1', 'L2', 'FX4'),
    2: fc.constantFrom('', 'FX1', 'FX2', 'FX3', 'FX4', 'FX5', 'FX6', 'L1', 'L2', 'FX8', 'FX9'),
    3: fc.constantFrom('plasma', 'DNA', 'serum EDTA', 'gold'),
    4: fc.constantFrom('', '2025-01-01', '2025-01-02', '2025-02-30', '2025'),
    5: fc.constantFrom('', 'BX-1', 'BX-9'),
    6: fc.constantFrom('A1', 'A2', 'A3', 'Z9'),
    7: fc.constantFrom('', 'Anna', 'Berta', 'D-7K2M-9Q4R'),
    8: fc.constantFrom('', '', '', '2', 'two'),
  }
  const row = fc.tuple(...Object.values(value))
  const line = fc.nat({ max: 11 }).map((n) => n + 2)
  const cell = fc
    .nat({ max: 8 })
    .chain((column) => fc.record({ line, text: value[column]!, column: fc.constant(column) }))
  const change: fc.Arbitrary<ImportRepair> = fc.oneof(
    { weight: 5, arbitrary: cell.map((of) => ({ type: 'cell' as const, ...of })) },
    { weight: 2, arbitrary: cell.map((of) => ({ type: 'everywhere' as const, ...of })) },
    cell.map(({ column, text }) => ({ type: 'as-before' as const, column, was: text })),
    cell.map(({ line: at, column }) => ({ type: 'cell' as const, line: at, column, text: null })),
    line.map((at) => ({ type: 'leave-out' as const, line: at, reason: 'spoilt' })),
    line.map((at) => ({ type: 'take-in' as const, line: at })),
  )

  test('whatever is changed, in whatever order', () => {
    const seen = new Set<string>()
    const tables = fc.array(row, { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(tables, fc.array(change, { minLength: 1, maxLength: 12 }), (rows, changes) => {
        const quoted = rows.map((cells) => cells.map((text) => `"${text}"`).join(','))
        opened(`barcode,label,parent,type,date,box,position,spender,n\n${quoted.join('\n')}`)
        check(COLUMNS)
        for (const one of changes) {
          const repaired = repair(one)
          const full = check(COLUMNS)
          expect(repaired).toEqual(full)
          expect(full.rows).toBe(full.accepted + full.leftOut + full.rejected)
          for (const { type } of [...full.errors, ...full.notes]) seen.add(type)
        }
      }),
      { numRuns: 300 },
    )
    // The negative control of the property: it came by what rows do to each other.
    for (const type of [
      'code-twice',
      'position-twice',
      'older-than-parent',
      'unknown-parent',
      'donor-replaced',
    ])
      expect(seen).toContain(type)
  })
})

describe('IMP-16 repairs', () => {
  beforeEach(found)
  const COLUMNS = { code: 0, material: 1 }
  const TABLE = 'barcode,type\nFX11,serum EDTA\nFX12,serum EDTA\nFX13,gold\nFX14,plasma'

  test('of one cell mend one row, and the file’s text can be had back', () => {
    opened(TABLE)
    expect(check(COLUMNS)).toMatchObject({ accepted: 1, rejected: 3 })
    const now = repair({ type: 'cell', line: 4, column: 1, text: 'DNA' })
    expect(now).toMatchObject({ accepted: 2, rejected: 2, repairedCount: 1 })
    expect(now.repaired).toEqual([{ type: 'cell', line: 4, column: 1, was: 'gold', now: 'DNA' }])
    const back = repair({ type: 'cell', line: 4, column: 1, text: null })
    expect(back).toMatchObject({ accepted: 1, rejected: 3, repairedCount: 0 })
    bench.remove()
  })

  test('of a word everywhere mend all its rows at once', () => {
    opened(TABLE)
    expect(check(COLUMNS).words).toEqual([
      { field: 'material', value: 'serum EDTA', rows: 2, line: 2 },
      { field: 'material', value: 'gold', rows: 1, line: 4 },
    ])
    const now = repair({ type: 'everywhere', line: 2, column: 1, text: 'serum' })
    expect(now).toMatchObject({ accepted: 3, rejected: 1 })
    expect(repair({ type: 'as-before', column: 1, was: 'serum EDTA' })).toMatchObject({
      rejected: 3,
    })
    bench.remove()
  })

  test('that leave rows out are counted apart, and only the rest comes in', () => {
    opened(TABLE)
    check(COLUMNS)
    repair({ type: 'everywhere', line: 2, column: 1, text: 'serum' })
    const now = repair({ type: 'leave-out', line: 4, reason: 'Not ours' })
    expect(now).toMatchObject({ rows: 4, accepted: 3, leftOut: 1, rejected: 0 })
    const done = bench.writer.runImport(IMPORT, bench.newId(), IDA)
    expect(done).toMatchObject({ type: 'done', imported: 3 })
    expect(bench.column("SELECT code FROM specimen WHERE code LIKE 'FX1_' ORDER BY code")).toEqual([
      'FX11',
      'FX12',
      'FX14',
    ])
    const list = bench.writer.importRepairs(IMPORT)
    expect(list.ok && list.value.split('\r\n')).toEqual([
      'line,column,was,now,kind',
      ',type,serum EDTA,serum,everywhere',
      '4,,,Not ours,left out',
      '',
    ])
    bench.remove()
  })

  test('are there for whoever comes back to the page', () => {
    opened(TABLE)
    check(COLUMNS)
    const now = repair({ type: 'cell', line: 4, column: 1, text: 'DNA' })
    expect(bench.writer.currentImport()).toMatchObject({ check: now, done: null })
    bench.writer.closeImport(IMPORT)
    expect(bench.writer.currentImport()).toBeNull()
    expect(bench.writer.repairImport(IMPORT, { type: 'take-in', line: 2 })).toMatchObject({
      error: { type: 'Gone' },
    })
    bench.remove()
  })

  test('are no way to record nothing at all', () => {
    opened('barcode,type\nFX11,gold')
    check(COLUMNS)
    expect(repair({ type: 'leave-out', line: 2, reason: 'gold' })).toMatchObject({
      accepted: 0,
      rejected: 0,
    })
    expect(bench.writer.runImport(IMPORT, bench.newId(), IDA)).toMatchObject({ type: 'refused' })
    bench.remove()
  })
})

test('SPE-6 what is taken up again comes from no descendant of its own, however far up that is seen', () => {
  found()
  // As after a merge: another bench made a child of what was undone here.
  const known = createWorld(bench.db)
  const world: World = {
    ...known,
    specimen: (id) => {
      const record = known.specimen(id)
      return record && id === CHILD ? { ...record, parent: T1 } : record
    },
  }
  const read = readTable('barcode,type,parent\nFX1,plasma,FX2\nFX2,plasma,FX8\nFX3,plasma,FX8')
  if (!read.ok) throw new Error(read.error.type)
  const table = read.value
  const repairs = new Repairs(table)
  const mapping = {
    columns: { code: 0, material: 1, parent: 2 },
    study: STUDY,
    tubeType: 'cryotube',
  } as const
  const given = { ...bench.context, table, repairs, mapping, world }
  const check = new Check({ ...given, studyOf: () => null, isReserved: () => false })
  const errors = () => check.result().errors.map(({ line, type }) => `${line} ${type}`)
  expect(errors()).toEqual(['2 own-ancestor'])
  repairs.setCell(1, 2, '')
  check.again([1])
  expect(errors()).toEqual([])
  bench.remove()
})
