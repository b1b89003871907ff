import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, BOX, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'

const GS = '\u001d'
const ITEM = '0109506000134352'
const LABEL = `${ITEM}10LOT${GS}21A`

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found([]).box(BOX, 'BX-1')
})
afterEach(() => bench.remove())

const resolve = (text: string) => bench.reader.resolve(text, null)
const register = (specimen: string, code: string) =>
  bench.act('accession', specimenData(specimen, { code }))

describe('IDY-2 a code in another spelling', () => {
  test.each([
    `${GS}${LABEL}`,
    `${LABEL}${GS}`,
    `]C1${LABEL}`,
    `]d2${LABEL}`,
    '(01)09506000134352(10)LOT(21)A',
    '(01) 0950 6000 1343 52 (10) LOT (21) A',
  ])('%j names the tube, under the code that was bound', (text) => {
    register(T1, LABEL)
    expect(resolve(text)).toMatchObject({ kind: 'specimen', specimen: T1, code: LABEL })
  })

  test('finds what was bound with brackets by the symbol too', () => {
    register(T1, '(01)09506000134352(10)LOT(21)A')
    expect(resolve(LABEL)).toMatchObject({ kind: 'specimen', specimen: T1 })
  })

  test('of a donation is found as it is typed', () => {
    register(T1, '=G12349865432100')
    expect(resolve('G1234 98 654321 H')).toMatchObject({ kind: 'specimen', specimen: T1 })
    expect(resolve('G1234 98 654321 K')).toMatchObject({ kind: 'unknown' })
  })

  test('names what was taken into a box, so that a batch finds it there', () => {
    bench.act('takeIn', { ...specimenData(T1, { code: LABEL }), at: at('A1') })
    expect(resolve(`]d2${LABEL}`)).toMatchObject({ kind: 'specimen', specimen: T1, code: LABEL })
  })
})

describe('IDY-3 nothing is guessed', () => {
  test('where the separators were dropped and another reading is left', () => {
    register(T1, LABEL)
    expect(resolve(LABEL.replace(GS, ''))).toMatchObject({ kind: 'unknown' })
  })

  test('between other containers of one donation', () => {
    register(T1, '=G12349865432101')
    expect(resolve('=G12349865432102')).toMatchObject({ kind: 'unknown' })
    expect(resolve('G1234 98 654321 H')).toMatchObject({ kind: 'unknown' })
  })

  test('between two tubes that were bound in two spellings: each code is its own, a third is of either', () => {
    register(T1, LABEL)
    register(T2, `]d2${LABEL}`)
    expect(resolve(LABEL)).toMatchObject({ kind: 'specimen', specimen: T1 })
    expect(resolve(`]d2${LABEL}`)).toMatchObject({ kind: 'specimen', specimen: T2 })
    expect(resolve(`]C1${LABEL}`)).toMatchObject({ kind: 'duplicate', specimens: [T1, T2] })
  })
})

describe('IDY-1 a plain code', () => {
  test('is found by itself alone', () => {
    register(T1, 'FX05653780')
    expect(resolve('FX05653780')).toMatchObject({ kind: 'specimen', code: 'FX05653780' })
    expect(resolve('fx05653780')).toMatchObject({ kind: 'unknown' })
  })
})

describe('IDY-1 a plain code that begins like an element string', () => {
  test.each(['(21)A17', `${GS}21A17`, ']C121A17'])('is not what %j names', (text) => {
    register(T1, '21A17')
    expect(resolve(text)).toMatchObject({ kind: 'unknown' })
    expect(resolve('21A17')).toMatchObject({ kind: 'specimen', specimen: T1 })
  })
})

describe('IDY-5 a code that looks like one in use', () => {
  test('is told beside it', () => {
    register(T1, 'FX0565378O')
    register(T2, '7')
    expect(bench.reader.alike('FX05653780')).toEqual(['FX0565378O'])
    expect(bench.reader.alike('fx0565378o')).toEqual(['FX0565378O'])
    expect(bench.reader.alike('FХ0565378O')).toEqual(['FX0565378O'])
    expect(bench.reader.alike('FX05653781')).toEqual([])
    expect(bench.reader.alike('FX0565378O')).toEqual([])
  })

  test('is told of dropped separators, which name nothing by themselves', () => {
    register(T1, LABEL.replace(GS, ''))
    expect(bench.reader.alike(LABEL)).toEqual([LABEL.replace(GS, '')])
  })
})
