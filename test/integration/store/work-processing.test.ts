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

test('PRO-5 the act that made the last child is told as that, and not as the closing of its parent', () => {
  start('aliquot', { closeParent: true, perParent: 1 })
  scan('FX000001')
  scan('FX000011')
  const made = { code: 'FX000011', undoable: true }
  const place = { position: 'A1' }
  expect(bench.reader.recent(1)).toMatchObject([{ ...made, type: 'specimen.stored', place }])
  start('aliquot', { closeParent: true, perParent: 1, box: null })
  scan('FX000002')
  scan('FX000012')
  expect(bench.reader.recent(1)).toMatchObject([{ type: 'specimen.accessioned', code: 'FX000012' }])
  // The control: a tube that was closed by itself is told as closed.
  bench.act('close', { specimen: specimen('FX000012').specimen, why: 'used-up', reason: null })
  expect(bench.reader.recent(1)).toMatchObject([{ type: 'specimen.closed', code: 'FX000012' }])
})

describe('PRO-9 a position that is scanned', () => {
  test('is where the next tube goes, by its name or its label, and the next ones follow it', () => {
    start('aliquot', { perParent: 3 })
    scan('FX000001')
    expect(scan('B3')).toEqual({ type: 'chosen', code: 'B3', what: 'position' })
    expect(session().line).toMatchObject({ wants: 'child', n: 1, position: 'B3' })
    expect(scan('FX000011')).toMatchObject({ row: { detail: { position: 'B3' } } })
    expect(session().line).toMatchObject({ position: 'B4' })
    expect(scan('BX-1/A2')).toMatchObject({ type: 'chosen', code: 'A2' })
    scan('FX000012')
    expect(session().line).toMatchObject({ position: 'A3' })
  })

  test('stays chosen for the next parent, and after an Undo', () => {
    start('aliquot', { perParent: 1 })
    scan('C1')
    scan('FX000001')
    scan('FX000011')
    scan('FX000002')
    expect(session().line).toMatchObject({ code: 'FX000002', position: 'C2' })
    scan('FX000012')
    scan('FK:UNDO')
    expect(session().line).toMatchObject({ code: 'FX000002', position: 'C2' })
  })

  test('and is taken is said, and nothing changes', () => {
    start('aliquot')
    scan('FX000001')
    scan('FX000011')
    expect(scan('A1')).toEqual({ type: 'not-here', code: 'A1', what: 'taken' })
    expect(session().line).toMatchObject({ position: 'A2' })
  })

  test('of another box chooses that box as well, and no place of it counts in the next one', () => {
    bench.box(OTHER_BOX, 'BX-2')
    start('aliquot')
    scan('FX000001')
    expect(scan('BX-2/B1')).toMatchObject({ type: 'chosen', code: 'BX-2/B1' })
    scan('FX000011')
    expect(bench.reader.box(OTHER_BOX)?.positions.find(({ name }) => name === 'B1')?.state).toBe(
      'filled',
    )
    scan('BX-1')
    expect(session().line).toMatchObject({ position: 'A1' })
    const setup = { ...(session().setup as Setup), box: OTHER_BOX }
    scan('B3')
    expect(bench.writer.startWork(setup, 'ida')).toMatchObject({ ok: true })
    expect(session().line).toMatchObject({ position: 'A1' })
  })
})

