import { LIMITS } from '#shared/sync/limits.ts'
import { type Desk, grown, type LimboWork } from './contact.ts'
import { handBack, isTaken, notHere } from './hand-back.ts'
import { withinMessage } from './message.ts'
import type { ReturnedEvent } from './ports.ts'
import type { Health } from './state.ts'

const NOTHING_LEFT: Health = { type: 'well', news: false }
const MORE: Health = { type: 'busy' }

/**
 * Hands back one message of what a restored service lost of others, once all has been received that it still
 * has. What waits for its causes is tried again after each round that has handed over something.
 */
export async function returnLimbo(desk: Desk): Promise<Health> {
  const { store, contact } = desk
  const { limbo } = contact
  if (limbo.done || !contact.atHead) return NOTHING_LEFT
  const bytes = Math.min(LIMITS.pushBytes, contact.limits.bytes)
  const limit = { events: contact.runSize, bytes: bytes / 2 }
  const page = await store.limbo(limbo.skip, limit)
  if (page.length === 0) return endRound(limbo)
  const fresh = page.filter(({ envelope }) => !limbo.handed.has(envelope.hash))
  const events = withinMessage(fresh, { count: limit.events, bytes })
  const failed = events.length > 0 ? await hand(desk, events) : null
  if (failed) return failed
  limbo.skip += events.length < fresh.length ? page.indexOf(events.at(-1)!) + 1 : page.length
  return MORE
}

async function hand(desk: Desk, events: readonly ReturnedEvent[]): Promise<Health | null> {
  const { contact } = desk
  const outcomes = await handBack(desk, events, contact.limbo.lost)
  if (!outcomes.ok) return afterFailure(desk, events, outcomes.error)
  contact.runSize = grown(contact.runSize, contact.limits.envelopes)
  for (const [i, outcome] of outcomes.value.entries()) {
    if (isTaken(outcome)) contact.limbo.handed.add(events[i]!.envelope.hash)
    else contact.limbo.waits = true
  }
  const named = await notHere(desk, outcomes.value)
  const lost = named.filter((uid) => !contact.limbo.lost.has(uid))
  for (const uid of lost) contact.limbo.lost.add(uid)
  contact.limbo.moved ||= lost.length > 0 || outcomes.value.some(isTaken)
  return null
}

function afterFailure({ contact }: Desk, events: readonly ReturnedEvent[], health: Health): Health {
  const { type } = health
  const reason = type === 'offline' || type === 'stopped' ? health.reason : null
  const isTooMuch = reason === 'TOO_LARGE' && events.length > 1
  if (isTooMuch || reason === 'SLOW') contact.runSize = Math.ceil(events.length / 2)
  // It stays here, and is still shown.
  else if (reason === 'TOO_LARGE') contact.limbo.handed.add(events[0]!.envelope.hash)
  // A service that is older than this call.
  else if (reason === 'NOT_FOUND') contact.limbo.done = true
  return reason === 'TOO_LARGE' || reason === 'NOT_FOUND' ? MORE : health
}

/** What has come back by pull meanwhile has moved the others up, so that the last round is one without news. */
function endRound(limbo: LimboWork): Health {
  limbo.done = !limbo.moved
  limbo.skip = 0
  limbo.moved = false
  return limbo.done ? NOTHING_LEFT : MORE
}
