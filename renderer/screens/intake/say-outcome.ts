import type { IntakeOutcome } from '#shared/contract/intake.ts'
import type { Tone } from '../../tones/score.ts'

/** Success rises, a warning stays level, an error falls: what the ear is told of an outcome. */
export function toneOf(outcome: IntakeOutcome): Tone | undefined {
  switch (outcome.type) {
    case 'stored':
    case 'returned':
    case 'moved':
      return outcome.though ? 'warning' : 'success'
    case 'undone':
    case 'resolved':
    case 'box-changed':
      return 'success'
    case 'parked':
    case 'duplicate':
    case 'full':
    case 'paused':
      return 'warning'
    case 'held':
    case 'waits':
    case 'refused':
      return 'error'
    case 'unknown':
      return 'unknown'
    case 'not-here':
      return outcome.kind === 'badge' ? undefined : 'warning'
    case 'retargeted':
    case 'released':
      return undefined
  }
}
