import { seeded } from '../../../../electron/store/demo/random.ts'
import type { Part } from '../parts.ts'
import { controlFaults, jobCampaign } from './campaign.ts'
import { makeLedgers } from './ledgers.ts'
import { type CutTally, cutPower } from './power.ts'

/** So many images of a power cut for each kill: they are cheap. */
const IMAGES = 3
/** Images of the control: a restore whose own files are not flushed. */
const CONTROL = 40

/**
 * Kills a bench, and cuts its power, within backup, restore, salvage, migration, import and what sync does
 * where a service or the bench was restored. A restore that takes the old ledger away first, one that flushes
 * nothing, and an order that is lost without a word must be found out.
 */
export const jobsPart: Part = {
  name: 'jobs',
  rounds: 4,
  async run(rounds, seed) {
    const tallies = await jobCampaign(rounds, seed)
    const cuts = await cutAll(rounds * IMAGES, seed)
    const [careless, torn] = [await controlFaults('careless'), await controlFaults('torn')]
    const control = { careless, torn, unflushed: cuts.unflushed!.faults.length }
    const sound = [
      ...Object.values(tallies),
      cuts.backup!,
      cuts.restore!,
      cuts.salvage!,
      cuts.migrate!,
      cuts.sync!,
    ]
    const faults = sound.flatMap((tally) => tally.faults)
    const isSeen = careless.length > 0 && torn.length > 0 && control.unflushed > 0
    const kills = Object.values(tallies).reduce((sum, tally) => sum + tally.kills, 0)
    return { pass: faults.length === 0 && isSeen, kills, jobs: tallies, cuts, control }
  },
}

async function cutAll(images: number, seed: number): Promise<Record<string, CutTally>> {
  const ledgers = makeLedgers()
  const random = seeded(seed)
  try {
    const cuts: Record<string, CutTally> = {}
    for (const job of ['backup', 'restore', 'salvage', 'migrate', 'sync'] as const)
      cuts[job] = await cutPower(ledgers, job, images, random)
    cuts.unflushed = await cutPower(ledgers, 'restore', CONTROL, random, 'unflushed')
    return cuts
  } finally {
    ledgers.remove()
  }
}
