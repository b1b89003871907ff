import type { IntlShape } from 'react-intl'
import type { SignInFault } from '#shared/contract/contract.ts'
import { never } from '#shared/lib/assert.ts'
import { wordsOf } from '../../i18n/use-t.ts'

/** Why nobody was signed in, and what to do. */
export function saySignInFault(intl: IntlShape, fault: SignInFault): string {
  const t = wordsOf(intl)
  switch (fault.type) {
    case 'AmbiguousBadge':
      return t('signin.ambiguousBadge')
    case 'UnknownBadge':
      return t('signin.unknownBadge')
    case 'WrongPin':
      return t('signin.wrongPin', { triesLeft: fault.triesLeft })
    case 'NoPin':
      return t('signin.noPin')
    case 'BadgeNeeded':
      return t('signin.badgeNeeded')
    default:
      return never(fault)
  }
}
