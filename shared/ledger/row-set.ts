/** Rows that one page of a set holds; a page is 4 KiB. */
const PAGE = 1 << 15

/** A set of row numbers, one bit each. Rows of a damaged ledger may be far apart: only what is used takes room. */
export class RowSet {
  readonly #pages = new Map<number, Uint32Array<ArrayBuffer>>()
  #at = -1
  #page = new Uint32Array(0)

  /** False where it was in already. */
  add(row: number): boolean {
    const page = this.#pageOf(row)
    const [word, bit] = [(row % PAGE) >> 5, 1 << (row & 31)]
    if (page[word]! & bit) return false
    page[word]! |= bit
    return true
  }

  has(row: number): boolean {
    const page = this.#pages.get(Math.floor(row / PAGE))
    return page !== undefined && (page[(row % PAGE) >> 5]! & (1 << (row & 31))) !== 0
  }

  /** The rows that are in this set and not in another, ascending. */
  *without(other: RowSet): Generator<number> {
    for (const [at, page] of [...this.#pages].sort(([a], [b]) => a - b)) {
      const there = other.#pages.get(at)
      for (let word = 0; word < page.length; word++) {
        const left = page[word]! & ~(there?.[word] ?? 0)
        for (let bit = 0; left !== 0 && bit < 32; bit++)
          if (left & (1 << bit)) yield at * PAGE + word * 32 + bit
      }
    }
  }

  #pageOf(row: number): Uint32Array {
    const at = Math.floor(row / PAGE)
    if (at === this.#at) return this.#page
    const page = this.#pages.get(at) ?? new Uint32Array(PAGE / 32)
    this.#pages.set(at, page)
    this.#at = at
    this.#page = page
    return page
  }
}
