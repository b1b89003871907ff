import type { Envelope } from '#shared/ledger/envelope.ts'
import type { PushAnswer, PushRequest } from '#shared/sync/protocol.ts'
import { handOverCause } from './causes.ts'
import { type Desk, dispute, grown, lookAtLimbo, RUBBISH } from './contact.ts'
import { returnLimbo } from './limbo.ts'
import { withinMessage } from './message.ts'
import { type Health, healthAfter, type StopReason } from './state.ts'
import type { CallFailure } from './transport.ts'

/** What the service has against a chain; the bench's other chains have nothing to do with it. */
const OF_A_CHAIN: ReadonlySet<StopReason> = new Set<StopReason>([
  'FORK',
  'GAP',
  'MISSING_CAUSE',
  'BAD_HASH',
  'BAD_SEAL',
  'BAD_FORM',
  'TOO_LARGE',
])

/**
 * Hands over one run of own events, and where none is left, what a restored service lost of others. A chain
 * that is not taken holds no other: what the service has against it is told when all the others have been
 * handed over.
 */
export async function pushStep(desk: Desk): Promise<Health> {
  const held = new Map<string, Health>()
  for (;;) {
    const run = await nextRun(desk, [...held.keys()])
    const first = run[0]
    if (!first) break
    const health = await handOver(desk, run)
    if (health.type !== 'stopped' || !OF_A_CHAIN.has(health.reason)) return health
    held.set(first.chain, health)
  }
  const returned = await returnLimbo(desk)
  return [...held.values()][0] ?? returned
}

async function nextRun({ store, contact }: Desk, except: readonly string[]): Promise<Envelope[]> {
  const { envelopes, bytes } = contact.limits
  const count = Math.min(contact.runSize, envelopes)
  return withinMessage(await store.outbox({ events: count, bytes: bytes / 2 }, except), {
    count,
    bytes,
  })
}

/** Only what the service acknowledges is marked, and that moves no cursor: events come back by pull. */
async function handOver(desk: Desk, run: readonly Envelope[]): Promise<Health> {
  const { store, transport, contact } = desk
  const { chain } = run[0]!
  const era = contact.turns.era()
  const answer = await transport.push(await messageWith(desk, run))
  if (!answer.ok) return refused(desk, run, answer.error)
  if (!speaksOf(run, answer.value)) return RUBBISH
  const { acked } = answer.value
  await contact.turns.within(era, () => store.acknowledge(chain, acked))
  contact.runSize = grown(contact.runSize, contact.limits.envelopes)
  contact.disputed.delete(chain)
  contact.causes.clear()
  // What waited for its causes may have waited for these.
  if (contact.limbo.waits) lookAtLimbo(contact)
  return { type: 'busy' }
}

async function messageWith(
  { store, contact }: Desk,
  run: readonly Envelope[],
): Promise<PushRequest> {
  const [first, last] = [run[0]!, run.at(-1)!]
  const seal = await store.sealWithin(first.chain, first.seq, last.seq)
  const lost = [...contact.causes].flatMap(([uid, fate]) => (fate === 'lost' ? [uid] : []))
  return { run: [...run], ...(seal ? { seal } : {}), ...(lost.length > 0 ? { lost } : {}) }
}

/** Whether an acknowledgement is of this very run: it says what became of each event up to where it reaches. */
function speaksOf(run: readonly Envelope[], { acked, outcomes }: PushAnswer): boolean {
  const isOfThese = outcomes.every(({ seq }, i) => run[i]?.seq === seq)
  return isOfThese && outcomes.at(-1)?.seq === acked
}

function refused(
  desk: Desk,
  run: readonly Envelope[],
  failure: CallFailure,
): Promise<Health> | Health {
  const { contact } = desk
  const health = healthAfter(failure)
  const half = Math.ceil(run.length / 2)
  if (failure.type === 'Slow') contact.runSize = half
  if (failure.type !== 'Refused') return health
  const { type, uid } = failure.error
  if (type === 'FORK' || type === 'GAP') return dispute(contact, run[0]!.chain, health)
  if (type === 'MISSING_CAUSE' && uid) return handOverCause(desk, uid, health)
  if (type !== 'TOO_LARGE' || run.length === 1) return health
  contact.runSize = half
  return { type: 'busy' }
}
