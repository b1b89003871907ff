/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export interface Chance {
  next(): number
  between(low: number, high: number): number
  of<T>(all: readonly T[]): T
  /** About 0, mostly within 1. */
  normal(): number
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    of: (all) => all[Math.floor(next() * all.length)]!,
    normal: () => next() + next() + next() + next() + next() + next() - 3,
  }
}
