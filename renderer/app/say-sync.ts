import type { IntlShape } from 'react-intl'
import type { SyncView } from '#shared/contract/views.ts'
import { never } from '#shared/lib/assert.ts'
import { wordsOf } from '../i18n/use-t.ts'
import { sayClock, sayDuration } from './format.ts'

export interface SyncSentence {
  readonly online: boolean
  readonly words: string
}

/** The state of sync as one sentence: being offline is normal and sounds like it. */
export function saySync(intl: IntlShape, sync: SyncView): SyncSentence {
  const t = wordsOf(intl)
  if (sync.type === 'no-service') return { online: false, words: t('sync.noService') }
  const { type, waiting, oldestAt, lastContactAt } = sync
  switch (type) {
    case 'offline':
      return {
        online: false,
        words:
          waiting === 0 || oldestAt === null
            ? t('sync.offlineNothing')
            : t('sync.offline', { waiting, oldest: sayClock(intl, oldestAt) }),
      }
    case 'syncing':
      return { online: true, words: saySyncing(intl, sync) }
    case 'up-to-date':
      return {
        online: true,
        words:
          lastContactAt === null
            ? t('sync.upToDate')
            : t('sync.upToDateAt', { at: sayClock(intl, lastContactAt) }),
      }
    case 'stopped':
      return { online: false, words: t('sync.stopped', { reason: sayReason(intl, sync.reason) }) }
    default:
      return never(type)
  }
}

type Connected = Exclude<SyncView, { type: 'no-service' }>

/** What there is more of than comes at once is counted. */
function saySyncing(intl: IntlShape, { waiting, receiving }: Connected): string {
  const t = wordsOf(intl)
  if (receiving) return t('sync.receiving', { ...receiving })
  return waiting > 0 ? t('sync.sending', { waiting }) : t('sync.fetching')
}

/** Why there is no contact just now, and that nobody has to do anything; null where there is. */
export function sayWhyOffline(intl: IntlShape, sync: SyncView): string | null {
  if (sync.type !== 'offline') return null
  const t = wordsOf(intl)
  switch (sync.reason) {
    case 'SLOW':
      return t('sync.whySlow')
    case 'RUBBISH':
      return t('sync.whyRubbish')
    case 'BUSY':
      return t('sync.whyBusy')
    case 'SERVICE_FAILED':
      return t('sync.whyFailed')
    default:
      return t('sync.whyNoAnswer')
  }
}

/** That this computer's clock is far off the service's, and what to do; null where it is not. */
export function sayClockOff(intl: IntlShape, sync: SyncView): string | null {
  const ahead = sync.type === 'no-service' ? null : sync.clockAhead
  if (ahead === null) return null
  const t = wordsOf(intl)
  const duration = sayDuration(intl, Math.abs(ahead))
  return ahead > 0 ? t('sync.clockAhead', { duration }) : t('sync.clockBehind', { duration })
}

/** What a manager can put right by connecting the bench again. */
const BY_CONNECTING: ReadonlySet<string> = new Set([
  'AUTH',
  'REVOKED',
  'OTHER_SITE',
  'NO_SITE',
  'NOT_FOUND',
])

export const isEndedByConnecting = (sync: SyncView): boolean =>
  sync.type === 'stopped' && BY_CONNECTING.has(sync.reason ?? '')

/** The same for the strip, which has room for one line: why sync stopped stands below it. */
export function saySyncInStrip(intl: IntlShape, sync: SyncView): SyncSentence {
  const t = wordsOf(intl)
  return sync.type === 'stopped'
    ? { online: false, words: t('sync.stoppedShort') }
    : saySync(intl, sync)
}

/** Why the service does not take what this bench sends; see the refusals of the sync protocol. */
function sayReason(intl: IntlShape, reason: string | null): string {
  const t = wordsOf(intl)
  switch (reason) {
    case 'FORK':
      return t('sync.reasonFork')
    case 'GAP':
    case 'MISSING_CAUSE':
      return t('sync.reasonGap')
    case 'DIVERGED':
      return t('sync.reasonDiverged')
    case 'BAD_PAGE':
      return t('sync.reasonBadPage')
    case 'BAD_SEAL':
      return t('sync.reasonSeal')
    case 'BAD_HASH':
    case 'BAD_FORM':
      return t('sync.reasonUnreadable')
    case 'TOO_LARGE':
      return t('sync.reasonTooLarge')
    case 'AUTH':
    case 'REVOKED':
      return t('sync.reasonRevoked')
    case 'OTHER_SITE':
    case 'NO_SITE':
      return t('sync.reasonOtherSite')
    case 'NOT_FOUND':
      return t('sync.reasonNoService')
    case 'UPGRADE':
      return t('sync.reasonUpgrade')
    case 'CONTRADICTION':
      return t('sync.reasonContradiction')
    case 'STORE_FAILED':
      return t('sync.reasonDisk')
    default:
      return t('sync.reasonOther', { reason: reason ?? '?' })
  }
}
