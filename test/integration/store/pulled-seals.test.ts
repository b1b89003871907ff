import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Seal } from '#shared/ledger/seal.ts'
import { exportLedger } from '../../../electron/store/export/export.ts'
import type { BenchKey } from '../../../electron/store/key.ts'
import type { PulledPage } from '../../../electron/store/sync/apply.ts'
import { verifyExport } from '../../../electron/store/verify/export-file.ts'
import { verifyFull } from '../../../electron/store/verify/full.ts'
import { accessioned, SITE, T1, T2 } from '../../support/domain/facts.ts'
import { audit } from '../../support/ledger/auditor.ts'
import { firstPage, foreignBody } from '../../support/store/foreign.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testKey } from '../../support/store/test-key.ts'
import { TestChain, testId } from '../../support/sync/events.ts'
import { namingBody, sealFor, someKey } from '../../support/sync/seals.ts'

let bench: TestBench
let chain: TestChain
let key: BenchKey

beforeEach(() => {
  bench = new TestBench('1', undefined, testKey('file')).found()
  chain = new TestChain(testId('9', 1), 1, SITE)
  key = someKey()
  chain.write(namingBody(testId('f', 1), key))
  chain.write(foreignBody(accessioned(T1), 2))
  chain.write(foreignBody(accessioned(T2), 3))
})
afterEach(() => bench.remove())

/** The page in which these seals stand beside the events with their hashes. */
function pageWith(...seals: readonly (Seal & { beside?: number })[]): PulledPage {
  const page = firstPage(chain.events)
  const entries = page.entries.map((entry) => {
    const seal = seals.find(({ beside, seq }) => (beside ?? seq) === entry.envelope.seq)
    if (!seal) return entry
    const { beside: _, ...own } = seal
    return { ...entry, seal: own }
  })
  return { ...page, entries }
}

const sealsKept = () =>
  bench.rows(
    `SELECT s.seq, lower(hex(s.sig)) AS sig FROM seal s JOIN chain c ON c.id = s.chain
     WHERE c.own = 0 ORDER BY s.seq`,
  )

test('is kept with its event, once, and the ledger proves that bench’s chain as well', () => {
  const seals = [sealFor(chain.events[0]!, key), sealFor(chain.events[2]!, key)]
  bench.writer.applyPage(pageWith(...seals))
  expect(sealsKept()).toEqual(seals.map(({ seq, sig }) => ({ seq, sig })))
  const report = verifyFull(bench.db)!
  expect(report.findings).toEqual([])
  expect(report.chains.find(({ name }) => name === chain.name)).toMatchObject({
    sealed: { seq: 3, key: key.public },
    keys: [key.public],
  })
})

test('an export has it, and whoever verifies that sees which key speaks for whom', () => {
  bench.writer.applyPage(pageWith(sealFor(chain.events[2]!, key)))
  const file = join(bench.folder, 'ledger.jsonl')
  exportLedger(bench.readDb, file, { now: 1, anchor: null, signer: testKey('file') })
  const report = verifyExport(file)!
  expect(report.findings).toEqual([])
  expect(report.chains.find(({ name }) => name === chain.name)?.sealed).toMatchObject({
    seq: 3,
    key: key.public,
  })
  expect(audit(file)).toMatchObject({ code: 0, sound: true })
})

test('an event without one is taken in as before', () => {
  bench.writer.applyPage(pageWith())
  expect(sealsKept()).toEqual([])
  expect(verifyFull(bench.db)!.findings).toEqual([])
})

describe('a page with a seal', () => {
  const other = someKey()
  const spoilt: readonly [string, (good: Seal) => Seal & { beside?: number }][] = [
    ['of another key’s signature', (good) => ({ ...good, sig: sealFor(good, other).sig })],
    ['by a key that the chain has not named', (good) => sealFor(good, other)],
    ['over another hash', (good) => sealFor({ ...good, hash: 'a'.repeat(64) }, key)],
    ['of another event', (good) => ({ ...good, beside: 2 })],
    [
      'of another chain',
      (good) => sealFor({ ...good, chain: good.chain.replace('~1:', '~2:') }, key),
    ],
    ['whose time was changed', (good) => ({ ...good, at: good.at + 1 })],
  ]

  test.each(spoilt)('%s is kept as evidence, and its event is taken in', (_, spoil) => {
    const bad = spoil(sealFor(chain.events[2]!, key))
    bench.writer.applyPage(pageWith(bad))
    expect(sealsKept()).toEqual([])
    const { beside = 3, ...seal } = bad
    expect(bench.rows('SELECT seq, seal FROM bad_seal')).toEqual([
      { seq: beside, seal: JSON.stringify(seal) },
    ])
    expect(bench.reader.specimen(T2)).not.toBeNull()
  })

  test('that holds leaves no evidence', () => {
    bench.writer.applyPage(pageWith(sealFor(chain.events[2]!, key)))
    expect(bench.column('SELECT count(*) FROM bad_seal')).toEqual([0])
  })

  test('by a key that may be named in an event which is not here is taken', () => {
    const all = pageWith(sealFor(chain.events[2]!, key))
    const gapped = firstPage(chain.events.slice(1))
    const entries = gapped.entries.map((entry, i) => ({ ...entry, seal: all.entries[i + 1]!.seal }))
    bench.writer.applyPage({ ...gapped, entries })
    expect(sealsKept()).toHaveLength(1)
    expect(verifyFull(bench.db)!.findings).toEqual([])
  })
})

test('a bench’s own seal that comes back is known already, also where it is another one', () => {
  const run = bench.writer.outbox({ events: 500, bytes: 1_000_000 })
  const own = run[0]!.chain
  const kept = bench.writer.sealOver(own, run.length)!
  expect(bench.writer.sealWithin(own, 1, run.length)).toEqual(kept)
  expect(bench.writer.sealWithin(own, 1, run.length - 1)).toBeNull()
  const page = firstPage(run)
  const again = sealFor(run.at(-1)!, testKey('file'), { at: 5 })
  const entries = page.entries.map((entry) =>
    entry.pos === run.length ? { ...entry, seal: again } : entry,
  )
  bench.writer.applyPage({ ...page, entries })
  expect(bench.writer.sealOver(own, run.length)).toEqual(kept)
})
