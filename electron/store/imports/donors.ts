import { pseudonym } from '#shared/domain/specimen/facts.ts'

/** A whole number from 0, below the given one, that nobody can foresee. */
export type RandomBelow = (below: number) => number

/** No letter or digit that is read as another one. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The donors of one table. What stands in it for a donor may be a name or a number of a hospital; of that
 * nothing goes into the ledger, which cannot forget. The same text has the same pseudonym in one table,
 * and another one in the next. IMP-8
 */
export class Donors {
  readonly #random: RandomBelow
  readonly #taken: ReadonlySet<string>
  readonly #given = new Map<string, string>()
  readonly #used = new Set<string>()

  /** `taken` are the pseudonyms that the record has already. */
  constructor(random: RandomBelow, taken: ReadonlySet<string>) {
    this.#random = random
    this.#taken = taken
  }

  /** What stands in the ledger for a donor: the text itself where it is a pseudonym of ours already. */
  of(text: string): { readonly donor: string; readonly isReplaced: boolean } {
    const own = text.toUpperCase()
    if (pseudonym.safeParse(own).success) return { donor: own, isReplaced: false }
    const donor = this.#given.get(text) ?? this.#fresh()
    this.#given.set(text, donor)
    return { donor, isReplaced: true }
  }

  /** Each text that was replaced with its pseudonym, in the order of the table. */
  list(): readonly (readonly [text: string, pseudonym: string])[] {
    return [...this.#given]
  }

  #fresh(): string {
    for (;;) {
      const made = `D-${this.#four()}-${this.#four()}`
      if (this.#used.has(made) || this.#taken.has(made)) continue
      this.#used.add(made)
      return made
    }
  }

  #four(): string {
    return Array.from({ length: 4 }, () => SIGNS.charAt(this.#random(SIGNS.length))).join('')
  }
}
