import type { Part } from '../parts.ts'
import { ioCampaign, isSound, type Plan } from './campaign.ts'
import { everyFault, forGood, someFaults } from './plan.ts'
import type { Mode } from './told.ts'

/** From so many rounds on every call of the work fails once with every error, before any is left to chance. */
export const EVERY = 5_000

/** So many that one of them is right after a commit that failed and is on the disk. */
const CONTROL_CUTS = 30

interface Control {
  readonly plan: Plan
  readonly mode: Mode
  /** What it must be found out by. */
  readonly seen: 'falseSaved' | 'reappeared' | 'lost'
}

/** What must be found out: two benches that guess, and a disk that lies. */
const CONTROLS: Readonly<Record<string, Control>> = {
  neverSaved: { plan: forGood('sync', 'EIO')(5), mode: 'never saved', seen: 'reappeared' },
  alwaysSaved: { plan: forGood('write', 'EIO')(5), mode: 'always saved', seen: 'falseSaved' },
  lyingDisk: { plan: forGood('sync', 'lie')(5), mode: 'never saved', seen: 'lost' },
}

/** Makes one call fail, or some, and compares what was told of every act with what is there. */
export const ioPart: Part = {
  name: 'io',
  rounds: 60,
  async run(rounds, seed) {
    const tally = await ioCampaign(rounds >= EVERY ? everyFault : someFaults(rounds), seed)
    const controls: Record<string, number> = {}
    for (const [name, { plan, mode, seen }] of Object.entries(CONTROLS))
      controls[name] = (await ioCampaign(plan, seed, mode, CONTROL_CUTS))[seen]
    const pass = isSound(tally) && Object.values(controls).every((n) => n > 0)
    return { pass, ...tally, controls }
  },
}
