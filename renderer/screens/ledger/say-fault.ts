import type { IntlShape } from 'react-intl'
import type { KeepingFault } from '#shared/contract/keeping.ts'
import { never } from '#shared/lib/assert.ts'
import { sayRole } from '../../app/format.ts'
import { wordsOf } from '../../i18n/use-t.ts'

/** Why a work on the ledger did not come about, and that nothing was changed by it. */
export function sayKeepingFault(intl: IntlShape, fault: KeepingFault): string {
  const t = wordsOf(intl)
  switch (fault.type) {
    case 'NotAllowed':
      return t('keeping.notAllowed', { needs: sayRole(intl, fault.needs) })
    case 'Busy':
      return t('keeping.busy', { job: t(`keeping.job.${fault.job}`) })
    case 'Cancelled':
      return t('keeping.cancelled')
    case 'Failed':
      return t('keeping.failed', { why: fault.why })
    case 'NotSound':
      return t('keeping.notSound', { count: fault.report.findings.length })
    case 'DiskFull':
      return t('keeping.diskFull')
    case 'NoSuchBackup':
      return t('keeping.noSuchBackup', { file: fault.file })
    case 'OtherBench':
      return t('keeping.otherBench')
    case 'NewerLedger':
      return t('keeping.newerLedger')
    case 'Damaged':
      return t('keeping.isDamaged')
    case 'NotDamaged':
      return t('keeping.notDamaged')
    case 'ChangedMeanwhile':
      return t('keeping.changedMeanwhile')
    case 'NothingProven':
      return t('keeping.nothingProven')
    default:
      return never(fault)
  }
}
