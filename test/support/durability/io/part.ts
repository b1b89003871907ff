import type { Part } from '../parts.ts'
import { ioCampaign } from './campaign.ts'

/** Rounds of each control. */
const CONTROL = 40

/**
 * Makes one call fail, or some. A bench that calls an act not saved because its commit failed, and one that
 * believes what it finds to be on the disk, must both be found out.
 */
export const ioPart: Part = {
  name: 'io',
  rounds: 60,
  async run(rounds, seed) {
    const tally = await ioCampaign(rounds, seed)
    const naive = await ioCampaign(CONTROL, seed, 'naive')
    const hasty = await ioCampaign(CONTROL, seed, 'hasty')
    const { falseSaved, falseNotSaved, lost, broken } = tally
    const isSound = falseSaved + falseNotSaved + lost + broken === 0
    const isSeen = naive.falseNotSaved > 0 && hasty.lost > 0
    const few = (told: readonly string[]) => told.slice(0, 1)
    return {
      pass: isSound && isSeen,
      ...tally,
      controls: {
        naive: { ...naive, told: few(naive.told) },
        hasty: { ...hasty, told: few(hasty.told) },
      },
    }
  },
}
