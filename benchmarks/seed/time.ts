import type { Clock } from '#shared/lib/clock.ts'
import type { NewId } from '#shared/lib/ids.ts'
import type { Random } from '../../electron/store/demo/random.ts'

/** 4 January 2016, 07:00 UTC. */
const FIRST_DAY = Date.UTC(2016, 0, 4, 7)

/** A clock that goes on only as it is told, so that a seeded biobank has the same times everywhere. */
export class SeedClock implements Clock {
  at = FIRST_DAY
  readonly now = (): number => this.at
  readonly monotonic = (): number => this.at - FIRST_DAY
  readonly zone = (): string => 'Europe/Stockholm'
  readonly offset = (): number => 60
}

/** Identifiers as UUID version 7 has them: in the order of time, and random after that. */
export function seedIds(clock: Clock, random: Random): NewId {
  let last = 0
  let count = 0
  return () => {
    const now = clock.now()
    count = now === last ? count + 1 : random.below(0x400)
    last = now
    const time = now.toString(16).padStart(12, '0')
    const middle = (0x7000 | (count & 0xfff)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${hex(random, 0x8000, 0x4000)}-${hex(random, 0, 0x1000000)}${hex(random, 0, 0x1000000)}`
  }
}

function hex(random: Random, from: number, below: number): string {
  const digits = (from + below - 1).toString(16).length
  return (from + random.below(below)).toString(16).padStart(digits, '0')
}
