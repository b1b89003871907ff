import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkRun } from '#shared/ledger/chain.ts'
import { seeded } from '../../electron/store/demo/random.ts'
import { sha256 } from '../../electron/store/sha256.ts'
import { STUDY } from '../support/domain/facts.ts'
import { type Acknowledged, scanAndKill } from '../support/durability/kill-campaign.ts'
import { derivedOf } from '../support/store/derived.ts'
import { TestBench } from '../support/store/test-bench.ts'
import { testId } from '../support/sync/events.ts'

/** How often a bench is killed, and what the random points follow from: FROSTKEEP_KILLS, FROSTKEEP_SEED. */
const KILLS = Number(process.env.FROSTKEEP_KILLS ?? '20')
const SEED = Number(process.env.FROSTKEEP_SEED ?? String(Date.now() % 1_000_000))

let bench: TestBench

beforeEach(() => {
  bench = new TestBench().found()
  for (let n = 1; n <= 40; n++) bench.box(testId('b', n), `BX-${n}`)
  const given = { study: STUDY, material: 'plasma', tubeType: 'cryotube' } as const
  bench.writer.startIntake({ box: testId('b', 1), ...given, collectedAt: null })
})
afterEach(() => bench.remove())

/** What is missing of what was acknowledged. */
function lost(acknowledged: readonly Acknowledged[]): string[] {
  return acknowledged
    .filter(({ code, position }) => {
      const identity = bench.reader.resolve(code, null)
      const view = identity.kind === 'specimen' ? bench.reader.specimen(identity.specimen) : null
      return view?.state !== 'stored' || view.places[0]?.position !== position
    })
    .map(({ code }) => code)
}

/** What is not as it should be in the file itself. */
function broken(): string[] {
  const faults: string[] = []
  const integrity = bench.db.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') faults.push(`integrity: ${integrity}`)
  const run = bench.writer.outbox({ events: 1_000_000, bytes: 1_000_000_000 })
  if (!checkRun(sha256, null, run).ok) faults.push('the chain does not verify')
  if (run.length !== bench.writer.facts().position) faults.push('the chain has gaps')
  const live = JSON.stringify(derivedOf(bench.db))
  bench.writer.rebuild()
  if (JSON.stringify(derivedOf(bench.db)) !== live)
    faults.push('the tables are not what they were derived from')
  const rows = bench.writer.intake()!.rows
  const stored = bench.column<number>(
    'SELECT count(*) FROM tube_claim WHERE container = ?',
    bench.writer.intake()!.box.container,
  )
  if (rows.length !== stored[0]) faults.push('the session is not where the ledger is')
  return faults
}

describe('a bench that is killed at any moment', () => {
  test(
    `has every scan that it acknowledged, whole, after ${KILLS} kills`,
    async () => {
      const random = seeded(SEED)
      const tally = { kills: 0, acknowledged: 0, lost: [] as string[], broken: [] as string[] }
      let next = 1
      for (let n = 0; n < KILLS; n++) {
        bench.writer.close()
        const point = { scans: 1 + random.below(30), ms: random.below(4) }
        const acknowledged = await scanAndKill(bench.file, next, point)
        bench.open()
        tally.kills++
        tally.acknowledged += acknowledged.length
        tally.lost.push(...lost(acknowledged))
        tally.broken.push(...broken())
        // One more than was acknowledged may be on the disk: it was saved and nobody could say so.
        next += acknowledged.length + 1
      }
      console.log(JSON.stringify({ campaign: 'kill', seed: SEED, ...tally }))
      expect(tally).toMatchObject({ kills: KILLS, lost: [], broken: [] })
      expect(tally.acknowledged).toBeGreaterThanOrEqual(KILLS)
    },
    KILLS * 30_000,
  )

  test('would be found out if it acknowledged a scan before it was on the disk', async () => {
    bench.writer.close()
    const acknowledged = await scanAndKill(bench.file, 1, { scans: 1, ms: 0 }, true)
    bench.open()
    expect(lost(acknowledged)).toEqual(['FX00000001'])
  })
})
