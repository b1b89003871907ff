import { expect, test } from 'vitest'
import { toRemove } from '../../../electron/store/backup/retention.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 1, 3)
const backup = (day: number, hour = 0) => ({
  file: `day-${day}-${hour}`,
  at: START + day * DAY + hour * 3_600_000,
})

/** What is left after one backup a day, each followed by the removal of what is no longer needed. */
function keptAfter(days: number): number[] {
  let kept: ReturnType<typeof backup>[] = []
  for (let day = 0; day < days; day++) {
    kept.push(backup(day))
    const old = new Set(toRemove(kept))
    kept = kept.filter(({ file }) => !old.has(file))
  }
  return kept.map(({ at }) => (at - START) / DAY)
}

test('of a year and a half of daily backups 7 days, 4 weeks and 12 months are left', () => {
  const kept = keptAfter(550)
  expect(kept.slice(-7)).toEqual([543, 544, 545, 546, 547, 548, 549])
  // The end of each of the last four weeks, which run from Monday to Sunday.
  expect(kept).toEqual(expect.arrayContaining([528, 535, 542]))
  const months = new Set(kept.map((day) => new Date(START + day * DAY).toISOString().slice(0, 7)))
  expect(months.size).toBe(12)
  expect(kept.length).toBeLessThanOrEqual(7 + 4 + 12)
})

test('of several on one day the newest is kept', () => {
  expect(toRemove([backup(1, 1), backup(1, 9), backup(1, 5)])).toEqual(['day-1-5', 'day-1-1'])
})

test('a clock that is years ahead throws nothing away', () => {
  const days = [1, 2, 3, 4, 5].map((day) => backup(day))
  expect(toRemove([...days, backup(3650)])).toEqual([])
})

test('the only one is never removed', () => {
  expect(toRemove([backup(0)])).toEqual([])
  expect(toRemove([])).toEqual([])
})
