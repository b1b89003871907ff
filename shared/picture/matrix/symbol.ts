import { type Grey, greyOf } from '../grey.ts'
import { ALWAYS_DARK, placementOf } from './placement.ts'
import { corrected } from './reed-solomon.ts'
import { mostErrors, type Size } from './sizes.ts'

/** Whether the finder pattern has a dark module here: two sides solid, two that alternate. */
export function finderIsDark(row: number, column: number, side: number): boolean | undefined {
  if (column === 0 || row === side - 1) return true
  if (row === 0) return column % 2 === 0
  if (column === side - 1) return row % 2 === 1
  return undefined
}

/** The codewords that the modules of a symbol show; `dark` has a byte a module, 1 for dark. */
export function wordsOf(dark: Uint8Array, { side, data, check }: Size): Uint8Array {
  const words = new Uint8Array(data + check)
  placementOf(side).forEach((bit, at) => {
    const inner = side - 2
    const module = (Math.floor(at / inner) + 1) * side + (at % inner) + 1
    if (bit >= 0 && dark[module] === 1) words[bit >> 3]! |= 128 >> (bit & 7)
  })
  return words
}

/** The modules of the symbol that shows these codewords. */
export function modulesOf(words: Uint8Array, { side }: Size): Uint8Array {
  const dark = new Uint8Array(side * side)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if (finderIsDark(row, column, side) === true) dark[row * side + column] = 1
    }
  }
  placementOf(side).forEach((bit, at) => {
    const inner = side - 2
    const module = (Math.floor(at / inner) + 1) * side + (at % inner) + 1
    if (bit === ALWAYS_DARK || (bit >= 0 && words[bit >> 3]! & (128 >> (bit & 7)))) dark[module] = 1
  })
  return dark
}

/** Modules with every error put right, or undefined when too many are wrong to be sure of the rest. */
export function repaired(
  dark: Uint8Array,
  size: Size,
  most = mostErrors(size),
): { dark: Uint8Array; errors: number } | undefined {
  const right = corrected(wordsOf(dark, size), size.check, most)
  if (right === undefined || !isBegun(right.words)) return undefined
  return { dark: modulesOf(right.words, size), errors: right.errors }
}

/** A plain light square is a codeword too, of zeros; no text begins with that, nor above 241. */
const isBegun = ([first]: Uint8Array): boolean => first !== undefined && first > 0 && first < 242

const QUIET = 3

/** A symbol as a printer would wish to make it, for a decoder that turns codewords into text. */
export function drawn(dark: Uint8Array, side: number, scale = 4): Grey {
  const width = (side + 2 * QUIET) * scale
  const picture = greyOf(width, width, 255)
  for (let y = 0; y < side * scale; y++) {
    for (let x = 0; x < side * scale; x++) {
      if (dark[Math.floor(y / scale) * side + Math.floor(x / scale)] !== 1) continue
      picture.data[(y + QUIET * scale) * width + x + QUIET * scale] = 0
    }
  }
  return picture
}
