import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { STUDY, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { OTHER_STUDY } from '../../support/domain/tubes.ts'
import { DonorBench } from '../../support/store/donor-bench.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found(['FX######'])
})
afterEach(() => bench.remove())

const SETUP: SetupOf<'accession'> = {
  kind: 'accession',
  study: STUDY,
  material: 'plasma',
  tubeType: 'cryotube',
  collectedAt: null,
  donor: null,
  nanolitres: null,
  visit: null,
  planned: null,
}
const start = (given: Partial<SetupOf<'accession'>> = {}) =>
  bench.writer.startWork({ ...SETUP, ...given }, 'ida')
const scan = (text: string, values?: Record<string, string>) =>
  bench.writer.scanWork('accession', text, { ...bench.by(), values }).outcome
const session = () => bench.writer.work('accession')!
const events = () => bench.writer.facts().position
const specimen = (code: string) => {
  const it = bench.reader.resolve(code, null)
  if (it.kind !== 'specimen') throw new Error(`${code} is ${it.kind}`)
  return bench.reader.specimen(it.specimen)!
}
const manage = (command: object) =>
  bench.must(testId('a', 2), { id: bench.newId(), via: bench.by().via, ...command } as never)

test('STU-3 what a field was given and does not take is not written down with the hold', () => {
  const weight = { key: 'w', label: 'Weight', required: true, unit: 'kg', decimals: 1 }
  const field = { type: 'number', ...weight, min: null, max: null }
  manage({ type: 'setFields', study: STUDY, fields: [field] })
  start()
  const hold = { refusal: { type: 'FieldUnfit', field: 'Weight', value: '…' } }
  expect(scan('FX000001', { w: 'Anna Svensson' })).toMatchObject({ type: 'held', hold })
  const written = bench.db.prepare('SELECT session FROM work').pluck().get()
  expect(written).toContain('FieldUnfit')
  expect(written).not.toContain('Anna')
})

describe('ACC-1 tubes are registered over and over', () => {
  test('one scan a tube, with what was said once', () => {
    start({ material: 'serum', donor: 'D-AAAA-BBBB', nanolitres: 500_000 })
    expect(scan('FX000001')).toMatchObject({ type: 'done', row: { what: 'registered' } })
    expect(scan('FX000002')).toMatchObject({ type: 'done' })
    expect(specimen('FX000002')).toMatchObject({ material: 'serum', nanolitres: 500_000 })
    expect(session()).toMatchObject({ count: { done: 2, of: null }, line: { wants: 'new-tube' } })
  })

  test('other defaults are for the tubes to come, and the batch goes on', () => {
    start()
    scan('FX000001')
    start({ material: 'dna' })
    scan('FX000002')
    expect(session().count.done).toBe(2)
    expect(specimen('FX000001').material).toBe('plasma')
    expect(specimen('FX000002').material).toBe('dna')
  })

  test('a tube that is known is only said, one of another study holds', () => {
    manage({ type: 'createStudy', study: OTHER_STUDY, code: 'OTHER', name: 'Other' })
    bench.act('accession', specimenData(T1, { code: 'FX000001' }))
    bench.act('accession', specimenData(T2, { code: 'FX000002', study: OTHER_STUDY }))
    start()
    const before = events()
    expect(scan('FX000001')).toMatchObject({ type: 'warned', finding: 'fine' })
    expect(scan('FX000002')).toMatchObject({ type: 'held', hold: { finding: 'wrong-study' } })
    expect(scan('FX000003')).toMatchObject({ type: 'waits' })
    expect(scan('FK:NEXT')).toMatchObject({ type: 'released' })
    expect(events()).toBe(before)
  })

  test('FK:PRINT asks for the label of the newest tube that was not taken back', () => {
    start()
    expect(scan('FK:PRINT')).toMatchObject({ type: 'not-here' })
    for (const code of ['FX000001', 'FX000002', 'FK:UNDO']) scan(code)
    expect(scan('FK:PRINT')).toMatchObject({ type: 'chosen', what: 'print', code: 'FX000001' })
  })

  test.each(['FK:DONE', 'FK:CANCEL'])('%s ends the batch, and what is parked keeps it', (code) => {
    start()
    scan('??')
    expect(scan(code)).toMatchObject({ type: 'refused', refusal: { type: 'ParkedCodes' } })
    bench.writer.resolveWork('accession', '??', 'aside', bench.by())
    expect(scan(code)).toMatchObject({ type: 'finished' })
    expect(bench.writer.work('accession')).toBeNull()
  })
})

