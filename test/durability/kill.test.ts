import { describe, expect, test } from 'vitest'
import { batchBench, killCampaign, lost } from '../support/durability/campaign.ts'
import { scanAndKill } from '../support/durability/kill-campaign.ts'

const KILLS = 20
const SEED = Date.now() % 1_000_000

describe('a bench that is killed at any moment', () => {
  test(
    `has every scan that it acknowledged, whole, after ${KILLS} kills (seed ${SEED})`,
    async () => {
      const tally = await killCampaign(KILLS, SEED)
      expect(tally).toMatchObject({ kills: KILLS, lost: [], broken: [] })
      expect(tally.acknowledged).toBeGreaterThanOrEqual(KILLS)
    },
    KILLS * 30_000,
  )

  test('would be found out if it acknowledged a scan before it was on the disk', async () => {
    const bench = batchBench()
    bench.writer.close()
    const acknowledged = await scanAndKill(bench.file, 1, { scans: 1, ms: 0 }, true)
    bench.open()
    expect(lost(bench, acknowledged)).toEqual(['FX00000001'])
    bench.remove()
  })
})
