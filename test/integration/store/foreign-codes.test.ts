import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WorkKind, WorkSetup } from '#shared/domain/batch/setup.ts'
import type { Command } from '#shared/domain/commands.ts'
import { BOX, IDA, MARC, STUDY, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { TestBench, VIA } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

const LUND = { name: 'Biobank Lund', forms: ['LU######'], check: 'none' as const }
const PARCEL = testId('f', 1)
const BUNDLE = testId('b', 9)
const ACCESSION: WorkSetup = {
  ...{ kind: 'accession', study: STUDY, material: 'plasma', tubeType: 'cryotube' },
  ...{ collectedAt: null, donor: null, nanolitres: null, visit: null, planned: null },
}
const RELABEL: WorkSetup = { kind: 'relabel', reason: 'own labels' }

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found(['FX######']).box(BOX, 'BX-1')
})
afterEach(() => bench.remove())

const manage = (command: object) =>
  bench.must(MARC, { id: bench.newId(), via: VIA, ...command } as Command)
const setIssuers = (issuers: readonly object[] = [LUND]) => manage({ type: 'setIssuers', issuers })
const start = (setup: WorkSetup) => bench.writer.startWork(setup, IDA)
const scan = (kind: WorkKind, text: string) => bench.writer.scanWork(kind, text, bench.by()).outcome
const goOn = (kind: WorkKind, id = bench.newId()) =>
  bench.writer.goOnWork(kind, bench.by(id)).outcome
const resolve = (text: string) => bench.reader.resolve(text, null)
const events = () => bench.writer.facts().position
const record = (specimen: string) => bench.reader.specimen(specimen)!
const relabel = (specimen: string, code: string) =>
  bench.act('relabel', { specimen, code, reason: 'own labels' })
/** A tube that came from Lund as `code`, and was known there by `codes` before. */
const arrive = (specimen: string, code: string, codes: readonly string[]) =>
  bench.act('receiveBundle', {
    ...{ study: STUDY, bundle: BUNDLE, bundleHash: '0'.repeat(64), site: testId('5', 2) },
    ...{ siteName: 'Lund', heldBy: 'Ove', dispatchedAt: 1 },
    tubes: [
      {
        ...{ specimen, code, material: 'plasma', tubeType: 'cryotube', collectedAt: null },
        ...{ donor: null, origin: 'primary', nanolitres: null, thaws: 0 },
        ...{ external: testId('7', 900), head: testId('e', 900), codes: [...codes] },
      },
    ],
  })

describe('DIR-7 who else gives out codes', () => {
  test('is a manager’s to say', () => {
    expect(bench.act('setIssuers', { issuers: [LUND] })).toMatchObject({
      error: { type: 'NotAllowed' },
    })
    setIssuers()
    expect(bench.reader.issuers()).toEqual([LUND])
  })

  test('names a free code’s issuer, and not that of one of this site’s', () => {
    expect(resolve('LU000001')).toMatchObject({ kind: 'unknown', issuer: null })
    setIssuers([LUND, { name: 'Everybody', forms: ['*'], check: 'none' }])
    expect(resolve('LU000001')).toMatchObject({ issuer: 'Biobank Lund / Everybody' })
    expect(resolve('FX000001')).toMatchObject({ issuer: null })
    manage({ type: 'setIdentifiers', study: STUDY, forms: ['LU######'], check: 'none' })
    expect(resolve('LU000001')).toMatchObject({ issuer: null })
  })

  test('a code whose check digit does not fit is not one of theirs', () => {
    setIssuers([{ ...LUND, check: 'luhn' }])
    expect(resolve('LU12344')).toMatchObject({ issuer: null })
    setIssuers([{ ...LUND, forms: ['LU#####'], check: 'luhn' }])
    expect(resolve('LU12344')).toMatchObject({ issuer: 'Biobank Lund' })
    expect(resolve('LU12345')).toMatchObject({ issuer: null })
  })
})

