import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, BOX, NINE, OTHER_BOX, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench()
    .found(['B####', '##########'])
    .box(BOX, 'BX-1')
    .box(OTHER_BOX, 'BX-2', { layout: { ...NINE, scheme: 'numbers' } })
})
afterEach(() => bench.remove())

const resolve = (text: string, box: string | null = null) => bench.reader.resolve(text, box)

describe('POS-6 a code that may be a position', () => {
  test.each([
    ['B0003', BOX],
    ['0000000045', OTHER_BOX],
  ])('%s is a tube where it has the form of one', (code, box) => {
    expect(resolve(code, box)).toMatchObject({ kind: 'unknown', code, fits: true })
  })

  test.each([
    ['B3', BOX, 'B3'],
    ['b3', BOX, 'B3'],
    ['B03', BOX, 'B3'],
    ['45', OTHER_BOX, '45'],
    ['045', OTHER_BOX, '45'],
  ])('%s is a position of the open box', (code, box, position) => {
    expect(resolve(code, box)).toMatchObject({ kind: 'position', place: { position } })
  })

  test.each([
    ['B003', BOX],
    ['B-3', BOX],
    ['0045', OTHER_BOX],
  ])('%s alone is none', (code, box) => {
    expect(resolve(code, box)).toMatchObject({ kind: 'unknown', code, fits: false })
  })

  test('a name with its box is read as before', () => {
    expect(resolve('BX-1/B003')).toMatchObject({ kind: 'position', place: { position: 'B3' } })
  })
})

describe('SPE-2 a code whose accession was undone', () => {
  test('is not known, may be registered, and then is the same specimen', () => {
    bench.act('accession', specimenData(T1, { code: 'LABEL-7' }))
    bench.act('undo', { command: bench.reader.recent(1)[0]!.command })
    expect(resolve('LABEL-7')).toMatchObject({ kind: 'unknown', code: 'LABEL-7', fits: true })
    const again = bench.act('accession', specimenData(T2, { code: 'LABEL-7' }))
    expect(again).toMatchObject({ value: { touched: expect.arrayContaining([`specimen:${T1}`]) } })
    expect(resolve('LABEL-7')).toMatchObject({ kind: 'specimen', specimen: T1 })
  })

  test('in a batch is taken in as a tube', () => {
    bench.act('takeIn', { ...specimenData(T1, { code: 'B0007' }), at: at('A1') })
    bench.act('undo', { command: bench.reader.recent(1)[0]!.command })
    const { study, material, tubeType, collectedAt } = specimenData(T1)
    bench.writer.startIntake({ box: BOX, study, material, tubeType, collectedAt })
    const { outcome, session } = bench.writer.scanInto('B0007', bench.by())
    expect(outcome).toMatchObject({ type: 'stored', position: 'A1' })
    expect(session.rows).toMatchObject([{ specimen: T1 }])
  })
})
