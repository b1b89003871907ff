import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import {
  BOX,
  MARC,
  NINE,
  NOON,
  OTHER_BOX,
  specimenData,
  T1,
  T2,
} from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found(['FX######']).box(BOX, 'BX-1')
  const blood = { material: 'whole-blood', nanolitres: 4_000_000 } as const
  bench.act('accession', specimenData(T1, { code: 'FX000001', ...blood }))
  bench.act('accession', specimenData(T2, { code: 'FX000002', ...blood }))
})
afterEach(() => bench.remove())

function start(kind: 'aliquot' | 'derivative' | 'pool', given: Partial<Setup> = {}): void {
  const started = bench.writer.startWork({ ...setupOf(kind), ...given }, 'ida')
  expect(started).toMatchObject({ ok: true })
}

type Setup = SetupOf<'processing'>

const setupOf = (kind: 'aliquot' | 'derivative' | 'pool'): Setup => ({
  kind: 'processing',
  processing: {
    processing: bench.newId(),
    kind,
    startedAt: null,
    endedAt: null,
    spins: [],
    keptAt: null,
    keptAfter: null,
    method: null,
  },
  material: kind === 'derivative' ? 'plasma' : null,
  tubeType: 'cryotube',
  perParent: 2,
  nanolitres: 500_000,
  take: 500_000,
  box: BOX,
  closeParent: false,
})

const scan = (text: string) => bench.writer.scanWork('processing', text, bench.by()).outcome
const session = () => bench.writer.work('processing')!
const specimen = (code: string) => {
  const it = bench.reader.resolve(code, null)
  if (it.kind !== 'specimen') throw new Error(`${code} is ${it.kind}`)
  return bench.reader.specimen(it.specimen)!
}

test.each([null, 500_000])(
  'DON-2 nothing is made of a parent whose donor withdraws in the middle of a batch, taking %s',
  (take) => {
    const of = testId('7', 50)
    const donor = 'D-AAAA-BBBB'
    bench.act('accession', specimenData(of, { code: 'FX000050', donor, nanolitres: 4_000_000 }))
    start('aliquot', { take })
    scan('FX000050')
    expect(scan('FX000051')).toMatchObject({ type: 'done' })
    const withdrawal = { donor, by: 'donor', wish: 'destroy', reason: null } as const
    const asked = { type: 'withdrawDonor', id: bench.newId(), via: bench.by().via } as const
    bench.must(MARC, { ...asked, ...withdrawal })
    const hold = { refusal: { type: 'ConsentWithdrawn', code: 'FX000050' } }
    expect(scan('FX000052')).toMatchObject({ type: 'held', hold })
  },
)

describe('PRO-1 aliquots', () => {
  test('are made of one parent after the other, each with its own scan, and put into the box', () => {
    start('aliquot')
    expect(scan('FX000001')).toMatchObject({ type: 'chosen', what: 'parent' })
    expect(session().line).toMatchObject({ wants: 'child', n: 1, of: 2, position: 'A1' })
    expect(scan('FX000011')).toMatchObject({ type: 'done', row: { detail: { position: 'A1' } } })
    expect(scan('FX000012')).toMatchObject({ type: 'done' })
    expect(session().line).toMatchObject({ wants: 'parent' })
    expect(specimen('FX000011')).toMatchObject({ origin: 'aliquot', material: 'whole-blood' })
    expect(session().about).toMatchObject({ target: 2 })
  })

  test('PRO-3 what is not there is refused and holds the batch', () => {
    start('aliquot', { take: 4_000_001 })
    scan('FX000001')
    expect(scan('FX000011')).toMatchObject({
      type: 'held',
      hold: { refusal: { type: 'NotEnough', left: 4_000_000 } },
    })
  })

  test('another parent in between is a slip of the hand: it holds', () => {
    start('aliquot')
    scan('FX000001')
    scan('FX000011')
    expect(scan('FX000002')).toMatchObject({ type: 'held', hold: { finding: 'fine' } })
  })

  test('PRO-5 close their parent with the last of them, and Undo opens it again', () => {
    start('aliquot', { closeParent: true })
    scan('FX000001')
    scan('FX000011')
    scan('FX000012')
    expect(scan('FX000001')).toMatchObject({ type: 'held', hold: { finding: 'closed' } })
    scan('FK:NEXT')
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone', code: 'FX000012' })
    expect(session().line).toMatchObject({ wants: 'child', n: 2, code: 'FX000001' })
    expect(scan('FX000013')).toMatchObject({ type: 'done' })
  })
})

test('PRO-4 the first aliquot taken back takes the batch with it, and the next tells it again', () => {
  start('aliquot')
  scan('FX000001')
  scan('FX000011')
  scan('FK:UNDO')
  expect(scan('FX000012')).toMatchObject({ type: 'done' })
  const told = bench.column<string>(
    "SELECT json_extract(body, '$.type') FROM event WHERE body LIKE '%processing.%'",
  )
  expect(told.filter((type) => type.startsWith('processing.'))).toEqual([
    'processing.recorded',
    'processing.undone',
    'processing.recorded',
  ])
})