describe('WRK-13 a code of another issuer that is not known here', () => {
  beforeEach(() => {
    setIssuers()
    manage({ type: 'setIdentifiers', study: STUDY, forms: ['FX######'], check: 'none' })
    start(ACCESSION)
  })

  test('holds, and is registered with its issuer when a person says so', () => {
    const before = events()
    expect(scan('accession', 'LU000001')).toMatchObject({
      type: 'held',
      hold: { finding: 'foreign', issuer: 'Biobank Lund', label: null, way: 'register' },
    })
    expect(events()).toBe(before)
    const id = bench.newId()
    expect(goOn('accession', id)).toMatchObject({ type: 'done', row: { code: 'LU000001' } })
    // Asked for twice it is one act.
    const after = events()
    expect(goOn('accession', id)).toMatchObject({ type: 'done', row: { code: 'LU000001' } })
    expect(events()).toBe(after)
    const it = resolve('LU000001')
    expect(it).toMatchObject({ kind: 'specimen' })
    expect(it).not.toHaveProperty('issuer')
    const { external } = record((it as { specimen: string }).specimen)
    expect(external).toEqual({ issuer: 'Biobank Lund', codes: ['LU000001'] })
    // The control: a code of this site has no issuer.
    expect(scan('accession', 'FX000001')).toMatchObject({ type: 'done' })
    const own = resolve('FX000001') as { specimen: string }
    expect(record(own.specimen).external).toBeNull()
  })

  test('is put aside by Next, and nothing is written', () => {
    scan('accession', 'LU000001')
    const before = events()
    expect(scan('accession', 'FK:NEXT')).toMatchObject({ type: 'released' })
    expect(goOn('accession')).toMatchObject({ type: 'released' })
    expect(events()).toBe(before)
  })

  test('is parked when a person says so, and is a tube of the batch later, with its issuer', () => {
    scan('accession', 'LU000001')
    const before = events()
    const { outcome } = bench.writer.parkWork('accession')
    expect(outcome).toEqual({ type: 'parked', code: 'LU000001' })
    expect(events()).toBe(before)
    expect(bench.writer.work('accession')).toMatchObject({ hold: null, parked: [{}] })
    bench.writer.resolveWork('accession', 'LU000001', 'tube', bench.by())
    const { specimen } = resolve('LU000001') as { specimen: string }
    expect(record(specimen).external).toMatchObject({ issuer: 'Biobank Lund' })
  })

  test('is gone on with only where it is the one that the person saw', () => {
    scan('accession', 'LU000001')
    bench.writer.releaseWork('accession')
    scan('accession', 'LU000002')
    const seen = (held: string) =>
      bench.writer.goOnWork('accession', { ...bench.by(), held }).outcome
    const before = events()
    expect(seen('LU000001')).toMatchObject({ type: 'waits' })
    expect(events()).toBe(before)
    expect(bench.writer.work('accession')).toMatchObject({ hold: { code: 'LU000002' } })
    expect(seen('LU000002')).toMatchObject({ type: 'done', row: { code: 'LU000002' } })
  })

  test('nothing else is parked that way', () => {
    bench.act('accession', specimenData(T1, { code: 'FX000001' }))
    relabel(T1, 'FX000002')
    scan('accession', 'FX000001')
    expect(bench.writer.parkWork('accession').outcome).toMatchObject({ type: 'waits' })
    expect(bench.writer.work('accession')).toMatchObject({ hold: { finding: 'formerly' } })
  })

  test('is parked like any unknown code where nobody knows the issuer', () => {
    setIssuers([])
    expect(scan('accession', 'LU000001')).toMatchObject({ type: 'parked' })
  })

  test('cannot become the new label of a tube', () => {
    bench.act('accession', specimenData(T1, { code: 'FX000001' }))
    start(RELABEL)
    scan('relabel', 'FX000001')
    const hold = { finding: 'foreign', way: null }
    expect(scan('relabel', 'LU000001')).toMatchObject({ type: 'held', hold })
    expect(goOn('relabel')).toMatchObject({ type: 'waits' })
  })

  test('of a consignment is an item at once, with its issuer', () => {
    const head = { shipment: PARCEL, sender: 'Lund', courier: null, reference: null }
    bench.act('openShipment', { ...head, condition: 'good', celsius: null, note: null })
    start({
      ...{ kind: 'receiving', shipment: PARCEL, study: STUDY, material: 'serum' },
      ...{ tubeType: 'cryotube', collectedAt: null, condition: 'good', damaged: 'Broken' },
    })
    const row = { what: 'received', detail: { issuer: 'Biobank Lund' } }
    expect(scan('receiving', 'LU000001')).toMatchObject({ type: 'done', row })
    const { specimen } = resolve('LU000001') as { specimen: string }
    expect(record(specimen).external).toEqual({ issuer: 'Biobank Lund', codes: ['LU000001'] })
  })
})

