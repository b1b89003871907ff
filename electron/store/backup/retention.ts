/** What retention looks at of a backup. `at` is UTC milliseconds. */
export interface Kept {
  readonly file: string
  readonly at: number
}

const DAY = 86_400_000
const WEEK = 7 * DAY
/** Days after 1 January 1970, a Thursday, until a week begins on a Monday. */
const MONDAY = 4 * DAY

const dayOf = (at: number): number => Math.floor(at / DAY)
const weekOf = (at: number): number => Math.floor((at - MONDAY) / WEEK)
const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7)

/**
 * Which backups are no longer needed: the newest of each of the last 7 days, 4 weeks and 12 months that
 * have one is kept, and the newest of all. Periods are counted by the backups themselves and not by the
 * clock: a computer whose clock jumps by years must not throw its backups away.
 */
export function toRemove(backups: readonly Kept[]): string[] {
  const newestFirst = backups.toSorted((a, b) => b.at - a.at)
  const kept = new Set<Kept>([
    ...newestFirst.slice(0, 1),
    ...newestOfEach(newestFirst, 7, dayOf),
    ...newestOfEach(newestFirst, 4, weekOf),
    ...newestOfEach(newestFirst, 12, monthOf),
  ])
  return newestFirst.filter((one) => !kept.has(one)).map(({ file }) => file)
}

function newestOfEach(
  newestFirst: readonly Kept[],
  periods: number,
  periodOf: (at: number) => number | string,
): Kept[] {
  const newest = new Map<number | string, Kept>()
  for (const one of newestFirst) {
    const period = periodOf(one.at)
    if (!newest.has(period)) newest.set(period, one)
  }
  return [...newest.values()].slice(0, periods)
}
