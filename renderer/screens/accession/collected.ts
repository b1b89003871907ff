/** When a specimen was collected: at this moment, at a time that somebody wrote down, or nobody knows. */
export type Collected =
  | { readonly is: 'now' }
  | { readonly is: 'at'; readonly local: string }
  | { readonly is: 'unknown' }

/** UTC milliseconds, null for unknown; `undefined` while the time is incomplete. */
export function collectedAt(collected: Collected, now: number): number | null | undefined {
  switch (collected.is) {
    case 'now':
      return now
    case 'unknown':
      return null
    case 'at': {
      const at = new Date(collected.local).getTime()
      return Number.isNaN(at) ? undefined : at
    }
  }
}

/** The local time of the bench as a field has it, `2026-06-12T14:22:41`. */
export function localTime(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 19)
}
