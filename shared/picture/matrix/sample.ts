import { type Grey, type Quad, sample } from '../grey.ts'
import { projection } from '../perspective.ts'
import { finderIsDark } from './symbol.ts'

const LOOKS = [-0.27, 0, 0.27]

/** The mean light of every module and of `ring` modules around them, row by row; `sign` -1 turns it over. */
export function moduleValues(
  picture: Grey,
  quad: Quad,
  side: number,
  sign: 1 | -1,
  ring = 1,
): Float64Array {
  const at = projection(quad)
  const across = side + 2 * ring
  const values = new Float64Array(across * across)
  for (let row = 0; row < across; row++) {
    for (let column = 0; column < across; column++) {
      let sum = 0
      for (const dy of LOOKS) {
        for (const dx of LOOKS) {
          const { x, y } = at((column - ring + 0.5 + dx) / side, (row - ring + 0.5 + dy) / side)
          sum += sample(picture, x, y)
        }
      }
      const mean = sum / LOOKS.length ** 2
      values[row * across + column] = sign === 1 ? mean : 255 - mean
    }
  }
  return values
}

/** Gives back what blur took: each value is moved away from the mean of its four neighbours. */
export function deblurred(values: Float64Array, across: number, amount: number): Float64Array {
  const made = Float64Array.from(values)
  for (let row = 1; row < across - 1; row++) {
    for (let column = 1; column < across - 1; column++) {
      const at = row * across + column
      const around =
        (values[at - 1]! + values[at + 1]! + values[at - across]! + values[at + across]!) / 4
      made[at] = values[at]! + amount * (values[at]! - around)
    }
  }
  return made
}

/** Which modules are dark, by a threshold for each of them; `across` is two more than `side`. */
function darkBelow(
  values: Float64Array,
  side: number,
  threshold: (row: number, column: number) => number,
): Uint8Array {
  const dark = new Uint8Array(side * side)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const value = values[(row + 1) * (side + 2) + column + 1]!
      if (value < threshold(row, column)) dark[row * side + column] = 1
    }
  }
  return dark
}

/** One threshold for all: half way between what the finder pattern shows of dark and of light. */
export function byFinder(values: Float64Array, side: number): Uint8Array {
  const threshold = levelOf(values, side)
  return darkBelow(values, side, () => threshold)
}

function levelOf(values: Float64Array, side: number): number {
  const sums = { dark: 0, light: 0, darks: 0, lights: 0 }
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const isDark = finderIsDark(row, column, side)
      const value = values[(row + 1) * (side + 2) + column + 1]!
      if (isDark === true) {
        sums.dark += value
        sums.darks += 1
      } else if (isDark === false) {
        sums.light += value
        sums.lights += 1
      }
    }
  }
  return (sums.dark / sums.darks + sums.light / sums.lights) / 2
}

/** A threshold that follows uneven light: half way between the extremes within `radius` modules. */
export function byNeighbours(values: Float64Array, side: number, radius: number): Uint8Array {
  const across = side + 2
  return darkBelow(values, side, (row, column) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let r = Math.max(0, row + 1 - radius); r <= Math.min(across - 1, row + 1 + radius); r++) {
      for (
        let c = Math.max(0, column + 1 - radius);
        c <= Math.min(across - 1, column + 1 + radius);
        c++
      ) {
        const value = values[r * across + c]!
        if (value < low) low = value
        if (value > high) high = value
      }
    }
    return (low + high) / 2
  })
}

/** The threshold that parts all modules into two groups best (Otsu 1979). */
export function byGroups(values: Float64Array, side: number): Uint8Array {
  const sorted = inner(values, side).sort()
  const total = sorted.reduce((sum, value) => sum + value, 0)
  let [below, best, threshold] = [0, -1, 0]
  for (let at = 1; at < sorted.length; at++) {
    below += sorted[at - 1]!
    const gap = below / at - (total - below) / (sorted.length - at)
    const between = at * (sorted.length - at) * gap * gap
    if (between <= best) continue
    best = between
    threshold = (sorted[at - 1]! + sorted[at]!) / 2
  }
  return darkBelow(values, side, () => threshold)
}

function inner(values: Float64Array, side: number): Float64Array {
  const made = new Float64Array(side * side)
  for (let row = 0; row < side; row++) {
    const from = (row + 1) * (side + 2) + 1
    made.set(values.subarray(from, from + side), row * side)
  }
  return made
}
