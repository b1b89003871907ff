import type { Part } from '../parts.ts'
import { batchBench, killCampaign, lost } from './campaign.ts'
import { scanAndKill } from './kill.ts'

/** Kills a scanning bench; one that acknowledges before it writes must be found out. */
export const killPart: Part = {
  name: 'kill',
  rounds: 20,
  async run(rounds, seed) {
    const tally = await killCampaign(rounds, seed)
    const control = await early()
    const isSound = tally.lost.length === 0 && tally.broken.length === 0
    return { pass: isSound && control.lost > 0, ...tally, control }
  },
}

/** One scan that is acknowledged and then never made. */
async function early(): Promise<{ acknowledged: number; lost: number }> {
  const bench = batchBench()
  bench.close()
  const acknowledged = await scanAndKill(bench.file, 1, { scans: 1, ms: 0 }, true)
  bench.open()
  const missing = lost(bench, acknowledged)
  bench.remove()
  return { acknowledged: acknowledged.length, lost: missing.length }
}
