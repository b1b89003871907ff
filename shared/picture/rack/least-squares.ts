/** One equation: the sum of `row[i]` times unknown `i` should be `value`, the more so the larger `weight` is. */
export interface Equation {
  row: readonly number[]
  value: number
  weight: number
}

/** The unknowns that equations fit best, or null when they do not determine them. */
export function leastSquares(equations: readonly Equation[], unknowns: number): number[] | null {
  const matrix = Array.from({ length: unknowns }, () => new Array<number>(unknowns + 1).fill(0))
  for (const { row, value, weight } of equations) {
    for (let i = 0; i < unknowns; i++) {
      const part = weight * row[i]!
      if (part === 0) continue
      for (let j = 0; j < unknowns; j++) matrix[i]![j]! += part * row[j]!
      matrix[i]![unknowns]! += part * value
    }
  }
  return solved(matrix)
}

/** Gauss and Jordan, the largest pivot first; the last column is the right side. */
function solved(matrix: number[][]): number[] | null {
  const size = matrix.length
  for (let column = 0; column < size; column++) {
    const pivot = largest(matrix, column)
    const scale = matrix[pivot]![column]!
    if (!(Math.abs(scale) > 1e-9)) return null
    ;[matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!]
    const row = matrix[column]!.map((value) => value / scale)
    matrix[column] = row
    for (let other = 0; other < size; other++) {
      if (other === column) continue
      const part = matrix[other]![column]!
      matrix[other] = matrix[other]!.map((value, at) => value - part * row[at]!)
    }
  }
  return matrix.map((row) => row[size]!)
}

function largest(matrix: readonly (readonly number[])[], column: number): number {
  let best = column
  for (let row = column + 1; row < matrix.length; row++) {
    if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[best]![column]!)) best = row
  }
  return best
}
