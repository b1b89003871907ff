import type { Envelope } from '#shared/ledger/envelope.ts'
import { LIMITS } from '#shared/sync/limits.ts'
import type { SyncStore } from './ports.ts'
import { type Health, healthAfter, type StopReason } from './state.ts'
import type { Transport } from './transport.ts'

/** What the service has against a chain; the bench's other chains have nothing to do with it. */
const OF_A_CHAIN: ReadonlySet<StopReason> = new Set<StopReason>([
  'ROLLED_BACK',
  'GAP',
  'MISSING_CAUSE',
  'BAD_HASH',
  'BAD_SEAL',
  'BAD_FORM',
  'TOO_LARGE',
])

/**
 * Hands over one run of own events. `busy` means that there may be more. A chain that is not taken holds no
 * other: what the service has against it is told when all the others have been handed over.
 */
export async function pushOnce(store: SyncStore, transport: Transport): Promise<Health> {
  const held = new Map<string, Health>()
  for (;;) {
    const run = await nextRun(store, [...held.keys()])
    const [first, last] = [run[0], run.at(-1)]
    if (!first || !last) return [...held.values()][0] ?? { type: 'well' }
    const health = await handOver(store, transport, run, first, last)
    if (health.type !== 'stopped' || !OF_A_CHAIN.has(health.reason)) return health
    held.set(first.chain, health)
  }
}

/** Only what the service acknowledges is marked, and that moves no cursor: events come back by pull. */
async function handOver(
  store: SyncStore,
  transport: Transport,
  run: Envelope[],
  first: Envelope,
  last: Envelope,
): Promise<Health> {
  const seal = await store.sealWithin(first.chain, first.seq, last.seq)
  const answer = await transport.push(seal ? { run, seal } : { run })
  if (!answer.ok) return healthAfter(answer.error)
  const { acked } = answer.value
  if (acked < first.seq || acked > last.seq) {
    return healthAfter({ type: 'Rubbish', why: `acknowledges ${acked}, which was not sent` })
  }
  await store.acknowledge(first.chain, acked)
  return { type: 'busy' }
}

async function nextRun(store: SyncStore, except: readonly string[]): Promise<Envelope[]> {
  const { pushEnvelopes, pushBytes } = LIMITS
  const limit = { events: pushEnvelopes, bytes: pushBytes / 2 }
  return withinMessage(await store.outbox(limit, except))
}

/** Room for what is around the run: most of it is the seal. */
const AROUND = 700

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
