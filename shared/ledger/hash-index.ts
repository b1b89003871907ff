/** The hashes of a chain's events by their number: 48 bytes an event, for exports of any length. */
export class HashIndex {
  #hashes = new Uint8Array(32 * 64)
  #seqs = new Float64Array(64)
  #rows = new Float64Array(64)
  #count = 0

  /** Numbers must ascend; one that does not is no event of the chain and is left out. */
  add(seq: number, hash: Uint8Array, row: number): void {
    if (this.#count > 0 && seq <= this.last) return
    if (this.#count === this.#seqs.length) this.#grow()
    this.#seqs[this.#count] = seq
    this.#rows[this.#count] = row
    this.#hashes.set(hash, 32 * this.#count)
    this.#count++
  }

  get last(): number {
    return this.#count === 0 ? 0 : this.#seqs[this.#count - 1]!
  }

  get(seq: number): { readonly hash: Uint8Array; readonly row: number } | null {
    const at = this.#find(this.#seqs, seq)
    if (at === null) return null
    return { hash: this.#hashes.subarray(32 * at, 32 * at + 32), row: this.#rows[at]! }
  }

  /** The number at a row, or null where that is none of this chain. Rows ascend with the numbers. */
  seqAt(row: number): number | null {
    const at = this.#find(this.#rows, row)
    return at === null ? null : this.#seqs[at]!
  }

  #find(ascending: Float64Array, wanted: number): number | null {
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = (low + high) >> 1
      if (ascending[middle]! < wanted) low = middle + 1
      else high = middle
    }
    return low < this.#count && ascending[low] === wanted ? low : null
  }

  #grow(): void {
    this.#hashes = widened(this.#hashes, new Uint8Array(2 * this.#hashes.length))
    this.#seqs = widened(this.#seqs, new Float64Array(2 * this.#seqs.length))
    this.#rows = widened(this.#rows, new Float64Array(2 * this.#rows.length))
  }
}

function widened<T extends Uint8Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
