import { type Layout, size } from '../position/layout.ts'
import { readPositionName } from '../position/names.ts'

/** What a table says of a place in a box: its name, or its row and its column, which go before. */
export interface PlaceText {
  readonly position: string
  readonly row: string
  readonly column: string
}

const NUMBER = /^0*([1-9]\d{0,3})$/

/** The index of the position, `further` positions on in the order of rows; null where the box has none such. IMP-11 */
export function readPlace(layout: Layout, text: PlaceText, further = 0): number | null {
  const index = first(layout, text)
  if (index === null) return null
  return index + further < size(layout) ? index + further : null
}

function first(layout: Layout, { position, row, column }: PlaceText): number | null {
  if (row === '' || column === '') return readPositionName(layout, position)
  const rowNumber = numberOf(row)
  const columnNumber = numberOf(column)
  if (rowNumber === null || columnNumber === null)
    return readPositionName(layout, `${row}-${column}`)
  if (rowNumber > layout.rows || columnNumber > layout.columns) return null
  return (rowNumber - 1) * layout.columns + columnNumber - 1
}

const numberOf = (text: string): number | null => {
  const match = NUMBER.exec(text.trim())
  return match ? Number(match[1]) : null
}
