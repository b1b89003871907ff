import { z } from 'zod'
import { ok, type Result } from '#shared/lib/result.ts'
import type { Desk } from './contact.ts'
import { handBackAll, isTaken, notHere } from './hand-back.ts'
import type { ReturnedEvent, SyncStore } from './ports.ts'
import type { Health } from './state.ts'

/** How far back the causes of causes are looked for. */
const DEEPEST = 1_024
const MOST_EVENTS = 5_000

/**
 * Hands over a fact that the service lacks and an own event builds on, so that the event can be handed over
 * again. Where this bench does not have it either, the event will say so. `stop`: what is to be told where
 * the service lacks it all the same.
 */
export async function handOverCause(desk: Desk, uid: string, stop: Health): Promise<Health> {
  const { causes } = desk.contact
  if (causes.delete(uid)) return stop
  const fact = await desk.store.fact(uid)
  const taken = fact ? await handOverWithCauses(desk, fact) : ok(false)
  if (!taken.ok) return isUnknownCall(taken.error) ? stop : taken.error
  causes.set(uid, taken.value ? 'returned' : 'lost')
  return { type: 'busy' }
}

/** A service from before there was a way to return anything. */
const isUnknownCall = (health: Health): boolean =>
  health.type === 'stopped' && health.reason === 'NOT_FOUND'

/** A fact goes after those that it builds on, of which the service most often has all but the last few. */
async function handOverWithCauses(
  desk: Desk,
  fact: ReturnedEvent,
): Promise<Result<boolean, Health>> {
  const lost = new Set<string>()
  let sent = 0
  for (let depth = 0; depth <= DEEPEST; depth = 2 * depth || 1) {
    const events = await withCauses(desk.store, fact, depth)
    if (events.length === sent) return ok(false)
    const outcomes = await handBackAll(desk, events, lost)
    if (!outcomes.ok) return outcomes
    if (isTaken(outcomes.value.at(-1)!)) return ok(true)
    sent = events.length
    for (const uid of await notHere(desk, outcomes.value)) {
      lost.add(uid)
      sent = 0
    }
  }
  return ok(false)
}

/** A fact after its causes, and after theirs, so many generations back. */
async function withCauses(
  store: SyncStore,
  fact: ReturnedEvent,
  depth: number,
): Promise<ReturnedEvent[]> {
  const found = new Map<string, ReturnedEvent>()
  let generation = [fact]
  for (let back = 0; back < depth && found.size < MOST_EVENTS; back++) {
    const uids = new Set(generation.flatMap(({ envelope }) => causesIn(envelope.body)))
    generation = []
    for (const uid of uids) {
      const cause = await store.fact(uid)
      if (!cause) continue
      // What is found again, further back, comes before all that was found before it.
      found.delete(uid)
      found.set(uid, cause)
      generation.push(cause)
    }
  }
  return [...[...found.values()].reverse(), fact]
}

const building = z.object({ base: z.record(z.string(), z.array(z.string())) })

/** The facts that a body says it builds on; none of one that cannot be read. */
function causesIn(body: string): string[] {
  try {
    return Object.values(building.parse(JSON.parse(body)).base).flat()
  } catch {
    return []
  }
}
