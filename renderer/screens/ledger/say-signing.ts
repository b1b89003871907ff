import type { IntlShape } from 'react-intl'
import type { SigningFault } from '#shared/contract/keeping.ts'
import { never } from '#shared/lib/assert.ts'
import { sayRole } from '../../app/format.ts'
import { wordsOf } from '../../i18n/use-t.ts'

/** Why the key was neither locked nor unlocked. */
export function saySigningFault(intl: IntlShape, fault: SigningFault): string {
  const t = wordsOf(intl)
  switch (fault.type) {
    case 'NotAllowed':
      return t('keeping.notAllowed', { needs: sayRole(intl, fault.needs) })
    case 'WrongSecret':
      return t('key.wrongSecret')
    case 'Damaged':
      return t('keeping.isDamaged')
    case 'Failed':
      return t('keeping.failed', { why: fault.why })
    default:
      return never(fault)
  }
}
