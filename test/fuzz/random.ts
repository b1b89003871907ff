/** Chance that a seed repeats (mulberry32). */
export interface Random {
  /** 0 to below `n`. */
  below(n: number): number
  chance(part: number): boolean
  pick<T>(from: readonly T[]): T
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    below: (n) => Math.floor(next() * n),
    chance: (part) => next() < part,
    pick: (from) => from[Math.floor(next() * from.length)]!,
  }
}
