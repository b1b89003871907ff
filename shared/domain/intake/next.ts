import type { Finding, Needs, TubeFacts } from '../batch/findings.ts'
import { type TubeStep, type WorkScan, workStep } from '../batch/machine.ts'
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
  | {
      readonly kind: 'tube'
      /** `inBatch` is of no matter here: what stands in the box does so by its claims. */
      readonly tube: TubeFacts
      readonly claims: readonly TubeClaim[]
    }
  | { readonly kind: 'other'; readonly code: string; readonly what: string }

/** What is said of a tube that is stored all the same. INT-11 */
export type StoredThough = Extract<Finding, 'closed' | 'withdrawn' | 'quarantined' | 'dispatched'>

/** Why a tube holds the batch: what it is, or that its position is in another box. */
export type IntakeHoldCause = Finding | 'stored-elsewhere' | 'out-elsewhere'

/** What the intake does about it. Steps that write are carried out by the store in the same transaction. */
export type IntakeStep =
  | { readonly do: 'take-in' | 'park'; readonly code: string; readonly index: number }
  | {
      readonly do: 'store' | 'return'
      readonly code: string
      readonly specimen: string
      readonly index: number
      readonly though?: StoredThough
    }
  | { readonly do: 'duplicate'; readonly code: string; readonly index: number }
  | {
      readonly do: 'hold'
      readonly code: string
      readonly specimen: string | null
      readonly why: IntakeHoldCause
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
 * Decides one scan of a batch: the machine of all batches says whether a tube may be taken, and this where it goes.
 * `target` is the next free position, or null when the box is full; `shown` is the one that the person saw, where
 * a screen tells it, and `shownFree` whether it is still free.
 */
export function nextStep(
  session: IntakeSession,
  target: number | null,
  scan: IntakeScan,
  shown: number | null = target,
  shownFree = shown === target,
): IntakeStep {
  const step = workStep(session, needsOf(session, scan), workScanOf(session, scan))
  switch (step.do) {
    case 'undo':
    case 'release':
    case 'paused':
    case 'waits':
      return step
    case 'ask-flow':
      return otherStep(session, scan)
    case 'warn':
      return { do: 'duplicate', code: step.tube.code, index: indexOf(session, scan) ?? 0 }
    default:
      return tubeStep(session, shownFree ? shown : target, { step, scan, shown })
  }
}

/**
 * INT-11: what is held back, closed or was sent away is stored where it is, for that is true. A tube of another study
 * may share the box; a free code that looks like another study's is not registered for this one.
 */
const needsOf = ({ study }: IntakeSession, scan: IntakeScan): Needs => ({
  wants: 'either',
  study: scan.kind === 'tube' && scan.tube.specimen === null ? study : null,
  materials: [],
  replies: { closed: 'take', withdrawn: 'take', quarantined: 'take', dispatched: 'take' },
})

/** A duplicate is what stands in this box, whenever it came there. INT-3 */
function workScanOf(session: IntakeSession, scan: IntakeScan): WorkScan {
  if (scan.kind === 'command' || scan.kind === 'other') return scan
  if (scan.kind !== 'tube') return { kind: 'other', code: '', what: scan.kind }
  const inBatch = placedHere(session, scan.claims) !== null
  return { kind: 'tube', tube: { ...scan.tube, inBatch } }
}

/** INT-6: a position label of this box changes the target, a box label the box. */
function otherStep(session: IntakeSession, scan: IntakeScan): IntakeStep {
  switch (scan.kind) {
    case 'box':
      return { do: 'change-box', container: scan.container }
    case 'position': {
      const { container, index, isFree } = scan
      if (container !== session.box)
        return { do: 'not-here', code: '', what: 'position of another box' }
      return { do: isFree ? 'retarget' : 'taken', index }
    }
    case 'command':
      return { do: 'not-here', code: scan.command, what: 'command' }
    case 'other':
      return { do: 'not-here', code: scan.code, what: scan.what }
    case 'tube':
      return { do: 'not-here', code: scan.tube.code, what: 'tube' }
  }
}

/** Where a code that is scanned again is: in the box, or parked for a position of it. */
function indexOf({ box, parked }: IntakeSession, scan: IntakeScan): number | null {
  if (scan.kind !== 'tube') return null
  const held = parked.find(({ code }) => code === scan.tube.code)
  return held?.index ?? placedHere({ box }, scan.claims)
}

/** The position in this box where the tube already stands; null when it is not or not surely here. INT-3 */
function placedHere(
  { box }: Pick<IntakeSession, 'box'>,
  claims: readonly TubeClaim[],
): number | null {
  const only = agree(claims) ? claims.at(-1) : null
  return only?.state === 'stored' && only.at?.container === box ? only.at.index : null
}

interface TubeScan {
  readonly step: TubeStep
  readonly scan: IntakeScan
  readonly shown: number | null
}

function tubeStep(
  session: IntakeSession,
  target: number | null,
  { step, scan, shown }: TubeScan,
): IntakeStep {
  const { tube, finding } = step
  const { code, specimen } = tube
  // INT-9: the hand is at the position that was shown, so it is that one or none.
  if (shown !== null && shown !== target) return { do: 'overtaken', code, index: shown }
  if (target === null) return { do: 'full', code }
  if (step.do === 'park') return { do: 'park', code, index: target }
  if (step.do === 'hold') return { do: 'hold', code, specimen, why: finding, index: target }
  if (specimen === null) return { do: 'take-in', code, index: target }
  const claims = scan.kind === 'tube' ? scan.claims : []
  const known = { code, specimen, index: target }
  return knownStep(session, known, { finding, claim: claims.at(-1) })
}

/** INT-4: a known tube comes back, is stored, or holds because its position is in another box. */
function knownStep(
  { box }: IntakeSession,
  known: { readonly code: string; readonly specimen: string; readonly index: number },
  { finding, claim }: { readonly finding: Finding; readonly claim: TubeClaim | undefined },
): IntakeStep {
  const though = isStoredThough(finding) ? { though: finding } : {}
  if (claim?.state === 'stored') return { do: 'hold', ...known, why: 'stored-elsewhere' }
  if (claim?.state !== 'out') return { do: 'store', ...known, ...though }
  const isOfThisBox = claim.at?.container === box
  return isOfThisBox
    ? { do: 'return', ...known, ...though }
    : { do: 'hold', ...known, why: 'out-elsewhere' }
}

const isStoredThough = (finding: Finding): finding is StoredThough =>
  STORED_THOUGH.has(finding as StoredThough)

const STORED_THOUGH: ReadonlySet<StoredThough> = new Set([
  'closed',
  'withdrawn',
  'quarantined',
  'dispatched',
])
