import type { WorkOutcome } from '#shared/contract/work.ts'
import { placeOfCommand } from '../../app/command-places.ts'
import type { To } from '../../app/go.ts'
import type { Tone } from '../../tones/score.ts'

/** Success rises, a warning stays level, an error falls: what the ear is told of an outcome. */
export function toneOf(outcome: WorkOutcome): Tone | undefined {
  switch (outcome.type) {
    case 'done':
      return outcome.row.detail.finding === undefined ? 'success' : 'warning'
    case 'bound':
    case 'chosen':
    case 'undone':
    case 'resolved':
    case 'resolved-all':
    case 'finished':
      return 'success'
    case 'warned':
    case 'parked':
    case 'paused':
      return 'warning'
    case 'held':
    case 'waits':
    case 'refused':
      return 'error'
    case 'unknown':
      return 'unknown'
    case 'not-here':
      if (outcome.what === 'not-marked') return 'error'
      return outcome.what === 'badge' || placeCalledBy(outcome) ? undefined : 'warning'
    case 'released':
      return undefined
  }
}

/** The place that a command code opens from within a batch, which stays open at the bench. */
export const placeCalledBy = (outcome: WorkOutcome): To | undefined =>
  outcome.type === 'not-here' && outcome.what === 'command'
    ? placeOfCommand(outcome.code)
    : undefined
