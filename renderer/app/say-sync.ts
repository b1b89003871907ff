import type { IntlShape } from 'react-intl'
import type { SyncView } from '#shared/contract/views.ts'
import { never } from '#shared/lib/assert.ts'
import { wordsOf } from '../i18n/use-t.ts'
import { sayClock } from './format.ts'

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
      return {
        online: true,
        words: waiting > 0 ? t('sync.sending', { waiting }) : t('sync.fetching'),
      }
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
    case 'ROLLED_BACK':
      return t('sync.reasonRolledBack')
    case 'GAP':
    case 'MISSING_CAUSE':
      return t('sync.reasonGap')
    case 'DIVERGED':
      return t('sync.reasonDiverged')
    case 'BAD_HASH':
    case 'BAD_FORM':
    case 'BAD_PAGE':
      return t('sync.reasonUnreadable')
    case 'TOO_LARGE':
      return t('sync.reasonTooLarge')
    case 'AUTH':
    case 'REVOKED':
      return t('sync.reasonRevoked')
    case 'OTHER_SITE':
    case 'NO_SITE':
      return t('sync.reasonOtherSite')
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