describe('WRK-9 the codes of the study', () => {
  beforeEach(() => {
    manage({ type: 'createStudy', study: OTHER_STUDY, code: 'OTHER', name: 'Other' })
    manage({ type: 'setIdentifiers', study: STUDY, forms: ['NL#####'], check: 'luhn' })
    manage({ type: 'setIdentifiers', study: OTHER_STUDY, forms: ['OT####'], check: 'none' })
    start()
  })

  test.each([
    ['NL12344', 'done', undefined],
    ['NL12345', 'held', 'check-digit'],
    ['OT1234', 'held', 'wrong-study'],
    ['XX1', 'parked', undefined],
  ])('%s is %s', (code, type, finding) => {
    const outcome = scan(code)
    expect(outcome.type).toBe(type)
    if (outcome.type === 'held') expect(outcome.hold.finding).toBe(finding)
  })

  test('a study without codes of its own takes those of the site, even if another study has the same', () => {
    const third = testId('d', 3)
    manage({ type: 'createStudy', study: third, code: 'THIRD', name: 'Third' })
    manage({ type: 'setIdentifiers', study: OTHER_STUDY, forms: ['FX######'], check: 'none' })
    start({ study: third })
    expect(scan('FX000001')).toMatchObject({ type: 'done' })
    // The control: what only the other study has is of that one.
    expect(scan('NL12344')).toMatchObject({ type: 'held', hold: { finding: 'wrong-study' } })
  })

  test('a form of the site alone is refused where the study has its own, and holds', () => {
    expect(scan('FX000001')).toMatchObject({
      type: 'held',
      hold: { finding: null, refusal: { type: 'WrongForm' } },
    })
  })
})

describe('ACC-3 the fields of the study', () => {
  beforeEach(() => {
    const field = { type: 'number', key: 'ph', label: 'pH', required: true, unit: '1' }
    manage({
      type: 'setFields',
      study: STUDY,
      fields: [{ ...field, decimals: 1, min: 0, max: 14 }],
    })
    start()
  })

  test.each([
    ['missing', {}, 'FieldMissing'],
    ['unfit', { ph: '99' }, 'FieldUnfit'],
  ])('a value that is %s holds, and nothing is registered', (_, values, type) => {
    const before = events()
    expect(scan('FX000001', values)).toMatchObject({ type: 'held', hold: { refusal: { type } } })
    expect(events()).toBe(before)
    expect(bench.reader.resolve('FX000001', null)).toMatchObject({ kind: 'unknown' })
  })

  test('a tube and what is said of it are recorded together, and taken back together', () => {
    bench.remove()
    bench = new DonorBench().found(['FX######'])
    const field = { type: 'text', key: 'kit', label: 'Kit', required: true }
    manage({ type: 'setFields', study: STUDY, fields: [field] })
    start()
    expect(scan('FX000001', { kit: 'K-7' })).toMatchObject({ type: 'done' })
    const { specimen: id } = specimen('FX000001')
    expect(bench.reader.fields(id)?.descriptions).toHaveLength(1)
    // No word of it stands in the session.
    const kept = bench.column<string>(
      'SELECT session FROM work UNION ALL SELECT detail FROM work_row',
    )
    expect(kept.join()).not.toContain('K-7')
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone', code: 'FX000001' })
    expect(bench.reader.resolve('FX000001', null)).toMatchObject({ kind: 'unknown' })
  })

  test('what cannot be sealed takes the registration back with it', () => {
    // This bench has no store of donors' keys.
    const before = events()
    expect(scan('FX000001', { ph: '7.4' })).toMatchObject({
      type: 'held',
      hold: { refusal: { type: 'NoDonorKeys' } },
    })
    expect(events()).toBe(before)
    expect(session()).toMatchObject({ hold: { code: 'FX000001' }, rowCount: 0 })
  })
})

