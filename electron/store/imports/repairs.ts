import type { ImportRepaired } from '#shared/contract/imports.ts'
import type { Table } from './table.ts'

/**
 * What a person has changed in a table before its import: single cells, words of a column everywhere,
 * rows that stay out. The file stays as it is; every cell is read through here. IMP-16
 */
export class Repairs {
  readonly #table: Table
  /** By row, then column. */
  readonly #cells = new Map<number, Map<number, string>>()
  /** By column: what every cell with this text has instead. */
  readonly #words = new Map<number, Map<string, string>>()
  readonly #leftOut = new Map<number, string>()

  constructor(table: Table) {
    this.#table = table
  }

  /** What a cell says now: in Unicode's composed form. */
  cell(row: number, column: number): string {
    const text = this.#cells.get(row)?.get(column) ?? this.#original(row, column)
    return this.#words.get(column)?.get(text) ?? text
  }

  isLeftOut(row: number): boolean {
    return this.#leftOut.has(row)
  }

  get leftOut(): number {
    return this.#leftOut.size
  }

  setCell(row: number, column: number, text: string | null): void {
    const cells = this.#cells.get(row) ?? new Map<number, string>()
    const now = text === null ? null : text.normalize('NFC').trim()
    if (now === null || now === this.#original(row, column)) cells.delete(column)
    else cells.set(column, now)
    if (cells.size > 0) this.#cells.set(row, cells)
    else this.#cells.delete(row)
  }

  /** Every cell of the column that reads like this one reads otherwise from now on. Returns the rows. */
  setEverywhere(row: number, column: number, text: string): number[] {
    const from = this.cell(row, column)
    const to = text.normalize('NFC').trim()
    if (from === to) return []
    const rows = this.#rowsWith(column, from)
    const words = this.#words.get(column) ?? new Map<string, string>()
    if (!words.has(from)) words.set(from, from)
    for (const [was, now] of words) if (now === from) words.set(was, to)
    for (const [was, now] of words) if (now === was) words.delete(was)
    this.#words.set(column, words)
    return rows
  }

  /** Takes back what was said of a word everywhere. Returns the rows. */
  asBefore(column: number, was: string): number[] {
    const words = this.#words.get(column)
    if (!words?.has(was)) return []
    const rows = this.#table.rows.flatMap((_, row) =>
      this.#beforeWords(row, column) === was ? [row] : [],
    )
    words.delete(was)
    return rows
  }

  leaveOut(row: number, reason: string): void {
    this.#leftOut.set(row, reason)
  }

  takeIn(row: number): void {
    this.#leftOut.delete(row)
  }

  /** All that was changed, in the order of the table; words that hold everywhere first. */
  list(): ImportRepaired[] {
    const { lines } = this.#table
    const everywhere = [...this.#words].flatMap(([column, words]) =>
      [...words].map(([was, now]) => ({ type: 'everywhere' as const, column, was, now })),
    )
    const cells = [...this.#cells].flatMap(([row, columns]) =>
      [...columns].map(([column, now]) => ({
        ...{ type: 'cell' as const, line: lines[row]!, column, now },
        was: this.#original(row, column),
      })),
    )
    const leftOut = [...this.#leftOut].map(([row, reason]) => ({
      ...{ type: 'left-out' as const, line: lines[row]!, reason },
    }))
    return [...everywhere, ...[...cells, ...leftOut].sort((a, b) => a.line - b.line)]
  }

  #original(row: number, column: number): string {
    return (this.#table.rows[row]![column] ?? '').normalize('NFC').trim()
  }

  #beforeWords(row: number, column: number): string {
    return this.#cells.get(row)?.get(column) ?? this.#original(row, column)
  }

  #rowsWith(column: number, text: string): number[] {
    return this.#table.rows.flatMap((_, row) => (this.cell(row, column) === text ? [row] : []))
  }
}
