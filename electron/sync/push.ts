import type { Envelope } from '#shared/ledger/envelope.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import type { SyncStore } from './ports.ts'
import { type Health, healthAfter } from './state.ts'
import type { Transport } from './transport.ts'

/**
 * Hands over one run of own events. `busy` means that there may be more. Only what the service
 * acknowledges is marked, and an acknowledgement moves no cursor: the events come back by pull.
 */
export async function pushOnce(store: SyncStore, transport: Transport): Promise<Health> {
  const { pushEnvelopes, pushBytes } = LIMITS
  const run = withinMessage(await store.outbox({ events: pushEnvelopes, bytes: pushBytes / 2 }))
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last) return { type: 'well' }
  const answer = await transport.push({ run })
  if (!answer.ok) return healthAfter(answer.error)
  const { acked } = answer.value
  if (acked < first.seq || acked > last.seq) {
    return healthAfter({ type: 'Rubbish', why: `acknowledges ${acked}, which was not sent` })
  }
  await store.acknowledge(first.chain, acked)
  return { type: 'busy' }
}

/** Room for what is around the run. */
const AROUND = 100

/** As much of a run as one message may hold: quoting makes a body up to twice as long. */
function withinMessage(run: readonly Envelope[]): Envelope[] {
  const fitting: Envelope[] = []
  let bytes = AROUND
  for (const envelope of run.slice(0, LIMITS.pushEnvelopes)) {
    bytes += Buffer.byteLength(JSON.stringify(envelope)) + 1
    if (bytes > LIMITS.pushBytes && fitting.length > 0) break
    fitting.push(envelope)
  }
  return fitting
}
