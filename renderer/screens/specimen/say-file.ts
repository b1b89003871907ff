import type { IntlShape } from 'react-intl'
import type { OpenFault } from '#shared/contract/files.ts'
import type { FileFault } from '#shared/domain/files/media.ts'
import { sayBytes } from '../ledger/say-bytes.ts'

/** Why a file is not added, with the way out. */
export function sayFileFault(intl: IntlShape, fault: FileFault, name: string): string {
  const most = fault.type === 'TooLarge' ? sayBytes(intl, fault.most) : ''
  return intl.formatMessage({ id: `files.fault.${fault.type}` }, { name, most })
}

/** Why it is not shown. */
export const sayOpenFault = (intl: IntlShape, { type }: OpenFault): string =>
  intl.formatMessage({ id: `files.open.${type}` })
