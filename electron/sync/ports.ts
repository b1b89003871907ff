import type { Envelope } from '#shared/ledger/envelope.ts'
import type { Seal } from '#shared/ledger/seal.ts'
import type { Result } from '#shared/lib/result.ts'
import type { Cursor } from '#shared/sync/protocol.ts'

/** What the sync client needs of the bench's store. */
export interface SyncStore {
  /** Null while the bench has no site. */
  identity(): Promise<{ chain: string; install: string; stream: string } | null>
  cursor(): Promise<Cursor | null>
  /** A contiguous run of an own chain after its acknowledged seq; `bytes` bounds the bodies. */
  outbox(limit: { events: number; bytes: number }, except: readonly string[]): Promise<Envelope[]>
  /** The last seal over an event of a chain from one seq up to another one, or null. */
  sealWithin(chain: string, from: number, to: number): Promise<Seal | null>
  /** Own events that are not acknowledged; `oldestAt` is UTC milliseconds. */
  waiting(): Promise<{ count: number; oldestAt: number | null }>
  /** All of `chain` up to `seq` need not be sent again. It says nothing about their order. */
  acknowledge(chain: string, seq: number): Promise<void>
  /** The service has of an own chain nothing after `seq`: what was acknowledged after it is to be sent again. */
  sendAgain(chain: string, seq: number): Promise<void>
  /** Rows, re-fold and cursor in one transaction: a page, or a part of it. A refusal keeps nothing of it. */
  applyPage(page: PulledPage): Promise<Result<null, PageRefused>>
  /** The chains of all lives of this bench with their ends, the present one last. */
  ownChains(): Promise<{ chain: string; head: { seq: number; hash: string } | null }[]>
  /**
   * Begins a new life, because the service has other events of the present one (`forked`) or later ones
   * (`rolled-back`): a chain of its own, in which every fact that is not acknowledged is told again.
   */
  newLife(reason: 'forked' | 'rolled-back'): Promise<void>
  /** The running hash after each position of the order as it was received; null beyond its end. */
  runningAt(positions: readonly number[]): Promise<(string | null)[]>
  /**
   * The service lost what it had ordered after `common` (position and running hash, the same on both
   * sides), and goes on in `epoch`: own events after it are to be sent again, those of others to be
   * returned. Nothing is forgotten.
   */
  diverge(common: { pos: number; hash: string }, epoch: string): Promise<void>
  /** Events of others that had a position once and have none now, causes first, after the first `skip`. */
  limbo(skip: number, limit: { events: number; bytes: number }): Promise<ReturnedEvent[]>
  /** The envelope of a fact by its `uid`, with its seal; null where this bench does not have it. */
  fact(uid: string): Promise<ReturnedEvent | null>
}

/** An event as it is handed back to a service that lost it. */
export interface ReturnedEvent {
  readonly envelope: Envelope
  readonly seal?: Seal | undefined
}

/** The page does not go on where the bench's order ends, or is not what it says it is; `why` for a log. */
export interface PageRefused {
  readonly type: 'Contradiction'
  readonly why: string
}

export interface PulledPage {
  epoch: string
  entries: {
    pos: number
    envelope: Envelope
    receivedAt: number
    seal?: Seal | undefined
    quarantined?: string | undefined
  }[]
  cursor: Cursor
}

/** Where the service is and what lets this bench in. Kept by the caller, away from the ledger. */
export interface SyncAccess {
  readonly url: string
  readonly credential: string
}

/** Calls back once after some milliseconds. Injected, so that a test owns the time. */
export interface Timers {
  /** Answers what takes the call back. */
  after(ms: number, run: () => void): () => void
}

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** `fetch` of the platform, as far as sync uses it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>
