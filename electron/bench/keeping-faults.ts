import type { KeepingFault } from '#shared/contract/keeping.ts'
import type { Role } from '#shared/domain/words.ts'
import { StoreFailed } from '../store/client.ts'

/** What a person can be told of a long piece of work that could not be done. */
export function faultOf(error: unknown): KeepingFault {
  const { reason, message } = wordsOf(error)
  if (/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/.test(reason)) return { type: 'DiskFull' }
  if (reason === 'ChangedMeanwhile') return { type: 'ChangedMeanwhile' }
  return { type: 'Failed', why: sentence(reason, message) }
}

/** The system's own words, and not where in the program they were met. */
function sentence(reason: string, message: string): string {
  const [first = ''] = message.split('\n')
  const said = first.replace(/^(\w*Error: )+/, '')
  return reason === '' || said.startsWith(reason) ? said : `${reason}: ${said}`
}

function wordsOf(error: unknown): { reason: string; message: string } {
  if (!(error instanceof Error)) return { reason: '', message: String(error) }
  const { message } = error
  if (error instanceof StoreFailed) return { reason: error.reason, message }
  return { reason: 'code' in error ? String(error.code) : error.name, message }
}

const RANKS: readonly Role[] = ['technician', 'manager', 'administrator']

/** Whether a role may do what needs at least another. */
export const isAtLeast = (role: Role, needs: Role): boolean =>
  RANKS.indexOf(role) >= RANKS.indexOf(needs)
