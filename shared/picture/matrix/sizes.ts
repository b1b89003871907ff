/** One square Data Matrix symbol (ISO/IEC 16022, ECC 200) of a single region and a single block. */
export interface Size {
  /** Modules along a side, finder pattern and all. */
  side: number
  /** Codewords of data, and of error correction after them. */
  data: number
  check: number
}

export const SIZES: readonly Size[] = [
  { side: 10, data: 3, check: 5 },
  { side: 12, data: 5, check: 7 },
  { side: 14, data: 8, check: 10 },
  { side: 16, data: 12, check: 12 },
  { side: 18, data: 18, check: 14 },
  { side: 20, data: 22, check: 18 },
  { side: 22, data: 30, check: 20 },
  { side: 24, data: 36, check: 24 },
  { side: 26, data: 44, check: 28 },
]

/** Bits of chance that a reading must stand against: noise of that many words would pass once. */
const SAFE_BITS = 32

/**
 * How many wrong codewords may be put right. Of all words of this length, the part that lies within `n`
 * errors of some codeword is what noise has of passing for a code; it must stay below 2^-32, since one
 * picture can offer thousands of words. A 10 x 10 symbol has too few check words to have any put right.
 */
export function mostErrors({ data, check }: Size): number {
  const length = data + check
  let most = 0
  let ways = 0
  for (let errors = 1; errors <= Math.floor(check / 2); errors++) {
    ways += Math.log2((length - errors + 1) / errors)
    if (ways + errors * 8 - check * 8 > -SAFE_BITS) break
    most = errors
  }
  return most
}