test('PRO-4 the batch goes with the last aliquot that is left, not only with the first', () => {
  start('aliquot')
  scan('FX000001')
  scan('FX000011')
  scan('FX000012')
  const { rows } = session()
  const undo = (n: number) => bench.act('undo', { command: rows[n]!.command })
  const gone = () =>
    bench.column("SELECT 1 FROM event WHERE json_extract(body, '$.type') = 'processing.undone'")
  expect(undo(1)).toMatchObject({ ok: true })
  expect(gone()).toEqual([])
  expect(undo(0)).toMatchObject({ ok: true })
  expect(gone()).toEqual([1])
})

test('PRO-6 a batch whose times cannot be does not begin', () => {
  const { processing } = setupOf('aliquot')
  const times = { startedAt: NOON, endedAt: NOON - 1 }
  const begin = (some: Partial<Setup['processing']>) =>
    bench.writer.startWork({ ...setupOf('aliquot'), processing: { ...processing, ...some } }, 'ida')
  expect(begin(times)).toMatchObject({
    ok: false,
    error: { type: 'TimesCross', how: 'ended-before-started' },
  })
  expect(bench.writer.work('processing')).toBeNull()
  expect(begin({ ...times, endedAt: NOON })).toMatchObject({ ok: true })
})

describe('a box', () => {
  test('that is scanned is where the next tubes go', () => {
    bench.box(OTHER_BOX, 'BX-2')
    start('aliquot')
    expect(scan('BX-2')).toEqual({ type: 'chosen', code: 'BX-2', what: 'box' })
    scan('FX000001')
    expect(scan('FX000011')).toMatchObject({ row: { detail: { position: 'A1' } } })
    expect(bench.reader.box(OTHER_BOX)?.taken).toBe(1)
  })

  test('that is full takes no more, and nothing is made of the parent', () => {
    bench.box(OTHER_BOX, 'BX-2', { layout: { ...NINE, rows: 1, columns: 1 } })
    start('aliquot', { box: OTHER_BOX })
    scan('FX000001')
    expect(scan('FX000011')).toMatchObject({ type: 'done' })
    expect(scan('FX000012')).toEqual({ type: 'not-here', code: 'FX000012', what: 'box-full' })
    expect(session().count.done).toBe(1)
    expect(bench.reader.resolve('FX000012', null).kind).toBe('unknown')
  })
})

test('a pool holds what its parts gave, where nobody measured it otherwise', () => {
  start('pool', { nanolitres: null, take: 200_000 })
  scan('FX000001')
  scan('FX000002')
  scan('FX000011')
  expect(specimen('FX000011').nanolitres).toBe(400_000)
})

test('a pool that is taken back is open again with its parts', () => {
  start('pool')
  scan('FX000001')
  scan('FX000002')
  scan('FX000011')
  scan('FK:UNDO')
  expect(session().about).toMatchObject({
    parts: [{ code: 'FX000001' }, { code: 'FX000002' }],
  })
  expect(scan('FX000012')).toMatchObject({ type: 'done' })
})

test('PRO-2 a pool is made of its parts, and names them all', () => {
  start('pool')
  expect(scan('FX000001')).toMatchObject({ type: 'chosen', what: 'part' })
  expect(scan('FX000001')).toMatchObject({ type: 'warned', finding: 'duplicate' })
  expect(scan('FX000011')).toMatchObject({ type: 'warned', finding: 'new' })
  scan('FX000002')
  expect(scan('FX000011')).toMatchObject({ type: 'done' })
  expect(specimen('FX000011').origin).toBe('pool')
  expect(bench.column('SELECT parent FROM parentage ORDER BY parent')).toEqual([T1, T2])
})

test('derivatives are of another material, and remember their batch', () => {
  start('derivative')
  scan('FX000001')
  scan('FX000011')
  expect(specimen('FX000011')).toMatchObject({ origin: 'derivative', material: 'plasma' })
})

test('PRO-8 a parent that left meanwhile gives nothing more', () => {
  start('aliquot', { take: null })
  scan('FX000001')
  bench.act('dispatch', { specimens: [T1], bundle: bench.newId(), to: 'Uppsala' })
  expect(scan('FX000011')).toMatchObject({ type: 'held', hold: { refusal: { type: 'NotStored' } } })
})

test('WRK-12 what begins as a command is no tube, and what was chosen is let go of by Cancel', () => {
  start('pool')
  scan('FX000001')
  expect(scan('FK:WHAT')).toMatchObject({ type: 'not-here', what: 'command' })
  expect(session().parked).toEqual([])
  expect(scan('FK:CANCEL')).toMatchObject({ type: 'chosen', what: 'parts-let-go' })
  expect(scan('FK:CANCEL')).toMatchObject({ type: 'not-here' })
})
