import type { IntlShape } from 'react-intl'
import { never } from '#shared/lib/assert.ts'
import type { TornReason } from '#shared/scan/wedge.ts'
import { wordsOf } from '../i18n/use-t.ts'
import type { ScanTrouble } from './scanner.ts'

/** Why a read was no code, and what to do. */
export function sayTrouble(intl: IntlShape, trouble: ScanTrouble): string {
  const t = wordsOf(intl)
  switch (trouble.type) {
    case 'Torn':
      return sayTorn(t, trouble.why)
    case 'Gone':
      return t('trouble.gone', { device: trouble.device })
    case 'Empty':
    case 'Answer':
      return t('trouble.empty')
    case 'TooLong':
      return t('trouble.tooLong', { length: trouble.length, limit: trouble.limit })
    case 'ControlCharacter':
    case 'BidiControl':
    case 'InvisibleCharacter':
      return t('trouble.hiddenCharacter', { at: trouble.at + 1 })
    case 'BrokenCharacter':
      return t('trouble.brokenCharacter', { at: trouble.at + 1 })
    default:
      return never(trouble)
  }
}

function sayTorn(t: ReturnType<typeof wordsOf>, why: TornReason = 'piece'): string {
  switch (why) {
    case 'piece':
      return t('trouble.torn')
    case 'unclear':
      return t('trouble.unclear')
    case 'caps-lock':
      return t('trouble.capsLock')
    default:
      return never(why)
  }
}
