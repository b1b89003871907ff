import type { Part } from '../parts.ts'
import { carelessFaults, jobCampaign } from './campaign.ts'

/** Kills a bench within backup, restore, salvage, migration and import; a careless restore must be found out. */
export const jobsPart: Part = {
  name: 'jobs',
  rounds: 4,
  async run(rounds, seed) {
    const tallies = await jobCampaign(rounds, seed)
    const control = await carelessFaults()
    const faults = Object.values(tallies).flatMap((tally) => tally.faults)
    const kills = Object.values(tallies).reduce((sum, tally) => sum + tally.kills, 0)
    return { pass: faults.length === 0 && control.length > 0, kills, jobs: tallies, control }
  },
}
