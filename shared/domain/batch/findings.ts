import type { Material } from '../words.ts'

/** What a tube can turn out to be, the worst first. WRK-1 */
export const FINDINGS = [
  /** The code names two tubes. */
  'twice',
  /** It was scanned in this batch already. */
  'duplicate',
  /** Nobody knows the code, and it has no form that is used here. */
  'unknown',
  /** It has the form of the study, and its check digit is wrong. */
  'check-digit',
  /** A free code of a known form. */
  'new',
  /** A code of another issuer, whether it names a tube here or not. */
  'foreign',
  /** A label that its tube had before it got another one. */
  'formerly',
  /** It was sent away from here. */
  'dispatched',
  'wrong-study',
  'wrong-kind',
  'closed',
  'withdrawn',
  'quarantined',
  /** It is claimed to be in more than one place. */
  'contested',
  /** Somebody has it out. */
  'out',
  'fine',
] as const
export type Finding = (typeof FINDINGS)[number]

/** What is known of a scanned tube, as far as a flow has to know it. */
export interface TubeFacts {
  readonly code: string
  /** Null where the code names no tube. */
  readonly specimen: string | null
  /** Of a code that names nothing yet: another study whose own codes look like it. */
  readonly study: string | null
  readonly material: Material | null
  readonly inBatch: boolean
  readonly isTwice: boolean
  /** Of a code that names nothing: whether it has a form that is used here, or only its check digit is wrong. */
  readonly form: 'fits' | 'check-digit' | 'none'
  readonly isForeign: boolean
  readonly isFormerly: boolean
  /** Who gave the code out, by name, where that was somebody else. */
  readonly issuer: string | null
  /** The code that the tube has here now, where it was found by another one. */
  readonly label: string | null
  readonly isDispatched: boolean
  readonly isClosed: boolean
  readonly isWithdrawn: boolean
  readonly isQuarantined: boolean
  readonly isContested: boolean
  readonly isOut: boolean
}

/** What a step of a flow is waiting for. */
export interface Needs {
  readonly wants: 'new' | 'known' | 'either'
  readonly study: string | null
  /** Empty: any. */
  readonly materials: readonly Material[]
  /** Where this flow answers otherwise than `REPLIES` says. */
  readonly replies: Partial<Record<Finding, Reply>>
  /** Done is a way out of the hold: it ends what the batch is at. */
  readonly doneEndsHold?: boolean
}

/** take: it is what is wanted; warn: said, and nothing done; park: listed, and on; hold: nothing goes on. */
export type Reply = 'take' | 'warn' | 'park' | 'hold'

/** WRK-2 */
export const REPLIES: Readonly<Record<Finding, Reply>> = {
  twice: 'hold',
  duplicate: 'warn',
  unknown: 'park',
  'check-digit': 'hold',
  new: 'take',
  foreign: 'hold',
  formerly: 'hold',
  dispatched: 'hold',
  'wrong-study': 'hold',
  'wrong-kind': 'hold',
  closed: 'hold',
  withdrawn: 'hold',
  quarantined: 'hold',
  contested: 'hold',
  out: 'take',
  fine: 'take',
}

/** The worst that can be said of a tube, for what is wanted of it. WRK-1 */
export function findingOf(tube: TubeFacts, needs: Needs): Finding {
  if (tube.isTwice) return 'twice'
  if (tube.inBatch) return 'duplicate'
  if (tube.isForeign) return 'foreign'
  if (tube.isFormerly) return 'formerly'
  if (tube.specimen === null) return unbound(tube, needs)
  if (tube.isDispatched) return 'dispatched'
  if (needs.study !== null && tube.study !== needs.study) return 'wrong-study'
  const { materials } = needs
  const isKind = tube.material !== null && materials.includes(tube.material)
  if (materials.length > 0 && !isKind) return 'wrong-kind'
  return heldBack(tube) ?? (tube.isOut ? 'out' : 'fine')
}

/** WRK-9: a free code that looks like those of another study is on a tube of that one. */
function unbound({ form, study }: TubeFacts, needs: Needs): Finding {
  const isOfAnother = needs.study !== null && study !== null && study !== needs.study
  return form === 'fits' && isOfAnother ? 'wrong-study' : UNBOUND[form]
}

const UNBOUND = { fits: 'new', 'check-digit': 'check-digit', none: 'unknown' } as const

function heldBack(tube: TubeFacts): Finding | null {
  if (tube.isClosed) return 'closed'
  if (tube.isWithdrawn) return 'withdrawn'
  if (tube.isQuarantined) return 'quarantined'
  return tube.isContested ? 'contested' : null
}
