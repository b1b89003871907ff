import type { RefusalType } from '#shared/sync/protocol.ts'
import type { CallFailure } from './transport.ts'

/** What only a person can put right. The bench goes on recording, and looks again now and then. */
export type StopReason =
  | RefusalType
  /** What the service sends is not in order. */
  | 'BAD_PAGE'
  /** What the service sends contradicts what this bench has in its ledger. */
  | 'CONTRADICTION'
  | 'STORE_FAILED'

/** Why there is no contact just now. It is tried again by itself. */
export type OfflineReason = 'NO_ANSWER' | 'SLOW' | 'RUBBISH' | 'BUSY' | 'SERVICE_FAILED'

/** How many of the entries that were missing have been received. */
export interface Progress {
  readonly done: number
  readonly of: number
}

/**
 * What the screen makes a sentence of. `waiting` counts own events that are not yet acknowledged, the
 * oldest of them written at `oldestAt`; `lastContactAt` is the last good answer. UTC milliseconds.
 * `clockAhead`: how far this computer's clock is before the service's (behind it: negative), where that is
 * so far that a person should know, in whole minutes.
 */
export type SyncState = {
  readonly waiting: number
  readonly oldestAt: number | null
  readonly lastContactAt: number | null
  readonly clockAhead: number | null
} & (
  | { readonly type: 'not-enrolled' }
  | { readonly type: 'offline'; readonly reason: OfflineReason }
  /** `receiving`: there is more to receive than comes at once. */
  | { readonly type: 'syncing'; readonly receiving: Progress | null }
  | { readonly type: 'up-to-date' }
  | { readonly type: 'stopped'; readonly reason: StopReason; readonly why: string }
)

/** What is true of a state, whatever its type. */
export type SyncFacts = Pick<SyncState, 'waiting' | 'oldestAt' | 'lastContactAt' | 'clockAhead'>

/** How one direction fares. */
export type Health =
  | { readonly type: 'not-enrolled' }
  /** There is more to do, at once. */
  | { readonly type: 'busy'; readonly receiving?: Progress | undefined }
  /** Nothing is left to do. `news`: something was done. */
  | { readonly type: 'well'; readonly news: boolean }
  | { readonly type: 'offline'; readonly reason: OfflineReason; readonly retryAfter: number | null }
  | { readonly type: 'stopped'; readonly reason: StopReason; readonly why: string }

/** What a call's failure means for its direction. */
export function healthAfter(failure: CallFailure): Health {
  switch (failure.type) {
    case 'Offline':
      return { type: 'offline', reason: 'NO_ANSWER', retryAfter: null }
    case 'Slow':
      return { type: 'offline', reason: 'SLOW', retryAfter: null }
    case 'Rubbish':
      return { type: 'offline', reason: 'RUBBISH', retryAfter: failure.retryAfter ?? null }
    case 'Refused': {
      const { type, message } = failure.error
      const { retryAfter } = failure
      if (type === 'BUSY') return { type: 'offline', reason: 'BUSY', retryAfter }
      if (type === 'FAULT') return { type: 'offline', reason: 'SERVICE_FAILED', retryAfter }
      return { type: 'stopped', reason: type, why: message }
    }
  }
}

/** Whether trouble may go away by itself, so that it is tried again soon. */
export const isPassing = (health: Health): boolean =>
  health.type === 'offline' ||
  (health.type === 'stopped' && (health.reason === 'STORE_FAILED' || health.reason === 'BAD_PAGE'))

/** The state of both directions as one: what needs a person first, then what hinders, then progress. */
export function stateOf(push: Health, pull: Health, facts: SyncFacts): SyncState {
  const both = [push, pull]
  if (both.some((h) => h.type === 'not-enrolled')) return { ...facts, type: 'not-enrolled' }
  const stopped = both.find((h) => h.type === 'stopped')
  if (stopped) return { ...facts, type: 'stopped', reason: stopped.reason, why: stopped.why }
  const offline = both.find((h) => h.type === 'offline')
  if (offline) return { ...facts, type: 'offline', reason: offline.reason }
  const receiving = (pull.type === 'busy' && pull.receiving) || null
  const busy = facts.waiting > 0 || both.some((h) => h.type === 'busy')
  return busy ? { ...facts, type: 'syncing', receiving } : { ...facts, type: 'up-to-date' }
}
