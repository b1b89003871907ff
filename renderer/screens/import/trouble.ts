import { ORPCError } from '@orpc/client'
import type { ImportFault } from '#shared/contract/imports.ts'
import type { DecodeFault } from './decode.ts'

/**
 * Why an import did not go on. `Unreadable`: the file could not be read from its place. `Broken`: the
 * bench did not answer to the end; what it did is certain once it is asked again. `NoDonors`: the list of
 * donors was given out before.
 */
export type ImportTrouble =
  | ImportFault['type']
  | DecodeFault
  | 'DiskFull'
  | 'Unreadable'
  | 'Broken'
  | 'Locked'
  | 'NoDonors'

/** What a failed question to the bench means for a person. */
export function troubleOf(error: unknown): ImportTrouble {
  if (!(error instanceof ORPCError)) return 'Broken'
  if (error.code === 'DISK_FULL') return 'DiskFull'
  return error.code === 'UNAUTHORIZED' ? 'Locked' : 'Broken'
}
