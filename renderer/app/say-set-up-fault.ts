import type { IntlShape } from 'react-intl'
import type { ConnectFault } from '#shared/contract/contract.ts'
import { wordsOf } from '../i18n/use-t.ts'

/** Why a bench could not be set up or connected, and what to do. */
export function saySetUpFault(intl: IntlShape, fault: ConnectFault): string {
  const t = wordsOf(intl)
  if (fault.type === 'AlreadySetUp') return t('service.alreadySetUp')
  if (fault.type === 'NotAllowed') return t('service.managersConnect')
  switch (fault.reason) {
    case 'NoUrl':
      return t('service.noUrl')
    case 'NotEncrypted':
      return t('service.notEncrypted')
    case 'WrongCode':
      return t('service.wrongCode')
    case 'CodeExpired':
      return t('service.codeExpired')
    case 'OtherSite':
      return t('service.otherSite')
    case 'NoSite':
      return t('service.noSite')
    case 'TooManyTries':
      return t('service.tooManyTries')
    case 'Unreachable':
      return t('service.unreachable')
    case 'NoService':
      return t('service.notAService')
    default:
      return t('service.other', { reason: fault.reason })
  }
}