describe('ACC-2, ACC-4, ACC-5 the planned tubes of a visit', () => {
  const VISIT = testId('e', 2)
  const tube = (key: string, material: string, count: number) => ({
    key,
    label: key.toUpperCase(),
    material,
    tubeType: 'cryotube',
    count,
    nanolitres: null,
  })

  beforeEach(() => {
    const tubes = [tube('plasma', 'plasma', 2), tube('serum', 'serum', 1), tube('dna', 'dna', 1)]
    manage({
      type: 'publishProtocol',
      protocol: testId('e', 1),
      study: STUDY,
      name: 'P1',
      replaces: null,
      events: [{ key: 'v1', name: 'Visit 1', day: 0, tubes }],
    })
    bench.act('recordVisit', {
      visit: VISIT,
      study: STUDY,
      protocol: testId('e', 1),
      event: 'v1',
      donor: 'D-AAAA-BBBB',
      visitedAt: bench.clock.now() - 3_600_000,
    })
    start({ visit: VISIT })
  })

  test('the next kind comes by itself, and more than is planned is not registered', () => {
    expect(session()).toMatchObject({
      line: { label: 'PLASMA', n: 1, of: 2 },
      count: { done: 0, of: 4 },
    })
    for (const code of ['FX000001', 'FX000002', 'FX000003', 'FX000004']) scan(code)
    expect(specimen('FX000002').material).toBe('plasma')
    expect(specimen('FX000003').material).toBe('serum')
    expect(specimen('FX000004')).toMatchObject({ material: 'dna', donor: 'D-AAAA-BBBB' })
    expect(session()).toMatchObject({ line: { wants: 'nothing' }, count: { done: 4, of: 4 } })
    const before = events()
    expect(scan('FX000005')).toMatchObject({ type: 'not-here', what: 'visit-full' })
    expect(events()).toBe(before)
  })

  test('ACC-6 a tube that is more than planned for what another bench has registered is recorded, and said', () => {
    // As the other bench’s facts come by the service: nothing of the batch has moved.
    const there = { visit: VISIT, planned: 'plasma', donor: 'D-AAAA-BBBB' }
    bench.act('accession', specimenData(T1, { code: 'FX000101', ...there }))
    expect(scan('FX000001')).toMatchObject({ type: 'done' })
    expect(scan('FX000002')).toMatchObject({ row: { detail: { planned: 'serum' } } })
    bench.act('accession', specimenData(T2, { code: 'FX000102', ...there, planned: 'dna' }))
    const over = { label: 'DNA', n: 2, of: 1 }
    const row = { code: 'FX000003', detail: { material: 'dna', over } }
    expect(scan('FX000003')).toMatchObject({ type: 'done', row })
    expect(specimen('FX000003')).toMatchObject({ material: 'dna' })
    const { about } = session()
    const dna = { key: 'dna', count: 1, there: 2 }
    expect(about).toMatchObject({ planned: [{ there: 2 }, { there: 1 }, dna] })
  })

  test('ACC-6 a visit that the donor had before is found, whoever recorded it', () => {
    const asked = { study: STUDY, event: 'v1', donor: 'D-AAAA-BBBB' }
    expect(bench.reader.visitsAlike({ ...asked, except: VISIT })).toEqual([])
    const again = { study: STUDY, protocol: testId('e', 1), event: 'v1', visitedAt: null }
    bench.act('recordVisit', { ...again, visit: testId('e', 3), donor: 'D-AAAA-BBBB' })
    bench.act('recordVisit', { ...again, visit: testId('e', 4), donor: 'D-CCCC-DDDD' })
    expect(bench.reader.visitsAlike({ ...asked, except: VISIT })).toMatchObject([
      { visit: testId('e', 3), there: 0, planned: 4 },
    ])
    // The controls: another donor and another event have their own.
    expect(bench.reader.visitsAlike({ ...asked, donor: 'D-EEEE-FFFF', except: null })).toEqual([])
    expect(bench.reader.visitsAlike({ ...asked, event: 'v2', except: null })).toEqual([])
  })

  test('Next leaves the rest of a kind for later, and it comes again', () => {
    scan('FX000001')
    expect(scan('FK:NEXT')).toMatchObject({ type: 'chosen', code: 'SERUM', what: 'planned' })
    scan('FX000002')
    scan('FX000003')
    expect(session().line).toMatchObject({ label: 'PLASMA', n: 2, of: 2 })
    expect(scan('FK:NEXT')).toMatchObject({ type: 'not-here' })
  })

  test('after Undo a tube of the kind that was taken back comes next', () => {
    for (const code of ['FX000001', 'FX000002']) scan(code)
    expect(session().line.label).toBe('SERUM')
    expect(scan('FK:UNDO')).toMatchObject({ type: 'undone', code: 'FX000002' })
    expect(session().line).toMatchObject({ label: 'PLASMA', n: 2, of: 2 })
    scan('FX000002')
    expect(session().line.label).toBe('SERUM')
  })
})
