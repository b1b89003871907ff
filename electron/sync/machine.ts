import { type Contact, createContact, type Desk, GREET_AGAIN } from './contact.ts'
import { sayHello } from './hello.ts'
import type { SyncStore } from './ports.ts'
import { pullStep } from './pull.ts'
import { pushStep } from './push.ts'
import type { Health, OfflineReason, StopReason } from './state.ts'
import type { Transport } from './transport.ts'

/** Where hello brought no answer that helps, push and pull do without it, and it is said again after so many steps. */
const GREET_SOON = 5

export type Direction = 'push' | 'pull'

/** The steps of sync, without any time in them. Each is safe to be ended at any point, and to be begun anew. */
export interface Machine {
  /** One step in one direction; `busy` asks for the next at once. Throws what the store throws. */
  step(direction: Direction, transport: Transport, stream: string): Promise<Health>
  /** Somebody has recorded something here, and may do so again soon. */
  worked(): void
  /** There may be another service at the other end, or the same one restored. */
  reconnected(): void
  /** How far the order has been received by this client, as a position. */
  received(): number
  /** Whether something that a restored service lost may be left to be handed back. */
  hasMore(): boolean
  /** See `SyncState`. */
  clockAhead(): number | null
}

export function createMachine(
  store: SyncStore,
  now: () => number,
  breathe: () => Promise<void> = async () => {},
): Machine {
  const contact = createContact()
  let greeting: Promise<Health | null> | null = null

  async function greet(desk: Desk): Promise<Health | null> {
    const health = await sayHello(desk)
    contact.greetIn = health === null ? GREET_AGAIN : GREET_SOON
    return health
  }
  /** Both directions wait for one hello, and so for the repairs that follow from it. */
  function greeted(desk: Desk): Promise<Health | null> {
    if (contact.greetIn > 0) return Promise.resolve(null)
    greeting ??= greet(desk).finally(() => {
      greeting = null
    })
    return greeting
  }
  return {
    async step(direction, transport, stream) {
      const desk: Desk = { store, transport, stream, contact, now, breathe }
      const objection = await greeted(desk)
      if (objection && holds(direction, objection, contact)) return objection
      if (direction === 'push') return seen(contact, direction, await pushStep(desk))
      contact.greetIn = Math.max(0, contact.greetIn - 1)
      return seen(contact, direction, await pullStep(desk))
    },
    worked: () => {
      contact.workedAt = now()
    },
    reconnected: () => {
      contact.greetIn = 0
    },
    received: () => contact.received,
    hasMore: () => !contact.limbo.done,
    clockAhead: () => contact.clockAhead,
  }
}

/** After two of these in a row the connection is a new one; a single one is a sick line. */
const LOST: ReadonlySet<OfflineReason> = new Set(['NO_ANSWER', 'RUBBISH', 'SERVICE_FAILED'])
const MOST_LOST = 2

function seen(contact: Contact, direction: Direction, health: Health): Health {
  if (health.type === 'offline' && LOST.has(health.reason)) contact.lost += 1
  else if (isContact(direction, health)) contact.lost = 0
  if (contact.lost >= MOST_LOST) contact.greetIn = 0
  return health
}

/** Whether the service has answered. Of a push that is `well` nothing was sent. */
export const isContact = (direction: Direction, { type }: Health): boolean =>
  type === 'busy' || (direction === 'pull' && type === 'well')

/** What is said of the bench and not of an order: nothing else will be answered either. */
const OF_THE_BENCH: ReadonlySet<StopReason> = new Set(['AUTH', 'REVOKED', 'OTHER_SITE', 'NO_SITE'])

/** Nothing that is said of the order holds a push: what has happened is handed over. */
function holds(direction: Direction, objection: Health, { disputed }: Contact): boolean {
  // Without hello's word the service would only say again what hello was to explain.
  if (disputed.size > 0) return true
  if (objection.type === 'stopped')
    return direction === 'pull' || OF_THE_BENCH.has(objection.reason)
  return objection.type === 'offline' && objection.reason === 'BUSY'
}
