const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * UTC milliseconds of an ISO date or date-time; null where it is none. A time without a zone is the
 * bench's own; a date alone is its midnight there. Seconds are kept. IMP-4
 *
 * `offset` gives the bench's minutes east of UTC at an instant.
 */
export function readTime(text: string, offset: (at: number) => number): number | null {
  const match = DATE.exec(text.trim())
  if (!match) return null
  const [, y, mo, d, h = '0', mi = '0', s = '0', ms = '0', zone] = match
  const wall = Date.UTC(+y!, +mo! - 1, +d!, +h, +mi, +s, +ms.padEnd(3, '0'))
  if (!isReal(wall, +y!, +mo!, +d!) || +h > 23 || +mi > 59 || +s > 59) return null
  if (zone === undefined) return wall - offset(wall - offset(wall) * 60_000) * 60_000
  return wall - minutesOf(zone) * 60_000
}

/** No 31 February: a day that does not exist is a typing error, not the next month. Nor is year 26 1926. */
function isReal(wall: number, year: number, month: number, day: number): boolean {
  const date = new Date(wall)
  return (
    date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day
  )
}

function minutesOf(zone: string): number {
  if (zone === 'Z') return 0
  const digits = zone.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return zone.startsWith('-') ? -minutes : minutes
}

const VOLUME = /^(\d{1,9})(?:[.,](\d{1,9}))?\s*(nl|ul|µl|μl|ml|l)?$/i
const POWER: Readonly<Record<string, number>> = { nl: 0, ul: 3, µl: 3, μl: 3, ml: 6, l: 9 }

/** Nanolitres, exactly, from `0.5 mL`, `500 µl` or a bare number of millilitres; null where it is none. */
export function readVolume(text: string): number | null {
  const match = VOLUME.exec(text.trim())
  if (!match) return null
  const [, whole, fraction = '', unit = 'ml'] = match
  const power = POWER[unit.toLowerCase()]!
  const digits = fraction.replace(/0+$/, '')
  if (digits.length > power) return null
  const nanolitres = Number(whole! + digits.padEnd(power, '0'))
  return Number.isSafeInteger(nanolitres) ? nanolitres : null
}
