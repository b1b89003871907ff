import type { TubeClaim } from '../claims.ts'
import { agree } from '../tube/rules.ts'
import type { CommandCode } from '../words.ts'
import type { IntakeSession } from './session.ts'

/** What a scan turned out to be, as far as an intake cares. */
export type IntakeScan =
  | { readonly kind: 'command'; readonly command: CommandCode }
  | {
      readonly kind: 'position'
      readonly container: string
      readonly index: number
      readonly isFree: boolean
    }
  | { readonly kind: 'box'; readonly container: string }
  | { readonly kind: 'new'; readonly code: string; readonly fits: boolean }
  | {
      readonly kind: 'known'
      readonly code: string
      readonly specimen: string
      readonly claims: readonly TubeClaim[]
    }
  | { readonly kind: 'twice'; readonly code: string }
  | { readonly kind: 'other'; readonly code: string; readonly what: string }

/** What the intake does about it. Steps that write are carried out by the store in the same transaction. */
export type IntakeStep =
  | { readonly do: 'take-in' | 'park'; readonly code: string; readonly index: number }
  | {
      readonly do: 'store' | 'return'
      readonly code: string
      readonly specimen: string
      readonly index: number
    }
  | { readonly do: 'duplicate'; readonly code: string; readonly index: number }
  | {
      readonly do: 'hold'
      readonly code: string
      readonly specimen: string | null
      readonly why: 'stored-elsewhere' | 'disputed'
      readonly index: number
    }
  | { readonly do: 'retarget'; readonly index: number }
  | { readonly do: 'taken'; readonly index: number }
  | { readonly do: 'change-box'; readonly container: string }
  | { readonly do: 'undo' | 'release' | 'paused' }
  | { readonly do: 'waits' | 'full'; readonly code: string }
  /** The position that was shown when the tube was scanned is taken by now. */
  | { readonly do: 'overtaken'; readonly code: string; readonly index: number }
  | { readonly do: 'not-here'; readonly code: string; readonly what: string }

/**
 * Decides one scan of a batch. `target` is the next free position, or null when the box is full; `shown`
 * is the one that the person saw, where a screen tells it, and `shownFree` whether it is still free.
 */
export function nextStep(
  session: IntakeSession,
  target: number | null,
  scan: IntakeScan,
  shown: number | null = target,
  shownFree = shown === target,
): IntakeStep {
  if (scan.kind === 'command') return commandStep(session, scan.command)
  if (session.hold) return { do: 'waits', code: codeOf(scan) }
  if (session.paused) return { do: 'paused' }
  switch (scan.kind) {
    case 'box':
      return { do: 'change-box', container: scan.container }
    case 'position':
      return positionStep(session, scan)
    case 'other':
      return { do: 'not-here', code: scan.code, what: scan.what }
    default:
      return tubeStep(session, shownFree ? shown : target, scan, shown)
  }
}

const codeOf = (scan: IntakeScan): string => ('code' in scan ? scan.code : '')

/** INT-2: while it is on hold, only Next or Cancel goes on; INT-7: Undo takes the last scan back. */
function commandStep(session: IntakeSession, command: CommandCode): IntakeStep {
  if (session.hold && (command === 'next' || command === 'cancel')) return { do: 'release' }
  if (command === 'undo' && !session.hold) return { do: 'undo' }
  return { do: 'not-here', code: command, what: 'command' }
}

/** INT-6: a position label of this box changes the target. */
function positionStep(
  session: IntakeSession,
  scan: Extract<IntakeScan, { kind: 'position' }>,
): IntakeStep {
  if (scan.container !== session.box)
    return { do: 'not-here', code: '', what: 'position of another box' }
  return scan.isFree ? { do: 'retarget', index: scan.index } : { do: 'taken', index: scan.index }
}

type TubeScan = Extract<IntakeScan, { kind: 'new' | 'known' | 'twice' }>

function tubeStep(
  session: IntakeSession,
  target: number | null,
  scan: TubeScan,
  shown: number | null,
): IntakeStep {
  const parked = session.parked.find(({ code }) => code === scan.code)
  if (parked) return { do: 'duplicate', code: scan.code, index: parked.index }
  const here = scan.kind === 'known' ? placedHere(session, scan.claims) : null
  if (here !== null) return { do: 'duplicate', code: scan.code, index: here }
  // INT-9: the hand is at the position that was shown, so it is that one or none.
  if (shown !== null && shown !== target) return { do: 'overtaken', code: scan.code, index: shown }
  if (target === null) return { do: 'full', code: scan.code }
  if (scan.kind === 'new')
    return { do: scan.fits ? 'take-in' : 'park', code: scan.code, index: target }
  if (scan.kind === 'twice')
    return { do: 'hold', code: scan.code, specimen: null, why: 'disputed', index: target }
  return knownStep(target, scan)
}

/** The position in this box where the tube already stands; null when it is not or not surely here. INT-3 */
function placedHere(session: IntakeSession, claims: readonly TubeClaim[]): number | null {
  const only = agree(claims) ? claims.at(-1) : null
  return only?.state === 'stored' && only.at?.container === session.box ? only.at.index : null
}

/** INT-4: a known tube comes back, is stored, or holds because it should be somewhere else. */
function knownStep(target: number, scan: Extract<IntakeScan, { kind: 'known' }>): IntakeStep {
  const { code, specimen } = scan
  if (!agree(scan.claims)) return { do: 'hold', code, specimen, why: 'disputed', index: target }
  switch (scan.claims[0]?.state) {
    case 'stored':
      return { do: 'hold', code, specimen, why: 'stored-elsewhere', index: target }
    case 'out':
      return { do: 'return', code, specimen, index: target }
    default:
      return { do: 'store', code, specimen, index: target }
  }
}