describe('PRO-10 a part of a pool is let go of alone', () => {
  const parts = () => {
    const { about } = session()
    return about.kind === 'processing' ? about.parts.map(({ code }) => code) : []
  }
  const letGo = (of: string) => bench.writer.letGoWork('processing', of).outcome

  test('the newest by Undo, and no pool that was made before goes with it', () => {
    start('pool', { take: 100_000 })
    for (const code of ['FX000001', 'FX000002', 'FX000011', 'FX000001', 'FX000002']) scan(code)
    expect(session().undo).toEqual({ command: null, code: 'FX000002' })
    expect(scan('FK:UNDO')).toEqual({ type: 'chosen', code: 'FX000002', what: 'part-let-go' })
    expect(parts()).toEqual(['FX000001'])
    scan('FK:UNDO')
    expect(parts()).toEqual([])
    expect(session()).toMatchObject({ line: { wants: 'part', n: 1 }, count: { done: 1 } })
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone', code: 'FX000011' })
    expect(parts()).toEqual(['FX000001', 'FX000002'])
  })

  test('any by its button, whatever came after it, and the pool waits for the others', () => {
    const T4 = testId('7', 60)
    bench.act('accession', specimenData(T4, { code: 'FX000004', material: 'whole-blood' }))
    start('pool', { take: null })
    for (const code of ['FX000001', 'FX000002', 'FX000004']) scan(code)
    expect(letGo(T1)).toEqual({ type: 'chosen', code: 'FX000001', what: 'part-let-go' })
    expect(letGo(T1)).toMatchObject({ type: 'not-here' })
    expect(session().line).toMatchObject({ wants: 'part', n: 3 })
    scan('FX000011')
    const made = bench.column('SELECT parent FROM parentage ORDER BY parent')
    expect(made).toEqual([T2, T4])
  })

  test('the same Undo delivered twice lets go of one', () => {
    start('pool')
    scan('FX000001')
    scan('FX000002')
    const by = bench.by()
    const undo = () => bench.writer.undoWork('processing', by).outcome
    expect(undo()).toEqual(undo())
    expect(parts()).toEqual(['FX000001'])
    expect(bench.writer.undoWork('processing', bench.by()).outcome).toMatchObject({
      code: 'FX000001',
    })
  })
})

describe('PRO-11 a parent that has too little left', () => {
  const begin = () => {
    start('aliquot', { take: 3_000_000, perParent: 3 })
    scan('FX000001')
    scan('FX000011')
    expect(scan('FX000012')).toMatchObject({ type: 'held' })
  }

  test('is ended by Done, out of the hold, and the next one is wanted', () => {
    begin()
    expect(session().ends).toEqual({ code: 'FX000001', what: 'parent' })
    expect(scan('FK:DONE')).toEqual({ type: 'chosen', code: 'FX000001', what: 'parent-done' })
    expect(session()).toMatchObject({ hold: null, line: { wants: 'parent' }, count: { done: 1 } })
    scan('FX000002')
    expect(scan('FX000012')).toMatchObject({ type: 'done', row: { detail: { of: 'FX000002' } } })
  })

  test('holds again and again where only Next is scanned', () => {
    begin()
    scan('FK:NEXT')
    expect(session().line).toMatchObject({ wants: 'child', n: 2, code: 'FX000001' })
    expect(scan('FX000013')).toMatchObject({ type: 'held' })
  })

  test('and of a pool the one part that cannot give is let go of, by Done or by its button', () => {
    bench.act('useQuantity', { specimen: T2, nanolitres: 3_900_000, reason: null })
    start('pool')
    for (const code of ['FX000002', 'FX000001', 'FX000011']) scan(code)
    expect(session().ends).toEqual({ code: 'FX000002', what: 'part' })
    expect(bench.writer.letGoWork('processing', T1).outcome).toMatchObject({ type: 'waits' })
    expect(scan('FK:DONE')).toMatchObject({ what: 'part-let-go', code: 'FX000002' })
    expect(session()).toMatchObject({ hold: null, about: { parts: [{ code: 'FX000001' }] } })
  })
})

test('PRO-12 Done ends nothing of a hold that is not about a parent', () => {
  start('aliquot', { perParent: 3 })
  scan('FX000001')
  scan('FX000011')
  expect(scan('FX000002')).toMatchObject({ type: 'held' })
  expect(session().ends).toBeNull()
  expect(scan('FK:DONE')).toMatchObject({ type: 'waits' })
  scan('FK:NEXT')
  expect(scan('FK:DONE')).toMatchObject({ what: 'parent-done' })
  expect(scan('FK:CANCEL')).toMatchObject({ type: 'not-here' })
  expect(scan('FK:DONE')).toMatchObject({ type: 'finished' })
})
