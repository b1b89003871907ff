import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RescanView } from '#shared/contract/rescan.ts'
import { at, BOX, codeOf, OTHER_BOX, specimenData, T1, T2, T3 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found().box(BOX, 'BX-1').box(OTHER_BOX, 'BX-2')
  bench.act('takeIn', { ...specimenData(T1), at: at('A1') })
  bench.act('takeIn', { ...specimenData(T2), at: at('B2', OTHER_BOX) })
  bench.act('accession', specimenData(T3))
})
afterEach(() => bench.remove())

const tube = (position: string, code: string | null) => ({ position, code })
const compare = (...tubes: ReturnType<typeof tube>[]): RescanView =>
  bench.reader.compareBox(BOX, tubes)!

const findings = (view: RescanView) =>
  view.cells
    .filter(({ finding }) => finding !== 'empty')
    .map(({ name, finding, from }) => [name, finding, from && `${from.box}/${from.position}`])

/** All that a reading offers, confirmed. */
const confirm = (view: RescanView) =>
  bench.act('rescanBox', {
    container: BOX,
    rescan: testId('9', 1),
    source: 'file',
    rack: 'BX-1',
    seen: [...view.seen],
    repairs: view.cells.flatMap(({ index, specimen, repair, from }) =>
      specimen && repair ? [{ index, specimen, repair, from: from?.at ?? null }] : [],
    ),
    missed: view.cells.flatMap(({ recorded }) =>
      recorded.flatMap(({ specimen, isMissing }) => (isMissing ? [specimen] : [])),
    ),
  })

test('RSC-1 a read box against the record, with the names of positions as scanners write them', () => {
  const view = compare(
    tube('A01', codeOf(T2)),
    tube('a2', codeOf(T3)),
    tube('A-3', 'NOBODY'),
    tube('A4', null),
  )
  expect(findings(view)).toEqual([
    ['A1', 'moved', 'BX-2/B2'],
    ['A2', 'new', null],
    ['A3', 'unknown', null],
    ['A4', 'no-read', null],
  ])
  expect(view).toMatchObject({ worst: 'unknown', beyond: [], doubled: [], box: { code: 'BX-1' } })
  expect(view.cells[0]!.recorded).toMatchObject([{ code: codeOf(T1), isMissing: true }])
})

test('RSC-3 looking writes nothing; what is confirmed is one act, after which the box is as it was read', () => {
  const before = bench.reader.recent(1)[0]!.command
  const tubes = [tube('A1', codeOf(T2)), tube('A2', codeOf(T3))]
  const view = compare(...tubes)
  expect(bench.reader.recent(1)[0]!.command).toBe(before)
  expect(confirm(view)).toMatchObject({ ok: true })
  expect(findings(compare(...tubes)).map(([, finding]) => finding)).toEqual(['filled', 'filled'])
  expect(bench.reader.box(OTHER_BOX)).toMatchObject({ taken: 0 })
  expect(bench.reader.box(BOX)).toMatchObject({ taken: 2 })
})

test('RSC-5 a tube that was put elsewhere after the person had looked stays where it was put', () => {
  const view = compare(tube('A2', codeOf(T2)))
  bench.act('move', { specimen: T2, at: at('C3', OTHER_BOX) })
  expect(confirm(view)).toMatchObject({ ok: false, error: { type: 'RescanOvertaken' } })
  expect(bench.reader.specimen(T2)).toMatchObject({ places: [{ box: 'BX-2', position: 'C3' }] })
  // The control: looked at once more, it is as it was read.
  expect(confirm(compare(tube('A2', codeOf(T2))))).toMatchObject({ ok: true })
})

test('RSC-7 a missing tube is listed with its place and time until it is stored', () => {
  confirm(compare())
  expect(bench.reader.missingTubes()).toMatchObject([
    { specimen: T1, code: codeOf(T1), from: { box: 'BX-1', position: 'A1' } },
  ])
  expect(bench.reader.specimen(T1)).toMatchObject({ state: 'missing', places: [] })
  expect(bench.reader.missingTubes()[0]!.by).toBe('Ida')
  expect(bench.reader.home()).toMatchObject({ missing: 1 })
  const missing = () => bench.reader.specimens({ text: '', missing: true, limit: 9, after: null })
  expect(missing().rows).toMatchObject([{ specimen: T1, state: 'missing', place: null }])
  bench.act('store', { specimen: T1, at: at('C3') })
  expect(bench.reader.missingTubes()).toEqual([])
  expect(bench.reader.home()).toMatchObject({ missing: 0 })
  expect(missing().rows).toEqual([])
})

test('RSC-3 the box says when it was read, by whom and how, and what came of it', () => {
  expect(bench.reader.rescanHistory(BOX)).toEqual([])
  confirm(compare(tube('A1', codeOf(T2)), tube('A2', null)))
  expect(bench.reader.rescanHistory(BOX)).toMatchObject([
    { source: 'file', tubes: 2, unread: 1, changes: 2, actor: 'Ida', rescan: testId('9', 1) },
  ])
  expect(bench.reader.rescanHistory(OTHER_BOX)).toEqual([])
  expect(bench.reader.recent(1)).toMatchObject([{ type: 'box.rescanned', code: 'BX-1' }])
})

test('a position that the box does not have, and two tubes at one, are said', () => {
  const view = compare(tube('A10', 'X-1'), tube('B1', 'X-2'), tube('B01', 'X-3'))
  expect(view).toMatchObject({ beyond: [{ position: 'A10', code: 'X-1' }], doubled: ['B1'] })
  // Which of the two is there nobody can say.
  expect(findings(view)).toContainEqual(['B1', 'no-read', null])
})

test('what is no box is none', () => {
  expect(bench.reader.compareBox(T1, [])).toBeNull()
})

test('IDY-2 a tube whose code is bound in another spelling stands where it is, and twice is twice', () => {
  const [bound, read] = ['(01)09506000134352(21)A7', '010950600013435221A7']
  bench.act('store', { specimen: T3, at: at('C3') })
  bench.act('relabel', { specimen: T3, code: bound, reason: 'worn' })
  const view = compare(tube('A1', codeOf(T1)), tube('C3', read))
  expect(findings(view)).toEqual([
    ['A1', 'filled', null],
    ['C3', 'filled', null],
  ])
  expect(confirm(view)).toMatchObject({ ok: true })
  expect(bench.reader.missingTubes()).toEqual([])
  expect(findings(compare(tube('A1', read), tube('C3', bound)))).toContainEqual([
    'C3',
    'duplicate',
    null,
  ])
})
