import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { readRackText } from '#shared/scan/rack/file.ts'
import type { RackTube } from '#shared/scan/rack/read.ts'
import { BOX, NINE, OTHER_BOX, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'

const PARENTS = ['FX000001', 'FX000002']

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found(['FX######'])
  bench.box(BOX, 'BX-1').box(OTHER_BOX, 'RK-77', { layout: { ...NINE, rows: 8, columns: 12 } })
  const blood = { material: 'whole-blood', nanolitres: 1_000_000 } as const
  bench.act('accession', specimenData(T1, { code: 'FX000001', ...blood }))
  bench.act('accession', specimenData(T2, { code: 'FX000002', ...blood }))
})
afterEach(() => bench.remove())

type Setup = SetupOf<'processing'>

const batch = (kind: 'aliquot' | 'pool' = 'aliquot'): Setup['processing'] => ({
  processing: bench.newId(),
  kind,
  startedAt: null,
  endedAt: null,
  spins: [],
  keptAt: null,
  keptAfter: null,
  method: null,
})

function start(given: Partial<Setup> = {}): void {
  const setup: Setup = {
    kind: 'processing',
    processing: batch(),
    material: null,
    tubeType: 'cryotube',
    perParent: 2,
    nanolitres: 300_000,
    take: 300_000,
    box: BOX,
    closeParent: false,
    ...given,
  }
  expect(bench.writer.startWork(setup, 'ida')).toMatchObject({ ok: true })
}

const FILE = 'A1,FX000011\nA2,FX000012\nA3,FX000013\nA4,FX000014'

const asked = (file: string, parents: readonly string[] = PARENTS) => {
  const read = readRackText(file)
  if (!read.ok) throw new Error(read.error.type)
  return { parents, box: null, ...read.value }
}
const check = (file: string, parents?: readonly string[]) =>
  bench.writer.checkRack(asked(file, parents), bench.by())!
const bind = (file: string, parents?: readonly string[], by = bench.by()) =>
  bench.writer.bindRack(asked(file, parents), by)
const events = (): number => bench.column<number>('SELECT count(*) FROM event')[0]!
const found = (file: string, parents?: readonly string[]) =>
  check(file, parents).tubes.map(({ finding }) => finding)
const specimen = (code: string) => {
  const it = bench.reader.resolve(code, null)
  if (it.kind !== 'specimen') throw new Error(`${code} is ${it.kind}`)
  return bench.reader.specimen(it.specimen)!
}

describe('PRO-7 the tubes of a whole rack', () => {
  test('are shown with their parents first, and nothing is written', () => {
    start()
    const before = events()
    expect(check(FILE)).toMatchObject({
      box: { code: 'BX-1' },
      isRackKnown: false,
      wanted: 4,
      mayBind: true,
      tubes: [
        { position: 'A1', parent: 'FX000001', finding: null },
        { position: 'A2', parent: 'FX000001' },
        { position: 'A3', parent: 'FX000002' },
        { position: 'A4', parent: 'FX000002' },
      ],
    })
    expect(events()).toBe(before)
    expect(bench.reader.resolve('FX000011', null).kind).toBe('unknown')
  })

  test('are made in one act, in their positions, and taken back in one', () => {
    start()
    const { outcome, session } = bind(FILE)
    expect(outcome).toMatchObject({ type: 'bound', count: 4 })
    expect(session?.count.done).toBe(4)
    expect(specimen('FX000013')).toMatchObject({ origin: 'aliquot', material: 'whole-blood' })
    expect(bench.reader.box(BOX)?.positions[2]?.tubes).toMatchObject([{ code: 'FX000013' }])
    expect(bench.column("SELECT count(*) FROM command_done WHERE type = 'makeChildren'")).toEqual([
      1,
    ])

    const undone = bench.writer.undoWork('processing', bench.by())
    expect(undone).toMatchObject({ outcome: { type: 'undone' }, session: { count: { done: 0 } } })
    expect(bench.reader.box(BOX)?.taken).toBe(0)
    expect(undone.session?.undo).toBeNull()
  })

  test('are made once, however often it is asked for under one id', () => {
    start()
    const by = bench.by()
    bind(FILE, PARENTS, by)
    expect(bind(FILE, PARENTS, by).outcome).toMatchObject({ type: 'bound', count: 4 })
    expect(bench.writer.work('processing')?.count.done).toBe(4)
  })

  test('go into the box whose code the file names, whichever was chosen', () => {
    start()
    const named = FILE.replace(/^/gm, 'RK-77,')
    expect(check(named)).toMatchObject({ box: { code: 'RK-77' }, isRackKnown: true })
    bind(named)
    expect(bench.reader.box(OTHER_BOX)?.taken).toBe(4)
    expect(bench.reader.box(BOX)?.taken).toBe(0)
  })

  test('go into a box that was scanned for them, where the file names none', () => {
    start()
    const view = bench.writer.checkRack({ ...asked(FILE), box: OTHER_BOX }, bench.by())
    expect(view).toMatchObject({ box: { code: 'RK-77' }, isRackKnown: false, mayBind: true })
  })

  test('follow the order in which the box is filled, whatever that of the file is', () => {
    start()
    const back = FILE.split('\n').toReversed().join('\n')
    expect(check(back).tubes.map(({ code }) => code)).toEqual(
      check(FILE).tubes.map(({ code }) => code),
    )
  })

  test('are not more than their parents hold: the whole rack is refused', () => {
    start({ take: 500_001 })
    const before = events()
    expect(check(FILE)).toMatchObject({
      mayBind: false,
      refusal: { type: 'NotEnough', code: 'FX000001', asked: 1_000_002 },
    })
    expect(bind(FILE).outcome).toMatchObject({ type: 'refused', refusal: { type: 'NotEnough' } })
    expect(events()).toBe(before)
  })

  test('PRO-5 close their parents when all of them were read, and only then', () => {
    start({ closeParent: true })
    bind(FILE.replace('FX000014', 'NO READ'))
    expect(bench.reader.specimen(T1)?.closed).not.toBeNull()
    expect(bench.reader.specimen(T2)?.closed).toBeNull()
  })

  test('wait while the batch is on hold', () => {
    start()
    bench.writer.scanWork('processing', 'FX000001', bench.by())
    bench.writer.scanWork('processing', 'FX000011', bench.by())
    bench.writer.scanWork('processing', 'FX000002', bench.by())
    expect(bind(FILE).outcome).toMatchObject({ type: 'waits' })
  })
})

