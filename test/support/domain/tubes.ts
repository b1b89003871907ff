import type { Finding, TubeFacts } from '#shared/domain/batch/findings.ts'
import { testId } from '../sync/events.ts'
import { STUDY, T1 } from './facts.ts'

export const OTHER_STUDY = testId('d', 2)

/** A free code of a form that is used here. */
export const FREE: TubeFacts = {
  code: 'FX1',
  specimen: null,
  study: null,
  material: null,
  inBatch: false,
  isTwice: false,
  form: 'fits',
  isForeign: false,
  isFormerly: false,
  issuer: null,
  label: null,
  isDispatched: false,
  isClosed: false,
  isWithdrawn: false,
  isQuarantined: false,
  isContested: false,
  isOut: false,
}
/** A plasma tube of the study, in good order. */
export const KNOWN: TubeFacts = { ...FREE, specimen: T1, study: STUDY, material: 'plasma' }

/** A tube of which nothing worse can be said than this. */
export const TUBES: Readonly<Record<Finding, TubeFacts>> = {
  twice: { ...KNOWN, isTwice: true },
  duplicate: { ...KNOWN, inBatch: true },
  unknown: { ...FREE, form: 'none' },
  'check-digit': { ...FREE, form: 'check-digit' },
  new: FREE,
  foreign: { ...KNOWN, isForeign: true },
  formerly: { ...KNOWN, isFormerly: true },
  dispatched: { ...KNOWN, isDispatched: true },
  'wrong-study': { ...KNOWN, study: OTHER_STUDY },
  'wrong-kind': { ...KNOWN, material: 'serum' },
  closed: { ...KNOWN, isClosed: true },
  withdrawn: { ...KNOWN, isWithdrawn: true },
  quarantined: { ...KNOWN, isQuarantined: true },
  contested: { ...KNOWN, isContested: true },
  out: { ...KNOWN, isOut: true },
  fine: KNOWN,
}
