import { LIMITS } from '#shared/sync/limits.ts'
import type { HelloAnswer, HelloRequest } from '#shared/sync/protocol.ts'
import { commonPrefix } from './bisect.ts'
import { type Desk, lookAtLimbo, RUBBISH } from './contact.ts'
import { type Health, healthAfter } from './state.ts'

/** So many chains fit into one hello; a bench has one for each time that it was restored or copied. */
const MOST_CHAINS = 64
const MOST_ROUNDS = 8
/** A service that objects to every new life means something else. */
const MOST_LIVES = 3
const MINUTE = 60_000
/** From so many minutes on a clock that is wrong makes a person doubt what is written. */
const CLOCK_DOUBT = 10

/**
 * Says hello, and repairs what the answer shows: an order that the service does not have any more, events
 * of this bench that it lost, a ledger that is an older copy or one of two. Answers null when both sides
 * agree, and otherwise why they could not be brought to.
 */
export async function sayHello(desk: Desk): Promise<Health | null> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const era = desk.contact.turns.era()
    const asked = await question(desk)
    const sentAt = desk.now()
    const answer = await desk.transport.hello(asked)
    if (!answer.ok) return healthAfter(answer.error)
    if (!makesSense(asked, answer.value)) return RUBBISH
    note(desk, answer.value, (sentAt + desk.now()) / 2)
    const outcome = await settle(desk, era, asked, answer.value)
    if (outcome !== 'again') return outcome
  }
  return { type: 'stopped', reason: 'DIVERGED', why: 'the service says something else each time' }
}

async function question({ store, stream }: Desk): Promise<HelloRequest> {
  const chains = (await store.ownChains()).slice(-MOST_CHAINS)
  return { stream, chains, cursor: await store.cursor() }
}

/** Whether this is an answer to what was asked, and of one mind. */
function makesSense({ chains, cursor }: HelloRequest, answer: HelloAnswer): boolean {
  const { epoch, stream } = answer
  if (stream.head.epoch !== epoch || answer.chains.length !== chains.length) return false
  if (stream.status === 'OK' && cursor && (cursor.epoch !== epoch || cursor.pos > stream.head.pos))
    return false
  if (stream.status === 'DIVERGED' && !cursor) return false
  return chains.every(({ chain, head }) => {
    const stands = answer.chains.find((one) => one.chain === chain)
    return stands && (stands.status !== 'OK' || stands.expect <= (head?.seq ?? 0) + 1)
  })
}

function note({ contact }: Desk, { time, limits }: HelloAnswer, now: number): void {
  const minutes = Math.round((now - time) / MINUTE)
  contact.clockAhead = Math.abs(minutes) < CLOCK_DOUBT ? null : minutes * MINUTE
  contact.limits = {
    envelopes: Math.min(LIMITS.pushEnvelopes, Math.max(1, limits.pushEnvelopes)),
    bytes: Math.min(LIMITS.pushBytes, Math.max(LIMITS.bodyBytes, limits.pushBytes)),
  }
}

type Settled = Health | null | 'again'

async function settle(
  desk: Desk,
  era: number,
  asked: HelloRequest,
  answer: HelloAnswer,
): Promise<Settled> {
  if (answer.stream.status === 'DIVERGED') return goBack(desk, era, asked, answer)
  const present = asked.chains.at(-1)?.chain
  const other = answer.chains.find(({ chain, status }) =>
    chain === present ? status !== 'OK' : status === 'FORK' && isDisputed(desk, chain),
  )
  if (other) return parted(desk, era, asked, other)
  await sendAgain(desk, era, answer)
  desk.contact.lives = 0
  desk.contact.limbo.handed.clear()
  lookAtLimbo(desk.contact)
  return null
}

/** A life that is over matters only where there is something left of it that the service does not take. */
const isDisputed = ({ contact }: Desk, chain: string) => contact.disputed.has(chain)

/**
 * What the service lost, and this bench had not received back yet, is not in the order that the cursor
 * speaks of: only the chain's end at the service tells.
 */
async function sendAgain({ store, contact }: Desk, era: number, { chains }: HelloAnswer) {
  const ends = chains.filter(({ status }) => status === 'OK')
  await contact.turns.repair(era, async () => {
    for (const { chain, expect } of ends) await store.sendAgain(chain, expect - 1)
  })
}

/** This ledger is an older copy of what the service has from this bench, or there are two of it. */
async function parted(
  desk: Desk,
  era: number,
  asked: HelloRequest,
  { chain, status, expect }: HelloAnswer['chains'][number],
): Promise<Settled> {
  const { store, contact } = desk
  if (status === 'BEHIND' && (await hasGrown(desk, asked, expect))) return 'again'
  if (contact.lives >= MOST_LIVES)
    return { type: 'stopped', reason: 'FORK', why: `the service objects to ${chain} again` }
  contact.lives += 1
  const reason = status === 'FORK' ? 'forked' : 'rolled-back'
  await contact.turns.repair(era, () => store.newLife(reason))
  return 'again'
}

/** Whether what the service has beyond the end that was asked about may have been written here meanwhile. */
async function hasGrown({ store }: Desk, asked: HelloRequest, expect: number): Promise<boolean> {
  const [before, now] = [asked.chains.at(-1), (await store.ownChains()).at(-1)]
  if (!now || now.chain !== before?.chain) return true
  const seq = now.head?.seq ?? 0
  return seq !== (before.head?.seq ?? 0) && seq >= expect - 1
}

/** Takes the order back to where it is the service's own, and receives from there. */
async function goBack(
  { store, transport, stream, contact }: Desk,
  era: number,
  { cursor }: HelloRequest,
  { epoch, stream: { head } }: HelloAnswer,
): Promise<Settled> {
  const common = await commonPrefix(
    cursor!,
    head,
    (positions) => store.runningAt(positions),
    (positions) => transport.chain({ stream, positions: [...positions] }),
  )
  if (!common.ok) return common.error.type === 'NoSense' ? RUBBISH : healthAfter(common.error)
  // It has all that this bench has received, in the same order, and yet says that it has not.
  if (common.value.pos === cursor!.pos && epoch === cursor!.epoch) return RUBBISH
  contact.atHead = false
  await contact.turns.repair(era, () => store.diverge(common.value, epoch))
  return 'again'
}
