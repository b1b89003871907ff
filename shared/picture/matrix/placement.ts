/** Where a bit of a codeword lies: `codeword * 8 + bit`, bit 0 the highest. Negative where none is. */
export type Placement = Int16Array

const FREE = -1
/** The two modules in the last corner that belong to no codeword, dark and light. */
export const ALWAYS_DARK = -2
export const ALWAYS_LIGHT = -3

const made = new Map<number, Placement>()

/** For each module within the finder pattern of a square symbol, row by row, the bit that it shows. */
export function placementOf(side: number): Placement {
  const known = made.get(side)
  if (known !== undefined) return known
  const placement = place(side - 2)
  made.set(side, placement)
  return placement
}

type Cell = readonly [row: number, column: number]

/** ISO/IEC 16022, annex F: codewords lie along diagonals, in an L-like shape of eight modules each. */
function place(size: number): Placement {
  const cells = new Int16Array(size * size).fill(FREE)
  let codeword = 0

  function put(eight: readonly Cell[]): void {
    eight.forEach(([row, column], bit) => {
      let [r, c] = [row, column]
      if (r < 0) [r, c] = [r + size, c + 4 - ((size + 4) % 8)]
      if (c < 0) [r, c] = [r + 4 - ((size + 4) % 8), c + size]
      cells[r * size + c] = codeword * 8 + bit
    })
    codeword += 1
  }
  const isFree = (row: number, column: number): boolean => cells[row * size + column] === FREE
  const isWithin = (row: number, column: number): boolean =>
    row >= 0 && column >= 0 && row < size && column < size

  let [row, column] = [4, 0]
  do {
    const corner = cornerAt(row, column, size)
    if (corner !== undefined) put(corner)
    do {
      if (row < size && column >= 0 && isFree(row, column)) put(usual(row, column))
      row -= 2
      column += 2
    } while (row >= 0 && column < size)
    row += 1
    column += 3
    do {
      if (isWithin(row, column) && isFree(row, column)) put(usual(row, column))
      row += 2
      column -= 2
    } while (row < size && column >= 0)
    row += 3
    column += 1
  } while (row < size || column < size)

  if (isFree(size - 1, size - 1)) {
    for (const [r, c] of [
      [1, 1],
      [2, 2],
    ] as const)
      cells[(size - r) * size + size - c] = ALWAYS_DARK
    for (const [r, c] of [
      [1, 2],
      [2, 1],
    ] as const)
      cells[(size - r) * size + size - c] = ALWAYS_LIGHT
  }
  return cells
}

const usual = (r: number, c: number): Cell[] => [
  [r - 2, c - 2],
  [r - 2, c - 1],
  [r - 1, c - 2],
  [r - 1, c - 1],
  [r - 1, c],
  [r, c - 2],
  [r, c - 1],
  [r, c],
]

/** The shapes that codewords take where a diagonal meets a corner. */
function cornerAt(row: number, column: number, n: number): Cell[] | undefined {
  if (row === n && column === 0) {
    return [
      [n - 1, 0],
      [n - 1, 1],
      [n - 1, 2],
      [0, n - 2],
      [0, n - 1],
      [1, n - 1],
      [2, n - 1],
      [3, n - 1],
    ]
  }
  if (row === n - 2 && column === 0 && n % 8 === 4) {
    return [
      [n - 3, 0],
      [n - 2, 0],
      [n - 1, 0],
      [0, n - 2],
      [0, n - 1],
      [1, n - 1],
      [2, n - 1],
      [3, n - 1],
    ]
  }
  if (row === n - 2 && column === 0 && n % 4 !== 0) {
    return [
      [n - 3, 0],
      [n - 2, 0],
      [n - 1, 0],
      [0, n - 4],
      [0, n - 3],
      [0, n - 2],
      [0, n - 1],
      [1, n - 1],
    ]
  }
  if (row === n + 4 && column === 2 && n % 8 === 0) {
    return [
      [n - 1, 0],
      [n - 1, n - 1],
      [0, n - 3],
      [0, n - 2],
      [0, n - 1],
      [1, n - 3],
      [1, n - 2],
      [1, n - 1],
    ]
  }
  return undefined
}
