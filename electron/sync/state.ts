import type { RefusalType } from '#shared/sync/protocol.ts'
import type { CallFailure } from './transport.ts'

/**
 * What only a person can put right. The bench goes on recording, and looks again now and then.
 * `ROLLED_BACK`: the service has other events of this bench than its ledger, which is an older copy that
 * was written on; the service's own word for it is `FORK`.
 */
export type StopReason =
  | Exclude<RefusalType, 'FORK'>
  | 'ROLLED_BACK'
  | 'BAD_PAGE'
  | 'CONTRADICTION'
  | 'STORE_FAILED'

/** Why there is no contact just now. It is tried again by itself. */
export type OfflineReason = 'NO_ANSWER' | 'SLOW' | 'RUBBISH' | 'BUSY' | 'SERVICE_FAILED'

/**
 * What the screen makes a sentence of. `waiting` counts own events that are not yet acknowledged, the
 * oldest of them written at `oldestAt`; `lastContactAt` is the last good answer. UTC milliseconds.
 */
export type SyncState = {
  readonly waiting: number
  readonly oldestAt: number | null
  readonly lastContactAt: number | null
} & (
  | { readonly type: 'not-enrolled' }
  | { readonly type: 'offline'; readonly reason: OfflineReason }
  | { readonly type: 'syncing' }
  | { readonly type: 'up-to-date' }
  | { readonly type: 'stopped'; readonly reason: StopReason; readonly why: string }
)

/** How one direction fares. */
export type Health =
  | { readonly type: 'not-enrolled' }
  | { readonly type: 'busy' }
  | { readonly type: 'well' }
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
      return { type: 'offline', reason: 'RUBBISH', retryAfter: null }
    case 'Refused': {
      const { type, message } = failure.error
      const { retryAfter } = failure
      if (type === 'BUSY') return { type: 'offline', reason: 'BUSY', retryAfter }
      if (type === 'FAULT') return { type: 'offline', reason: 'SERVICE_FAILED', retryAfter }
      return { type: 'stopped', reason: type === 'FORK' ? 'ROLLED_BACK' : type, why: message }
    }
  }
}

/** The state of both directions as one: what needs a person first, then what hinders, then progress. */
export function stateOf(
  push: Health,
  pull: Health,
  facts: Pick<SyncState, 'waiting' | 'oldestAt' | 'lastContactAt'>,
): SyncState {
  const both = [push, pull]
  if (both.some((h) => h.type === 'not-enrolled')) return { ...facts, type: 'not-enrolled' }
  const stopped = both.find((h) => h.type === 'stopped')
  if (stopped) return { ...facts, type: 'stopped', reason: stopped.reason, why: stopped.why }
  const offline = both.find((h) => h.type === 'offline')
  if (offline) return { ...facts, type: 'offline', reason: offline.reason }
  const busy = facts.waiting > 0 || both.some((h) => h.type === 'busy')
  return { ...facts, type: busy ? 'syncing' : 'up-to-date' }
}
