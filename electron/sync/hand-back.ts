import { err, ok, type Result } from '#shared/lib/result.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import type { ReturnOutcome } from '#shared/sync/protocol.ts'
import { type Desk, RUBBISH } from './contact.ts'
import { withinMessage } from './message.ts'
import type { ReturnedEvent } from './ports.ts'
import { type Health, healthAfter } from './state.ts'

/**
 * Hands events of any chains back to a service that lost them; answers what became of each, in their order.
 * `lost`: causes that are not here either.
 */
export async function handBack(
  { transport, stream }: Desk,
  events: readonly ReturnedEvent[],
  lost: ReadonlySet<string>,
): Promise<Result<ReturnOutcome[], Health>> {
  const named = [...lost].slice(-LIMITS.pushEnvelopes)
  const entries = [...events]
  const message = named.length > 0 ? { stream, entries, lost: named } : { stream, entries }
  const answer = await transport.return(message)
  if (!answer.ok) return err(healthAfter(answer.error))
  const { outcomes } = answer.value
  const isOfThese = events.every(({ envelope: { chain, seq } }, i) => {
    return outcomes[i]?.chain === chain && outcomes[i].seq === seq
  })
  return isOfThese && outcomes.length === events.length ? ok(outcomes) : err(RUBBISH)
}

/** The same with more than one message may hold. */
export async function handBackAll(
  desk: Desk,
  events: readonly ReturnedEvent[],
  lost: ReadonlySet<string>,
): Promise<Result<ReturnOutcome[], Health>> {
  const { envelopes: count, bytes } = desk.contact.limits
  const all: ReturnOutcome[] = []
  while (all.length < events.length) {
    const some = withinMessage(events.slice(all.length), { count, bytes })
    const outcomes = await handBack(desk, some, lost)
    if (!outcomes.ok) return outcomes
    all.push(...outcomes.value)
  }
  return ok(all)
}

/** Whether the service has the fact now, or had it. */
export const isTaken = ({ outcome }: ReturnOutcome): boolean => outcome !== 'REFUSED'

/** Of the causes that the service lacks, those that are not here either. */
export async function notHere(
  { store }: Desk,
  outcomes: readonly ReturnOutcome[],
): Promise<string[]> {
  const uids = new Set(outcomes.flatMap(({ outcome, uid }) => (outcome === 'REFUSED' && uid) || []))
  const missing: string[] = []
  for (const uid of uids) if (!(await store.fact(uid))) missing.push(uid)
  return missing
}
