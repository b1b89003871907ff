import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BOX, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found(['FX######']).box(BOX, 'BX-1')
  bench.act('accession', specimenData(T1, { code: 'FX000001' }))
  bench.writer.startWork({ kind: 'relabel', reason: 'pre-printed tubes' }, 'ida')
})
afterEach(() => bench.remove())

const scan = (text: string) => bench.writer.scanWork('relabel', text, bench.by()).outcome
const session = () => bench.writer.work('relabel')!
const events = () => bench.writer.facts().position

describe('WRK-8 a batch of new labels', () => {
  test('takes the tube, then its new code, and is ready for the next', () => {
    expect(session().line).toMatchObject({ wants: 'tube' })
    expect(scan('FX000001')).toMatchObject({ type: 'chosen' })
    expect(session().line).toMatchObject({ wants: 'new-code', code: 'FX000001' })
    expect(scan('0232021993')).toMatchObject({ type: 'done', row: { code: '0232021993' } })
    expect(session()).toMatchObject({ line: { wants: 'tube' }, count: { done: 1 } })
  })

  test('is there again after a crash, with what was chosen', () => {
    scan('FX000001')
    bench.restart()
    expect(session()).toMatchObject({ restored: true, line: { code: 'FX000001' } })
  })

  test('Undo takes the new code back', () => {
    scan('FX000001')
    scan('0232021993')
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone', code: '0232021993' })
    expect(bench.reader.resolve('FX000001', null)).toMatchObject({ kind: 'specimen' })
    expect(session().count.done).toBe(0)
  })
})

describe('WRK-3 a hold', () => {
  test('writes nothing and takes nothing until Next', () => {
    bench.act('accession', specimenData(T2, { code: 'FX000002' }))
    scan('FX000001')
    const before = events()
    expect(scan('FX000002')).toMatchObject({ type: 'warned', finding: 'fine' })
    expect(events()).toBe(before)
  })
})
