import { fromLetters, letters } from '../../domain/position/names.ts'
import { RACK_SHAPES, type RackShape } from './read.ts'

/** A position of a rack, both counted from 0. */
export interface RackPlace {
  readonly row: number
  readonly column: number
}

/** As far as racks of tubes go: 1536 of them. */
const MOST = { rows: 32, columns: 48 }
export const MOST_PLACES = MOST.rows * MOST.columns
const WRITTEN = /^([A-Z]{1,2})[-: ]?0*([1-9]\d?)$/
const ROW = /^[A-Z]{1,2}$/
const COLUMN = /^0*([1-9]\d?)$/

/** `A1`, `a01`, `A-1` or `A:1`; null for anything else. */
export function readPlace(written: string): RackPlace | null {
  const match = WRITTEN.exec(written.trim().toUpperCase())
  return match && within(match[1]!, match[2]!)
}

/** The same from a row's letter and a column's number in two cells. */
export function joinPlace(row: string, column: string): RackPlace | null {
  const letter = row.trim().toUpperCase()
  const number = COLUMN.exec(column.trim())
  return ROW.test(letter) && number ? within(letter, number[1]!) : null
}

function within(letter: string, number: string): RackPlace | null {
  const row = (fromLetters(letter) ?? 0) - 1
  const column = Number(number) - 1
  return row >= 0 && row < MOST.rows && column < MOST.columns ? { row, column } : null
}

/** `A1`: without leading zeros, as everything here names it. */
export const placeName = ({ row, column }: RackPlace): string => `${letters(row + 1)}${column + 1}`

/**
 * The rack that these positions are of: one that they fill to the last, else the first of those that are made
 * which has them all. Null where none has.
 */
export function guessShape(places: readonly RackPlace[]): RackShape | null {
  const rows = places.reduce((most, { row }) => Math.max(most, row + 1), 0)
  const columns = places.reduce((most, { column }) => Math.max(most, column + 1), 0)
  const count = new Set(places.map(placeName)).size
  const isFull = (it: RackShape) =>
    it.rows === rows && it.columns === columns && count === rows * columns
  const holds = (it: RackShape) => it.rows >= rows && it.columns >= columns
  return RACK_SHAPES.find(isFull) ?? RACK_SHAPES.find(holds) ?? null
}
