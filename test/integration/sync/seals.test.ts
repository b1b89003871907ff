import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Seal } from '#shared/ledger/seal.ts'
import { exportLedger } from '../../../electron/store/export/export.ts'
import { verifyExport } from '../../../electron/store/verify/export-file.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import type { Fetch } from '../../../electron/sync/ports.ts'
import { at, BOX, specimenData, T1, T2 } from '../../support/domain/facts.ts'
import { audit } from '../../support/ledger/auditor.ts'
import { derivedOf } from '../../support/store/derived.ts'
import { LinedBench } from '../../support/sync/lined-bench.ts'
import { someKey } from '../../support/sync/seals.ts'
import { TestService } from '../../support/sync/service.ts'

const KEY_B = someKey()
let service: TestService
let a: LinedBench
let b: LinedBench

beforeEach(async () => {
  service = await new TestService().start()
  a = new LinedBench('1', someKey())
  a.found().box(BOX, 'BX-1')
  b = new LinedBench('2', KEY_B)
  await a.enrol(service)
})
afterEach(async () => {
  for (const bench of [a, b]) bench.remove()
  await service.remove()
})

const takeIn = (bench: LinedBench, specimen: string, name: string) =>
  expect(bench.act('takeIn', { ...specimenData(specimen), at: at(name) }).ok).toBe(true)

/** What a line does to every seal that passes: null leaves it out, as a side does that knows none. */
const line =
  (change: (seal: Seal) => Seal | null): Fetch =>
  async (url, init) => {
    const through = (text: string) =>
      JSON.stringify(JSON.parse(text), (name, value) =>
        name === 'seal' ? (change(value as Seal) ?? undefined) : value,
      )
    const answer = await fetch(url, { ...init, body: through(String(init.body)) })
    return new Response(through(await answer.text()), answer)
  }
const spoil = line((seal) => ({ ...seal, at: seal.at + 1 }))

const sealedAt = (bench: LinedBench, chain: string) =>
  verifyFull(bench.db)!.chains.find(({ name }) => name === chain)?.sealed ?? null

test('what one bench has sealed its colleagues can prove, and so can an auditor of their exports', async () => {
  takeIn(a, T1, 'A1')
  await a.sync()
  await b.enrol(service)
  await b.sync()
  const { chain } = a.writer.facts()
  const { seq, key } = sealedAt(a, chain!)!
  expect(sealedAt(b, chain!)).toMatchObject({ seq, key })
  expect(verifyFull(b.db)!.findings).toEqual([])
  const file = join(b.folder, 'ledger.jsonl')
  exportLedger(b.readDb, file, { now: 1, anchor: null, signer: KEY_B })
  const report = verifyExport(file)!
  expect(report.findings).toEqual([])
  expect(report.chains.find(({ name }) => name === chain)?.sealed).toMatchObject({ seq, key })
  expect(audit(file)).toMatchObject({ code: 0, sound: true })
})

describe('a side that knows no seals', () => {
  test('understands one that does, and the other way round', async () => {
    a.line = b.line = line(() => null)
    takeIn(a, T1, 'A1')
    await a.sync()
    await b.enrol(service)
    for (const bench of [b, a]) await bench.sync()
    const { chain } = a.writer.facts()
    expect(sealedAt(b, chain!)).toBeNull()
    a.line = fetch
    takeIn(a, T2, 'A2')
    for (const bench of [a, b]) await bench.sync()
    expect(sealedAt(b, chain!)).toBeNull()
    b.line = fetch
    takeIn(a, specimen(3), 'A3')
    for (const bench of [a, b, a]) await bench.sync()
    expect(sealedAt(b, chain!)).toMatchObject({ seq: sealedAt(a, chain!)!.seq })
    for (const bench of [a, b]) expect(verifyFull(bench.db)!.findings).toEqual([])
    expect(derivedOf(b.db)).toEqual(derivedOf(a.db))
  })

  const specimen = (n: number) => T1.replace(/1$/, String(n))
})

describe('a seal that was spoilt on its way', () => {
  test('to the service holds the push, not the bench and not the pull', async () => {
    await a.sync()
    await b.enrol(service)
    await b.sync()
    a.line = spoil
    takeIn(a, T1, 'A1')
    expect(await a.push()).toMatchObject({ type: 'stopped', reason: 'BAD_SEAL' })
    expect(a.writer.waiting().count).toBeGreaterThan(0)
    takeIn(a, T2, 'A2')
    a.line = fetch
    expect(await a.sync()).toMatchObject([{ type: 'well' }, { type: 'well' }])
    expect(a.writer.waiting().count).toBe(0)
  })

  test('to a bench holds no page: the event is taken in, the seal is kept as one that does not hold', async () => {
    takeIn(a, T1, 'A1')
    await a.sync()
    await b.enrol(service)
    b.line = async (url, init) => (url.endsWith('/pull') ? spoil(url, init) : fetch(url, init))
    expect(await b.sync()).toMatchObject([{ type: 'well' }, { type: 'well' }])
    expect(b.reader.specimen(T1)).toMatchObject({ state: 'stored' })
    expect(b.column<number>('SELECT count(*) FROM bad_seal')[0]).toBeGreaterThan(0)
    expect(sealedAt(b, a.writer.facts().chain!)).toBeNull()
    b.line = fetch
    takeIn(a, T2, 'A2')
    await a.sync()
    expect(await b.pull()).toMatchObject({ type: 'well' })
    expect(b.reader.specimen(T2)).toMatchObject({ state: 'stored' })
  })
})
