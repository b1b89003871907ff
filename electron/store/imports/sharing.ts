/** A column with more different values than this has codes in it, and nothing to share. */
const MOST_SHARED = 500

/**
 * Keeps what is the same in many rows of a column once: a biobank's description of 180 letters stands in
 * each of 50,000 rows.
 */
export class Sharing {
  readonly #columns: (Map<string, string> | null)[] = []

  /** The same row; its cells are those of rows before where they are equal. */
  row(cells: readonly string[]): string[] {
    return cells.map((cell, column) => this.#cell(cell, column))
  }

  #cell(cell: string, column: number): string {
    if (this.#columns[column] === undefined) this.#columns[column] = new Map()
    const known = this.#columns[column]
    if (known === null) return cell
    const before = known.get(cell)
    if (before !== undefined) return before
    if (known.size >= MOST_SHARED) this.#columns[column] = null
    else known.set(cell, cell)
    return cell
  }
}
