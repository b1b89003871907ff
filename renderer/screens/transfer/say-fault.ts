import type { IntlShape } from 'react-intl'
import type { TransferFault } from '#shared/contract/transfer.ts'
import { wordsOf } from '../../i18n/use-t.ts'

/** Why a bundle was not made or taken, and what to do. */
export function sayTransferFault(intl: IntlShape, fault: TransferFault): string {
  const t = wordsOf(intl)
  switch (fault.type) {
    case 'BadHistory':
    case 'NotDispatched':
      return t(`transfer.fault.${fault.type}`, { code: fault.code })
    case 'Failed':
      return t('transfer.fault.Failed', { why: fault.why })
    default:
      return t(`transfer.fault.${fault.type}`)
  }
}
