import type { Part } from '../parts.ts'
import { powerCampaign } from './campaign.ts'

/** Images of the control: a bench whose commits are not flushed. */
const CONTROL = 200

/** Cuts the power at any moment; without the flush at every commit that must be seen to lose. */
export const powerPart: Part = {
  name: 'power',
  rounds: 1_000,
  async run(rounds, seed) {
    const full = await powerCampaign(rounds, seed)
    const normal = await powerCampaign(CONTROL, seed, 'normal')
    const isSound = full.lost + full.broken + full.alarms === 0
    const pass = isSound && normal.lost > 0 && normal.alarms > 0
    return { pass, ...full, control: { ...normal, told: normal.told.slice(0, 1) } }
  },
}
