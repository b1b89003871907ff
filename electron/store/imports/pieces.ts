/** About so many letters are parsed at a time: the parser makes copies of what it is given. */
const LETTERS = 2_000_000

export interface Piece {
  readonly text: string
  /** How many lines of the file stand before it. */
  readonly linesBefore: number
}

/**
 * A table's text in pieces that end where a row ends, so that not all of a large one is copied at once. A line
 * end within quotes ends no row: there the quotes before it are odd. Where a lone quote is a letter like
 * others (`isQuoteLoose`), that is not certain, and a text with quotes stays in one piece.
 */
export function* piecesOf(text: string, isQuoteLoose: boolean): Iterable<Piece> {
  const isWhole = isQuoteLoose && text.includes('"')
  let linesBefore = 0
  for (let from = 0; from < text.length; ) {
    const to = isWhole ? text.length : endOfPiece(text, from)
    const piece = text.slice(from, to)
    yield { text: piece, linesBefore }
    linesBefore += count(piece, '\n')
    from = to
  }
}

function endOfPiece(text: string, from: number): number {
  let end = from
  let quotes = 0
  do {
    const next = text.indexOf('\n', Math.max(end, from + LETTERS))
    if (next < 0) return text.length
    quotes += count(text.slice(end, next + 1), '"')
    end = next + 1
  } while (quotes % 2 === 1)
  return end
}

function count(text: string, sign: string): number {
  let found = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found++
  return found
}
