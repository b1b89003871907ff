import type { Part } from '../parts.ts'
import { movedCampaign } from './campaign.ts'

/** Rounds of the control: every harm twice. */
const CONTROL = 10

/** Nothing is called saved that goes into a file nobody will ever see, and what that took is named. */
export const movedPart: Part = {
  name: 'moved',
  rounds: 10,
  async run(rounds, seed) {
    const tally = await movedCampaign(rounds, seed)
    const unguarded = await movedCampaign(CONTROL, seed, 'unguarded')
    const isSound = tally.falseSaved === 0 && tally.silent === 0 && tally.losing > 0
    const controls = { unguarded: unguarded.falseSaved }
    return { pass: isSound && unguarded.falseSaved > 0, ...tally, controls }
  },
}
