import { assert } from '../lib/assert.ts'

/** Square Data Matrix symbols (ECC 200, ISO/IEC 16022 table 7): modules a side, and codewords of data. */
const SQUARES: readonly (readonly [side: number, codewords: number])[] = [
  [10, 3],
  [12, 5],
  [14, 8],
  [16, 12],
  [18, 18],
  [20, 22],
  [22, 30],
  [24, 36],
  [26, 44],
  [32, 62],
  [36, 86],
  [40, 114],
  [44, 144],
  [48, 174],
  [52, 204],
  [64, 280],
]

/** Modules of white on each side. */
export const MATRIX_QUIET = 1

/**
 * Codewords of an ASCII text when two digits share one and every other sign has its own. Encoders may find
 * a shorter way but none needs more, so a symbol of this size holds the text whoever draws it.
 */
const codewords = (text: string): number => text.replace(/\d\d/g, '#').length

/**
 * Modules a side of the symbol that a text is printed as: the same on paper and in the preview. A code has
 * at most 256 signs, and the last of these symbols holds 280.
 */
export function matrixSide(text: string): number {
  const needs = codewords(text)
  const symbol = SQUARES.find(([, holds]) => holds >= needs)
  assert(symbol, 'a code of at most 256 signs')
  return symbol[0]
}

/** LAB-4: a GS between fields is part of a code; other control characters and other scripts are not. */
export const matrixUnfit = (text: string): string | null =>
  [...text].find((sign) => sign !== '\u001d' && !/^[\x20-\x7e]$/.test(sign)) ?? null
