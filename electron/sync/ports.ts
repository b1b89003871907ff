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
  /** Rows, re-fold and cursor in one transaction. A refusal keeps nothing of the page. */
  applyPage(page: PulledPage): Promise<Result<null, PageRefused>>
}

/**
 * The page says something else than the bench has received before, or (`RolledBack`) than it has itself
 * recorded at a place of its own chain; `why` in words for a log.
 */
export interface PageRefused {
  readonly type: 'Contradiction' | 'RolledBack'
  readonly why: string
}

export interface PulledPage {
  epoch: string
  entries: { pos: number; envelope: Envelope; receivedAt: number; seal?: Seal | undefined }[]
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
