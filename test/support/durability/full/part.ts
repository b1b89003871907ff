import { ioCampaign, isSound, type Plan } from '../io/campaign.ts'
import type { Part } from '../parts.ts'

/** Writes that find no room before there is some again; an act makes one of them and is taken back. */
const SHORTEST = 1
const LONGEST = 6

/** A disk that is full for a while, at a time that follows from the seed, and then has room again. */
const fullFor =
  (rounds: number): Plan =>
  (calls, random) =>
    Array.from({ length: rounds }, () => {
      const first = 1 + random.below(calls.write)
      const last = first + SHORTEST + random.below(LONGEST - SHORTEST)
      return { kind: 'write', first, last, error: random.of(['ENOSPC', 'EDQUOT'] as const) }
    })

/** Nothing that was told is lost on a full disk, and the bench goes on once there is room. */
export const fullPart: Part = {
  name: 'full',
  rounds: 10,
  async run(rounds, seed) {
    const tally = await ioCampaign(fullFor(rounds), seed)
    const blind = await ioCampaign(fullFor(5), seed, 'always saved')
    const controls = { alwaysSaved: blind.falseSaved }
    const wentOn = tally.notSaved > 0 && tally.saved > tally.notSaved
    return { pass: isSound(tally) && wentOn && blind.falseSaved > 0, ...tally, controls }
  },
}
