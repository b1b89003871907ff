import type { Clock } from '#shared/lib/clock.ts'

/** How long the name of the zone is taken to stand: asking costs more than the rest of an event. */
const ZONE_STANDS = 60_000
let zone = { name: '', offset: Number.NaN, until: 0 }

/** The computer's own clock and zone. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Number(process.hrtime.bigint() / 1_000_000n),
  zone: () => {
    const now = performance.now()
    const offset = offsetAt(Date.now())
    if (now >= zone.until || offset !== zone.offset)
      zone = { name: zoneName(), offset, until: now + ZONE_STANDS }
    return zone.name
  },
  offset: offsetAt,
}

function offsetAt(at: number): number {
  return -new Date(at).getTimezoneOffset()
}

const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
