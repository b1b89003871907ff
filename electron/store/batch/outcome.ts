import type { WorkAnswer, WorkOutcome } from '#shared/contract/work.ts'
import type { Finding, TubeFacts } from '#shared/domain/batch/findings.ts'
import type { WorkSession } from '#shared/domain/batch/session.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { Saved } from '../execute.ts'
import { holdViewOf } from './view.ts'

/** What came of a call, and what it has written to the ledger. */
export interface WorkAnswered extends WorkAnswer {
  readonly saved: Saved | null
}

export interface Outcome {
  readonly outcome: WorkOutcome
  /** Null: the batch is over. */
  readonly session: WorkSession | null
  readonly saved: Saved | null
}

export const nothing = (session: WorkSession, outcome: WorkOutcome): Outcome => ({
  outcome,
  session,
  saved: null,
})

/** Nothing was written, and nothing goes on until a person has handled it. WRK-3 */
export function holdFor(
  session: WorkSession,
  { code, specimen, issuer = null, label = null }: Held,
  finding: Finding | null,
  refusal: Refusal | null,
): Outcome {
  const why = { finding, refusal: refusal && withoutValue(refusal) }
  const hold = { code, specimen, issuer, label, ...why }
  const view = holdViewOf(session.setup.kind, hold)
  return nothing({ ...session, hold }, { type: 'held', hold: view })
}

type Held = Pick<TubeFacts, 'code' | 'specimen'> & Partial<Pick<TubeFacts, 'issuer' | 'label'>>

/** STU-3: what somebody wrote into a field may tell of the donor, and a hold is written down as it is. */
const withoutValue = (refusal: Refusal): Refusal =>
  refusal.type === 'FieldUnfit' ? { ...refusal, value: '…' } : refusal
