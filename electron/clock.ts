import type { Clock } from '#shared/lib/clock.ts'

/** The computer's own clock and zone. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Number(process.hrtime.bigint() / 1_000_000n),
  zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  offset: (at) => -new Date(at).getTimezoneOffset(),
}
