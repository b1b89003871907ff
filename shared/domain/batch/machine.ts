import type { CommandCode } from '../words.ts'
import {
  type Finding,
  findingOf,
  type Needs,
  REPLIES,
  type Reply,
  type TubeFacts,
} from './findings.ts'

/** What a scan turned out to be. `other` is what names no tube: a box, a position, a badge. */
export type WorkScan =
  | { readonly kind: 'command'; readonly command: CommandCode }
  | { readonly kind: 'tube'; readonly tube: TubeFacts }
  | { readonly kind: 'other'; readonly code: string; readonly what: string }

/** What follows from a tube that was scanned when nothing stands in its way. WRK-2 */
export interface TubeStep {
  readonly do: Reply
  readonly tube: TubeFacts
  readonly finding: Finding
}

/** Where a batch stands, as far as any flow's next step depends on it. */
export interface Standing {
  /** What it waits for, whatever a flow keeps of it. */
  readonly hold: object | null
  readonly paused: boolean
  readonly parked: readonly { readonly code: string }[]
}

export type WorkStep =
  | TubeStep
  /** A command or another code that only the flow itself knows what to do with. */
  | { readonly do: 'ask-flow'; readonly scan: Exclude<WorkScan, { kind: 'tube' }> }
  | { readonly do: 'undo' | 'release' | 'paused' }
  | { readonly do: 'waits'; readonly code: string }

/**
 * One scan of any batch. It knows nothing of what the flow does with a tube: only whether it may, and what
 * happens otherwise. Pure, total, and the same for every flow. WRK-3 to WRK-7
 */
export function workStep(standing: Standing, needs: Needs, scan: WorkScan): WorkStep {
  if (scan.kind === 'command') return commandStep(standing, needs, scan)
  if (standing.hold) return { do: 'waits', code: codeOf(scan) }
  if (standing.paused) return { do: 'paused' }
  return scan.kind === 'tube' ? tubeStep(standing, needs, scan.tube) : { do: 'ask-flow', scan }
}

const codeOf = (scan: Exclude<WorkScan, { kind: 'command' }>): string =>
  scan.kind === 'tube' ? scan.tube.code : scan.code

/**
 * WRK-3: on hold only Next and Cancel go on, and Done where the flow says so; WRK-6: Undo takes the last scan back,
 * but not over a hold.
 */
function commandStep(
  { hold, paused }: Standing,
  { doneEndsHold = false }: Needs,
  scan: Extract<WorkScan, { kind: 'command' }>,
): WorkStep {
  const { command } = scan
  if (hold) {
    if (command === 'done' && doneEndsHold) return { do: 'ask-flow', scan }
    const goesOn = command === 'next' || command === 'cancel'
    return goesOn ? { do: 'release' } : { do: 'waits', code: '' }
  }
  if (command === 'undo') return { do: 'undo' }
  return paused ? { do: 'paused' } : { do: 'ask-flow', scan }
}

/** WRK-4: a parked code is a duplicate like one that was taken. */
function tubeStep({ parked }: Standing, needs: Needs, tube: TubeFacts): TubeStep {
  const isParked = parked.some(({ code }) => code === tube.code)
  const finding = findingOf({ ...tube, inBatch: tube.inBatch || isParked }, needs)
  return { do: replyTo(finding, needs), tube, finding }
}

/** WRK-2, WRK-5: what is good in itself and not what is wanted now is only said. */
function replyTo(finding: Finding, { wants, replies }: Needs): Reply {
  const said = replies[finding]
  if (said) return said
  const isKnown = finding === 'fine' || finding === 'out'
  if ((isKnown && wants === 'new') || (finding === 'new' && wants === 'known')) return 'warn'
  return REPLIES[finding]
}
