/** Chance that a seed decides: the same seed, the same answers, in the order in which they are asked. */
export class Random {
  #a: number
  #b: number
  #c: number
  #d = 1
  readonly #name: string

  /** `name` tells streams of one seed apart, so that what one part asks changes nothing for another. */
  constructor(name: string) {
    this.#name = name
    let h = 2166136261
    const mixed = () => {
      for (const char of name) h = Math.imul(h ^ char.charCodeAt(0), 16777619)
      h ^= h >>> 13
      return h >>> 0
    }
    this.#a = mixed()
    this.#b = mixed()
    this.#c = mixed()
    for (let i = 0; i < 12; i++) this.bits()
  }

  /** 32 bits (sfc32). */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + sum) | 0
    return sum >>> 0
  }

  /** From 0 to below 1. */
  readonly next = (): number => this.bits() / 4294967296

  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  /** From `low` to `high`, both possible. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  chance(p: number): boolean {
    return this.next() < p
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!
  }

  /** One of several things with a weight each, not all of them 0. */
  weighted<T>(from: readonly (readonly [thing: T, weight: number])[]): T {
    let left = this.next() * from.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [thing, weight] of from) {
      left -= weight
      if (left < 0) return thing
    }
    return from.at(-1)![0]
  }

  /** An identifier in the form of a UUID version 7 whose time says nothing. */
  readonly id = (): string => {
    const hex = [0, 1, 2, 3].map(() => this.bits().toString(16).padStart(8, '0')).join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  fork(name: string): Random {
    return new Random(`${this.#name}/${name}`)
  }
}
