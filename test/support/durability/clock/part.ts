import type { Part } from '../parts.ts'
import { clockCampaign } from './campaign.ts'

/**
 * Sets the clock years off in both directions; order and heads are those of a steady one. The control: an
 * order by the clock would have been another.
 */
export const clockPart: Part = {
  name: 'clock',
  rounds: 5,
  async run(rounds, seed) {
    const tally = clockCampaign(rounds, seed)
    const isSound = tally.misled === 0 && tally.broken === 0
    return { pass: isSound && tally.misleading > 0, ...tally }
  },
}
