import { LIMITS } from '#shared/sync/limits.ts'
import type { SyncStore } from './ports.ts'
import type { ReadPage } from './read-page.ts'
import type { Health } from './state.ts'
import type { Answer, Transport } from './transport.ts'
import { createTurns, type Turns } from './turns.ts'

/** How many entries a bench asks for at a time. */
export const PAGE = 1_000
/** So many steps of pull after one hello comes the next, if nothing asks for it before. */
export const GREET_AGAIN = 40

/**
 * What a running client knows of its contact with the service. None of it is kept: all of it can be asked
 * again, and a client that is ended at any point begins without it.
 */
export interface Contact {
  readonly turns: Turns
  /** After so many more steps of pull hello is said again; 0: before anything else is said. */
  greetIn: number
  /** Calls in a row that brought no answer of the service. */
  lost: number
  /** Chains, or `order`, about which the service and hello have said different things. */
  readonly disputed: Set<string>
  /** New lives that were begun since hello had no objection. */
  lives: number
  /** How much goes into one message, where less than the most has proved to be wiser. */
  pageSize: number
  runSize: number
  /** What the service says that it takes in one push. */
  limits: { envelopes: number; bytes: number }
  /** Causes that the service lacked: handed over, or not here either. */
  readonly causes: Map<string, 'returned' | 'lost'>
  readonly limbo: LimboWork
  /** Whether all has been received, since the order was last taken back. */
  atHead: boolean
  /** The page that was asked for while the one before it was taken in. */
  ahead: { readonly era: number; readonly after: string; readonly page: Answer<ReadPage> } | null
  /** The last position that came by pull. */
  received: number
  /** Where the receiving began that is under way. */
  receivingFrom: number | null
  clockAhead: number | null
  /** When somebody last recorded something here, UTC milliseconds. */
  workedAt: number | null
}

/** How far the return of what a restored service lost has come. */
export interface LimboWork {
  /** Whether all that can be handed over just now has been. */
  done: boolean
  skip: number
  /** Whether the round that is under way has handed over something. */
  moved: boolean
  /** Whether something waits for its causes. */
  waits: boolean
  /** Hashes of what the service has got. */
  readonly handed: Set<string>
  /** Causes that neither side has. */
  readonly lost: Set<string>
}

export function createContact(): Contact {
  return {
    turns: createTurns(),
    greetIn: 0,
    lost: 0,
    disputed: new Set(),
    lives: 0,
    pageSize: PAGE,
    runSize: LIMITS.pushEnvelopes,
    limits: { envelopes: LIMITS.pushEnvelopes, bytes: LIMITS.pushBytes },
    causes: new Map(),
    limbo: { done: false, skip: 0, moved: false, waits: false, handed: new Set(), lost: new Set() },
    atHead: false,
    ahead: null,
    received: 0,
    receivingFrom: null,
    clockAhead: null,
    workedAt: null,
  }
}

/** Everything that is in limbo is looked at again; what was handed over already is left out. */
export function lookAtLimbo({ limbo }: Contact): void {
  Object.assign(limbo, { done: false, skip: 0, moved: false, waits: false })
}

/** What one step works with. */
export interface Desk {
  readonly store: SyncStore
  readonly transport: Transport
  readonly stream: string
  readonly contact: Contact
  /** UTC milliseconds. */
  readonly now: () => number
  /** Lets whatever else waits go first. */
  readonly breathe: () => Promise<void>
}

/** What goes into a message after one of `size` went well, where it had to be less than the most. */
export const grown = (size: number, most: number): number => Math.min(most, Math.ceil(size * 1.25))

/** Something answered, but not as a service does: it is tried again. */
export const RUBBISH: Health = { type: 'offline', reason: 'RUBBISH', retryAfter: null }

/**
 * Asks hello about what the service has just said, and goes on from there. Where hello has already had its
 * say on it, and the service says it again, a person has to know.
 */
export function dispute(contact: Contact, what: string, stop: Health): Health {
  if (contact.disputed.delete(what)) return stop
  contact.disputed.add(what)
  contact.greetIn = 0
  return { type: 'busy' }
}