describe('what is found in a rack', () => {
  beforeEach(() => start())

  test('a tube that was not read keeps its place in the order, and is left for a hand', () => {
    const file = FILE.replace('FX000012', 'NO READ')
    expect(check(file)).toMatchObject({ mayBind: true })
    expect(found(file)).toEqual([null, 'no-read', null, null])
    expect(bind(file).outcome).toMatchObject({ count: 3 })
    const row = bench.writer.work('processing')!.rows.find(({ code }) => code === 'FX000013')
    expect(row).toMatchObject({ detail: { of: 'FX000002', position: 'A3' } })
    expect(bench.column('SELECT count(*) FROM specimen WHERE parent = ?', T2)).toEqual([2])
  })

  test.each([
    ['a code twice', FILE.replace('FX000012', 'FX000011'), [null, 'twice', null, null]],
    ['a position twice', FILE.replace('A2', 'A1'), [null, 'twice', null, null]],
    ['a position that the box has not', FILE.replace('A4', 'Z9'), [null, null, null, 'position']],
    ['a tube that is known', FILE.replace('FX000013', 'FX000002'), [null, null, 'known', null]],
    ['one tube too many', `${FILE}\nA5,FX000015`, [null, null, null, null, 'surplus']],
  ] as const)('%s stands in the way', (_, file, findings) => {
    const before = events()
    expect(found(file)).toEqual(findings)
    expect(check(file).mayBind).toBe(false)
    expect(bind(file).outcome).toMatchObject({ type: 'not-here', what: 'rack' })
    expect(events()).toBe(before)
  })

  test('a place that is taken stands in the way', () => {
    const there: RackTube = { position: 'A1', code: 'FX000021' }
    bind(`${there.position},${there.code}\nA2,FX000022\nA3,FX000023\nA4,FX000024`)
    expect(found(FILE)).toEqual(['taken', 'taken', 'taken', 'taken'])
  })

  test('fewer tubes than the parents are to have stand in the way', () => {
    expect(check(FILE.split('\n').slice(0, 3).join('\n'))).toMatchObject({
      wanted: 4,
      mayBind: false,
    })
  })

  test('a code of no form that is used here is said, and in nobody’s way', () => {
    const file = FILE.replace('FX000011', 'AB10000001')
    expect(found(file)).toEqual(['form', null, null, null])
    expect(bind(file).outcome).toMatchObject({ type: 'bound', count: 4 })
    expect(specimen('AB10000001').origin).toBe('aliquot')
  })

  test('a parent that is closed stands in the way', () => {
    bench.act('close', { specimen: T2, why: 'used-up', reason: null })
    expect(check(FILE)).toMatchObject({
      mayBind: false,
      parents: [{ finding: null }, { finding: 'closed' }],
    })
  })

  test('without a box nothing is bound', () => {
    start({ box: null })
    expect(check(FILE)).toMatchObject({ box: null, mayBind: false })
  })
})

test('a pool has no rack', () => {
  start({ processing: batch('pool') })
  expect(bench.writer.checkRack(asked(FILE), bench.by())).toBeNull()
  expect(bind(FILE).outcome).toMatchObject({ type: 'not-here' })
})
