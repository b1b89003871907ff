/** Milliseconds. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/**
 * The first instant that is more than `ms`. The lists say "< 2 h", "2-4 h" and "> 48 h": two hours begin the
 * band after the bound, but 48 hours are not yet more than 48 hours.
 */
export const moreThan = (ms: number): number => ms + 1
