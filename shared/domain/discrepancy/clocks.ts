/** How far a bench's clock may be off before its acts are put before a person, in milliseconds. */
export const CLOCK_MAY_DIFFER = 10 * 60_000

/**
 * DIS-14: an act cannot be later than it was received, nor earlier than what it rests on was. Times
 * are UTC milliseconds; `received` and `heard` are the service's.
 */
export function clockFault(
  at: number,
  received: number,
  heard: number | null,
): 'late' | 'early' | null {
  if (at > received + CLOCK_MAY_DIFFER) return 'late'
  return heard !== null && at < heard - CLOCK_MAY_DIFFER ? 'early' : null
}