describe('WRK-14 a code of another issuer that names a tube here', () => {
  test('holds with the code that the tube has here, and the batch can go on with that', () => {
    bench.act('accession', specimenData(T2, { code: 'FX000002' }))
    arrive(T1, 'LU000009', ['OLD-1'])
    relabel(T1, 'FX000001')
    start(RELABEL)
    for (const code of ['LU000009', 'OLD-1']) {
      expect(resolve(code)).toMatchObject({ specimen: T1, label: 'FX000001', issuer: 'Lund' })
      const hold = { finding: 'foreign', issuer: 'Lund', label: 'FX000001', way: 'tube' }
      expect(scan('relabel', code)).toMatchObject({ type: 'held', hold })
      expect(goOn('relabel')).toMatchObject({ type: 'chosen', code: 'FX000001' })
      scan('relabel', 'FK:CANCEL')
    }
    // The control: by its own label it is taken at once.
    expect(scan('relabel', 'FX000001')).toMatchObject({ type: 'chosen', code: 'FX000001' })
  })

  test('names the tube at once while it carries that label', () => {
    arrive(T1, 'LU000009', [])
    expect(resolve('LU000009')).toEqual({ kind: 'specimen', specimen: T1, code: 'LU000009' })
    expect(record(T1).external).toEqual({ issuer: 'Lund', codes: ['LU000009'] })
  })

  test('goes on to what else is wrong with it', () => {
    arrive(T1, 'LU000009', [])
    relabel(T1, 'FX000001')
    bench.act('quarantine', { specimen: T1, reason: 'leaks' })
    start(RELABEL)
    scan('relabel', 'FX000001')
    scan('relabel', 'FK:CANCEL')
    bench.writer.startWork(
      {
        ...{ kind: 'processing', material: 'dna', tubeType: 'cryotube', perParent: 1 },
        ...{ nanolitres: null, take: null, box: null, closeParent: false },
        processing: {
          ...{ processing: testId('c', 1), kind: 'derivative', at: 1 },
          ...{ frozenAt: null, steps: [] },
        },
      } as unknown as WorkSetup,
      IDA,
    )
    expect(scan('processing', 'LU000009')).toMatchObject({ hold: { finding: 'foreign' } })
    expect(goOn('processing')).toMatchObject({ type: 'held', hold: { finding: 'quarantined' } })
  })

  test('DIR-8 names two where one is bound here and came from elsewhere as well', () => {
    arrive(T1, 'LU000009', ['FX000002'])
    expect(resolve('FX000002')).toMatchObject({ kind: 'specimen', specimen: T1, issuer: 'Lund' })
    bench.act('accession', specimenData(T2, { code: 'FX000002' }))
    expect(resolve('FX000002')).toMatchObject({ kind: 'duplicate', specimens: [T2, T1] })
  })
})

describe('WRK-15 a label of before', () => {
  beforeEach(() => {
    bench.act('accession', specimenData(T1, { code: 'FX000001' }))
    start(RELABEL)
    scan('relabel', 'FX000001')
    scan('relabel', 'FX000077')
  })

  test('is found as such in the same batch, and holds', () => {
    const hold = { finding: 'formerly', label: 'FX000077', issuer: null, way: 'tube' }
    expect(scan('relabel', 'FX000001')).toMatchObject({ type: 'held', hold })
    expect(scan('relabel', 'FX000077')).toMatchObject({ type: 'waits' })
    scan('relabel', 'FK:NEXT')
    // The control: the new label was scanned in this batch.
    expect(scan('relabel', 'FX000077')).toMatchObject({ type: 'warned', finding: 'duplicate' })
  })

  test('is none any more when the new one is taken back', () => {
    scan('relabel', 'FK:UNDO')
    expect(scan('relabel', 'FX000001')).toMatchObject({ type: 'chosen', code: 'FX000001' })
  })
})

describe('WRK-16 all that is parked at once', () => {
  test('is registered by one choice; what cannot be stays parked', () => {
    start(ACCESSION)
    for (const code of ['P-1', 'P-2', 'P-3']) scan('accession', code)
    const id = bench.newId()
    const all = () => bench.writer.resolveAllWork('accession', bench.by(id)).outcome
    expect(all()).toEqual({ type: 'resolved-all', count: 3, left: 0 })
    expect(bench.writer.work('accession')).toMatchObject({ parked: [], count: { done: 3 } })
    const before = events()
    expect(all()).toMatchObject({ count: 0, left: 0 })
    expect(events()).toBe(before)
  })

  test('leaves what was registered elsewhere meanwhile', () => {
    start(ACCESSION)
    for (const code of ['P-1', 'P-2']) scan('accession', code)
    bench.act('accession', specimenData(T1, { code: 'P-2' }))
    const { outcome } = bench.writer.resolveAllWork('accession', bench.by())
    expect(outcome).toEqual({ type: 'resolved-all', count: 1, left: 1 })
    expect(bench.writer.work('accession')).toMatchObject({ parked: [{ code: 'P-2' }] })
  })

  test('is one choice where it is delivered twice: what was left is not made by it', () => {
    start(ACCESSION)
    for (const code of ['P-1', 'P-2']) scan('accession', code)
    const elsewhere = bench.newId()
    bench.act('accession', specimenData(T1, { code: 'P-2' }), elsewhere)
    const id = bench.newId()
    const all = () => bench.writer.resolveAllWork('accession', bench.by(id)).outcome
    expect(all()).toEqual({ type: 'resolved-all', count: 1, left: 1 })
    bench.act('undo', { command: elsewhere })
    expect(all()).toEqual({ type: 'resolved-all', count: 0, left: 1 })
    expect(bench.writer.work('accession')).toMatchObject({ parked: [{ code: 'P-2' }] })
  })
})
