import type { Seal } from '#shared/ledger/seal.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import { askFor } from '#shared/sync/admission.ts'
import { Draft } from '#shared/sync/draft.ts'
import type { ReturnAnswer, ReturnOutcome, ReturnRequest } from '#shared/sync/protocol.ts'
import { admitReturned, readReturned } from '#shared/sync/returned.ts'
import type { Caller, Context } from './context.ts'
import type { Refused } from './refused.ts'
import { holds } from './seals.ts'
import { sha256 } from './secrets.ts'

/** Keeps what a bench once received and this service has lost, whoever wrote it. SYN-10 SYN-15 */
export async function giveBack(
  { log, now }: Context,
  bench: Caller,
  { stream, entries, lost }: ReturnRequest,
): Promise<Result<ReturnAnswer, Refused>> {
  if (stream !== bench.stream) return err({ type: 'OTHER_SITE' })
  const envelopes = entries.map(({ envelope }) => envelope)
  const read = readReturned(sha256, stream, envelopes)
  const good = read.flatMap((one) => ('examined' in one ? [one.examined] : []))
  const seals: Seal[] = []
  for (const { seal } of entries) {
    if (seal && (await holds(log, stream, envelopes, seal))) seals.push(seal)
  }
  const kept = await log.keep<ReturnOutcome[], never>(stream, now(), askFor(good), (shelf) => {
    const draft = new Draft(sha256, shelf)
    const outcomes = admitReturned(draft, read, new Set(lost))
    return ok({ addition: draft.addition(sealsOf(outcomes, seals, entries)), answer: outcomes })
  })
  if (!kept) return err({ type: 'OTHER_SITE' })
  return kept.ok ? ok({ outcomes: kept.value }) : kept
}

/** The seals that hold, of entries that were kept. One that does not hold keeps no event back. SYN-16 */
const sealsOf = (
  outcomes: readonly ReturnOutcome[],
  seals: readonly Seal[],
  entries: ReturnRequest['entries'],
): Seal[] =>
  entries.flatMap(({ seal }, i) =>
    seal && seals.includes(seal) && outcomes[i]!.outcome !== 'REFUSED' ? [seal] : [],
  )
