import type { Part } from '../parts.ts'
import { CONTROLS, type Control, control, flipCampaign, type Tally } from './campaign.ts'

/** Turns single bits of every file; those that alter something must be named, all of them. */
export const flipsPart: Part = {
  name: 'flips',
  rounds: 500,
  async run(rounds, seed) {
    const tallies = flipCampaign(rounds, seed)
    const controls = CONTROLS.map((one) => ({ ...nameOf(one), ...judge(one) }))
    const pass = Object.values(tallies).every(isSound) && controls.every(({ isCaught }) => isCaught)
    return { pass, ...total(Object.values(tallies)), ...tallies, controls }
  },
}

const nameOf = ({ leftOut, target }: Control) => ({ leftOut, target })

/** Left out, the check must be missed. */
function judge(one: Control): { altering: number; missed: number; isCaught: boolean } {
  const tallies = control(one)
  const { altering, missed } = tallies.without
  const isCaught = isSound(tallies.with) && altering > 0 && missed.length === altering
  return { altering, missed: missed.length, isCaught }
}

const isSound = ({ altering, named, missed }: Tally): boolean =>
  altering > 0 && named === altering && missed.length === 0

function total(tallies: readonly Tally[]) {
  const sum = (of: (one: Tally) => number) => tallies.reduce((n, one) => n + of(one), 0)
  return {
    flips: sum(({ flips }) => flips),
    altering: sum(({ altering }) => altering),
    named: sum(({ named }) => named),
  }
}
