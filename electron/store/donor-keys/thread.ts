import { systemClock } from '../../clock.ts'
import type { StoreStart } from '../messages.ts'
import { keysFile, openKeysToRead } from './file.ts'
import { createDonorKeys, type DonorKeys } from './keys.ts'
import { findKey } from './read.ts'

let opened: DonorKeys | undefined

/**
 * The donors' keys of the thread that writes, opened once. Where they cannot be opened the bench works on: no
 * scan needs one.
 */
export function donorKeysOf(
  { file: ledger, donorKeys }: StoreStart,
  say: (line: string) => void,
): DonorKeys | undefined {
  if (!donorKeys) return undefined
  try {
    opened ??= createDonorKeys({ ...donorKeys, ledger, clock: systemClock, say })
    return opened
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    say(`Frostkeep cannot open the keys of donors, and shows no text that is sealed: ${why}`)
    return undefined
  }
}

/** For the thread that reads: opened for each question, so that an erasure never waits for it. */
export function donorKeysToRead({
  file,
  donorKeys,
}: StoreStart): Pick<DonorKeys, 'find'> | undefined {
  if (!donorKeys) return undefined
  const { wrap, session } = donorKeys
  return {
    find: (publicKey, holder) => {
      const db = openKeysToRead(keysFile(file))
      if (!db) return { state: 'lost' }
      try {
        const now = { session, wall: systemClock.now(), mono: systemClock.monotonic() }
        return findKey(db, wrap, now, publicKey, holder)
      } finally {
        db.close()
      }
    },
  }
}
