import type { Engine, Found } from './found.ts'

import { type Matrix, type Search, solvePicture } from './matrix/solve.ts'
import { drawn } from './matrix/symbol.ts'

/**
 * Our own decoder of square Data Matrix. It finds, measures and repairs symbols; `read` is the engine that
 * turns a symbol, drawn anew without a fault, into its text, so that a text never depends on who found it.
 */
export const gridEngine =
  (read: Engine, search: Search = {}): Engine =>
  async (picture, { formats, many }) => {
    if (!formats.includes('DataMatrix')) return []
    const symbols = solvePicture(picture, { ...search, ...(many ? {} : { enough: 1 }) })
    const found = await Promise.all(symbols.map((symbol) => textOf(symbol, read)))
    return found.flat()
  }

/** What a symbol says, as it was found in its picture. */
export async function textOf({ dark, side, quad }: Matrix, read: Engine): Promise<Found[]> {
  const wish = { formats: ['DataMatrix'], many: false, tryHarder: false } as const
  const all = await read(drawn(dark, side), wish)
  return all.map((found) => ({ ...found, engine: 'grid', quad }))
}
