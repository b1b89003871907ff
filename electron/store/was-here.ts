import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { asideFolder } from './aside.ts'

/** A log has a head of so many bytes; what is longer has held something. */
const LOG_HEAD = 32

/**
 * Whether a bench has worked in this folder, as far as anything but its ledger and its anchor says it: a
 * log that holds something, ledgers that were put aside, a note that its ledger was verified or copied.
 * The key says nothing, for it is made before the ledger is; and backups alone are those that a new
 * computer was given.
 */
export const wasHere = (ledger: string): boolean =>
  sizeOf(`${ledger}-wal`) > LOG_HEAD || hasAside(ledger) || isNoted(ledger)

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

function hasAside(ledger: string): boolean {
  const folder = asideFolder(ledger)
  return existsSync(folder) && readdirSync(folder).length > 0
}

/** What cannot be read of a note was a note all the same. */
function isNoted(ledger: string): boolean {
  const file = join(dirname(ledger), 'keeping.json')
  if (!existsSync(file)) return false
  try {
    const { verified, backup } = JSON.parse(readFileSync(file, 'utf8')) as {
      verified?: { events?: number } | null
      backup?: unknown
    }
    return Boolean(backup) || (verified?.events ?? 0) > 0
  } catch {
    return true
  }
}
