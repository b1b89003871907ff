import { describe, expect, test } from 'vitest'
import { type Contact, leaseTime } from '#shared/privacy/lease.ts'

const YEAR = 365 * 86_400_000
const TRUE = 1_800_000_000_000
const HOUR = 3_600_000

/** A contact at the true time, with a clock that is wrong by so much. */
const contact = (wrong: number): Contact => ({
  session: 'one',
  server: TRUE,
  wall: TRUE + wrong,
  mono: 1000,
})

describe('DON-7: the time of a lease', () => {
  test.each([0, 10 * YEAR, -10 * YEAR])('goes on truly with a clock wrong by %d', (wrong) => {
    const now = { session: 'one', wall: TRUE + wrong + HOUR, mono: 1000 + HOUR }
    expect(leaseTime(now, contact(wrong), TRUE)).toBe(TRUE + HOUR)
  })

  test('goes on when the clock is set back, by the one that cannot be set', () => {
    const now = { session: 'one', wall: TRUE - YEAR, mono: 1000 + HOUR }
    expect(leaseTime(now, contact(0), TRUE)).toBe(TRUE + HOUR)
  })

  test('counts the time that the computer slept', () => {
    const now = { session: 'one', wall: TRUE + 8 * 24 * HOUR, mono: 1000 + HOUR }
    expect(leaseTime(now, contact(0), TRUE)).toBe(TRUE + 8 * 24 * HOUR)
  })

  test('never goes below what was known in an earlier session', () => {
    const now = { session: 'two', wall: TRUE - YEAR, mono: 5 }
    expect(leaseTime(now, contact(0), TRUE + HOUR)).toBe(TRUE + HOUR)
    expect(leaseTime({ ...now, wall: TRUE + 2 * HOUR }, contact(0), TRUE + HOUR)).toBe(
      TRUE + 2 * HOUR,
    )
  })

  test('is the clock of a bench that never met its service', () => {
    expect(leaseTime({ session: 'one', wall: TRUE, mono: 0 }, null, 0)).toBe(TRUE)
  })
})
