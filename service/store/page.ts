import { LIMITS } from '#shared/sync/limits.ts'

/** Room for an entry's own members around its envelope, and for those of a seal, in bytes. */
export const ENTRY_BYTES = 100
export const SEAL_BYTES = 550

/** As many of some entries as a page may hold; the first of them always. */
export function withinPage<Entry extends { readonly bytes: number; readonly isSealed: boolean }>(
  entries: readonly Entry[],
): Entry[] {
  let total = 0
  const end = entries.findIndex(({ bytes, isSealed }, i) => {
    total += bytes + ENTRY_BYTES + (isSealed ? SEAL_BYTES : 0)
    return i > 0 && total > LIMITS.pullBytes
  })
  return end === -1 ? [...entries] : entries.slice(0, end)
}
