/**
 * The hashes of a chain's links by their number: 48 bytes a link, for exports of any length. What fills a gap
 * that was left before takes more; there is little of it.
 */
export class HashIndex {
  readonly #filled = new Map<number, { readonly hash: Uint8Array; readonly row: number }>()
  #hashes = new Uint8Array(32 * 64)
  #seqs = new Float64Array(64)
  #rows = new Float64Array(64)
  #count = 0

  /** Of several with one number the first counts. `row` is that of the event. */
  add(seq: number, hash: Uint8Array, row: number): void {
    if (this.#count > 0 && seq <= this.last) {
      if (this.get(seq) === null) this.#filled.set(seq, { hash, row })
      return
    }
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
    if (at === null) return this.#filled.get(seq) ?? null
    return { hash: this.#hashes.subarray(32 * at, 32 * at + 32), row: this.#rows[at]! }
  }

  /** The number of a link of the event in a row, or null where that is none of this chain. */
  seqAt(row: number): number | null {
    const at = this.#find(this.#rows, row) ?? this.#rows.subarray(0, this.#count).indexOf(row)
    if (at >= 0) return this.#seqs[at]!
    for (const [seq, filled] of this.#filled) if (filled.row === row) return seq
    return null
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
