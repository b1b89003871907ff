import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReader, type ReadDb } from '../../../electron/store/open.ts'
import { createReader, type Reader } from '../../../electron/store/reader.ts'
import { at, BOX, IDA, OTHER_BOX, STUDY, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { CommonOrder } from '../../support/store/common-order.ts'
import { planOf, slowSteps, statementsOf } from '../../support/store/plans.ts'
import { badgeOf, TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench
let db: ReadDb
let read: Reader

beforeAll(() => {
  bench = new TestBench().found(['FX########'])
  bench.box(BOX, 'BX-1').box(OTHER_BOX, 'BX-2')
  bench.act('takeIn', { ...specimenData(T1, { donor: 'D-1' }), at: at('A1') })
  bench.act('takeIn', { ...specimenData(T2, { parent: T1 }), at: at('A2') })
  bench.act('checkOut', { specimen: T2, reason: null })
  while (bench.writer.tidy());
  bench.act('takeIn', { ...specimenData(testId('7', 3)), at: at('A3') })
  db = openReader(bench.file)
  read = createReader(db)
})
afterAll(() => {
  db.close()
  bench.remove()
})

const find = (text: string, out = false, after: string | null = null) =>
  read.specimens({ text, out, limit: 50, after })

/** What sorts only what belongs to one thing, or a set that people keep small. */
const ONE_TUBE = 'USE TEMP B-TREE FOR ORDER BY'
const ONE_BOX = 'USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY'
const WHO_IS_OUT = [
  'SCAN tube_claim USING COVERING INDEX tube_claim_out',
  'SCAN tube_claim USING INDEX tube_claim_out',
  'USE TEMP B-TREE FOR count(DISTINCT)',
  'USE TEMP B-TREE FOR DISTINCT',
  ONE_TUBE,
]
/** Only what was undone is in this index. */
const UNDONE = 'SCAN s USING COVERING INDEX specimen_undone'
/** From the newest on, until there are enough. */
const LATEST = 'SCAN c USING INDEX command_done_last'
/** SQLite plans for a row that breaks a reference; it looks for one only where there is one. */
const BROKEN_REFERENCE = 'SCAN command_done'

const QUESTIONS: readonly [name: string, ask: () => unknown, mayDo?: readonly string[]][] = [
  ['what a tube’s code names', () => read.resolve('FX00000001', null)],
  ['what a box’s code names', () => read.resolve('BX-1', null)],
  ['what a badge names', () => read.resolve(badgeOf('Ida'), null)],
  ['what a position’s name names', () => read.resolve('A3', BOX)],
  ['what nothing known names', () => read.resolve('FX00000009', null)],
  ['a box map', () => read.box(BOX), [ONE_BOX]],
  ['the acts that were done last', () => read.recent(20), [LATEST, ONE_TUBE]],
  ['home', () => read.home(), [...WHO_IS_OUT, UNDONE, LATEST]],
  ['what stands on every screen', () => read.about(bench.writer.facts().install)],
  [
    'a specimen with custody and family',
    () => read.specimen(T2),
    [
      ONE_TUBE,
      // The events of one tube and of its label.
      'USE TEMP B-TREE FOR DISTINCT',
      'USE TEMP B-TREE FOR GROUP BY',
      'USE TEMP B-TREE FOR LAST TERM OF ORDER BY',
    ],
  ],
  ['all specimens', () => find(''), [UNDONE]],
  ['all specimens, a later page', () => find('', false, '4096'), [UNDONE]],
  ['a part of a code', () => find('x0000')],
  ['a part of a code, a later page', () => find('x0000', false, '4096')],
  ['the beginning of a code', () => find('fx')],
  ['the beginning of a code, a later page', () => find('fx', false, 'code\u0000FX0\u00001')],
  ['the beginning of an accession', () => find('26', false, 'accession\u000026-1\u00001')],
  ['specimens that are out', () => find('', true), WHO_IS_OUT],
  ['specimens that are out, by a part of a code', () => find('x0000', true), WHO_IS_OUT],
  [
    'storage',
    () => read.storage(),
    ['USE TEMP B-TREE FOR GROUP BY', ONE_TUBE, 'USE TEMP B-TREE FOR LAST TERM OF ORDER BY'],
  ],
  ['where a box stands', () => read.locate(BOX)],
  ['the worklist', () => read.discrepancies(), [ONE_TUBE]],
  ['people', () => read.people()],
  ['studies', () => read.studies()],
  ['what studies say', () => read.studyPlans()],
  ['the last visits of a study', () => read.visits(STUDY, 20), [ONE_TUBE]],
  ['a visit', () => read.visit(STUDY, testId('4', 1))],
  ['what the fields say of a specimen', () => read.fields(T1), [ONE_TUBE]],
]

describe('on a ledger of any size', () => {
  test.each(QUESTIONS)('%s is found by indexes', (_, ask, mayDo = []) => {
    const asked = openReader(bench.file)
    const known = read
    read = createReader(asked)
    const statements = statementsOf(asked, ask)
    const slow = statements.flatMap((sql) =>
      slowSteps(asked, sql)
        .filter((step) => !mayDo.includes(step))
        .map((step) => ({ step, sql })),
    )
    read = known
    asked.close()
    expect(statements.length).toBeGreaterThan(0)
    expect(slow).toEqual([])
  })

  test('a scan, an undo, a page of the service and the outbox read by indexes', () => {
    const other = new TestBench('2')
    const order = new CommonOrder()
    other.writer.join(bench.writer.facts().stream!, 2, 'Bench 2')
    const by = () => bench.by()
    const batch = {
      box: OTHER_BOX,
      study: STUDY,
      material: 'plasma',
      tubeType: 'cryotube',
      collectedAt: null,
    } as const
    // What is prepared already would not be seen: everything is asked over a new connection.
    bench.restart()
    const seen = statementsOf(bench.db, () => {
      bench.writer.startIntake(batch)
      for (let n = 40; n < 44; n++) bench.writer.scanInto(`FX000000${n}`, by())
      bench.writer.undoInto(by())
      bench.act('move', { specimen: T1, at: at('B1') })
      bench.act('checkOut', { specimen: T1, reason: null })
      bench.act('returnTube', { specimen: T1, at: null })
      bench.writer.tidy()
      bench.writer.waiting()
      order.push(bench)
      order.push(other)
      order.pull(bench)
      bench.writer.checkPin(IDA, '1111')
      bench.writer.badge(badgeOf('Ida'))
    })
    expect(seen.length).toBeGreaterThan(40)
    const slow = seen
      .filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(sql))
      .flatMap((sql) =>
        slowSteps(bench.db, sql)
          .filter((step) => ![ONE_TUBE, ONE_BOX, BROKEN_REFERENCE].includes(step))
          .map((step) => ({ step, sql })),
      )
    expect(slow).toEqual([])
    other.remove()
  })

  test('a search that read every code would be seen', () => {
    const like = "SELECT s.id FROM specimen s WHERE s.code LIKE '%0001%' ORDER BY s.donor"
    expect(slowSteps(db, like)).toEqual(['SCAN s', 'USE TEMP B-TREE FOR ORDER BY'])
    expect(planOf(db, like)).toHaveLength(2)
  })

  test('an index that is not there would be missed', () => {
    const copy = new TestBench('3')
    copy.db.exec('DROP INDEX tube_claim_place; DROP INDEX specimen_donor')
    const asked = [
      'SELECT specimen FROM tube_claim WHERE container = ? AND idx = ?',
      'SELECT s.* FROM specimen s WHERE s.donor = ? COLLATE NOCASE ORDER BY s.n DESC',
    ]
    for (const sql of asked) expect(slowSteps(db, sql)).toEqual([])
    expect(asked.map((sql) => slowSteps(copy.db, sql))).toEqual([['SCAN tube_claim'], ['SCAN s']])
    copy.remove()
  })
})
