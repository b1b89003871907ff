import type { IntlShape } from 'react-intl'
import type { RackSourceFault } from '#shared/scan/rack/server.ts'
import { rackFaultValues } from '../../app/rack-file.ts'
import { wordsOf } from '../../i18n/use-t.ts'

/** Why a rack scanner's server gave no rack, and what to do. */
export function saySourceFault(intl: IntlShape, name: string, fault: RackSourceFault): string {
  const t = wordsOf(intl)
  switch (fault.type) {
    case 'UnreadableFile':
      return t(`processing.fault.${fault.fault.type}`, rackFaultValues(fault.fault))
    case 'SourceUnreachable':
      return t('rescan.server.SourceUnreachable', { name, message: fault.message })
    case 'SourceRefused':
      return t('rescan.server.SourceRefused', { name, message: `${fault.code} ${fault.message}` })
    case 'NotAScanner':
      return t('rescan.server.NotAScanner', { name, text: fault.text })
    case 'SourceTimeout':
      return t('rescan.server.SourceTimeout', { name, seconds: fault.seconds })
    case 'SourceBusy':
    case 'StaleResult':
    case 'Cancelled':
    case 'NoSuchSource':
      return t(`rescan.server.${fault.type}`, { name })
  }
}
