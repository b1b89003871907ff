import { type Grey, greyOf } from './grey.ts'

/** One byte a pixel, 1 where something is so. */
export interface Bits {
  width: number
  height: number
  data: Uint8Array
}

/** Sums of all that lies above and left of a pixel, so that the mean of any box costs four look-ups. */
export function integralOf({ width, height, data }: Grey): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += data[y * width + x]!
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row
    }
  }
  return sums
}

/** The mean of the square of `radius` pixels around every pixel. */
export function localMean(picture: Grey, radius: number): Float32Array {
  const { width, height } = picture
  const sums = integralOf(picture)
  const means = new Float32Array(width * height)
  for (let y = 0, at = 0; y < height; y++) {
    const top = Math.max(0, y - radius) * (width + 1)
    const bottom = Math.min(height, y + radius + 1) * (width + 1)
    for (let x = 0; x < width; x++, at++) {
      const left = Math.max(0, x - radius)
      const right = Math.min(width, x + radius + 1)
      const sum =
        sums[bottom + right]! - sums[bottom + left]! - sums[top + right]! + sums[top + left]!
      means[at] = (sum * (width + 1)) / ((bottom - top) * (right - left))
    }
  }
  return means
}

/** What is darker than its surroundings by more than `offset`, and what is lighter. */
export function standingOut(
  picture: Grey,
  radius: number,
  offset = 4,
): { dark: Bits; light: Bits } {
  const { width, height, data } = picture
  const means = localMean(picture, radius)
  const dark = new Uint8Array(data.length)
  const light = new Uint8Array(data.length)
  for (let at = 0; at < data.length; at++) {
    const beyond = data[at]! - means[at]!
    if (beyond < -offset) dark[at] = 1
    else if (beyond > offset) light[at] = 1
  }
  return { dark: { width, height, data: dark }, light: { width, height, data: light } }
}

export function histogramOf({ data }: Grey): Uint32Array {
  const counts = new Uint32Array(256)
  for (const value of data) counts[value]!++
  return counts
}

/** The value that a part of all pixels is darker than. */
export function percentile(counts: Uint32Array, part: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let seen = 0
  for (let value = 0; value < 256; value++) {
    seen += counts[value]!
    if (seen > total * part) return value
  }
  return 255
}

/** Stretches what lies between the darkest and the lightest pixels, but for a hundredth, to black and white. */
export function stretch(picture: Grey): Grey {
  const counts = histogramOf(picture)
  const dark = percentile(counts, 0.01)
  const light = Math.max(percentile(counts, 0.99), dark + 1)
  return mapped(picture, (value) => ((value - dark) * 255) / (light - dark))
}

/** Around the middle grey, as a display's contrast does. */
export const contrast = (picture: Grey, factor: number): Grey =>
  mapped(picture, (value) => (value - 128) * factor + 128)

export const inverted = (picture: Grey): Grey => mapped(picture, (value) => 255 - value)

function mapped(picture: Grey, map: (value: number) => number): Grey {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => map(value))
  const made = greyOf(picture.width, picture.height)
  for (let at = 0; at < made.data.length; at++) made.data[at] = table[picture.data[at]!]!
  return made
}

/** Takes away uneven light: each pixel against the mean of its surroundings, `gain` times as strong. */
export function evened(picture: Grey, radius: number, gain: number): Grey {
  const means = localMean(picture, radius)
  const made = greyOf(picture.width, picture.height)
  for (let at = 0; at < made.data.length; at++) {
    made.data[at] = 128 + (picture.data[at]! - means[at]!) * gain
  }
  return made
}

/** Gives edges back to a blurred picture: adds what it has beyond its own local mean. */
export function sharpened(picture: Grey, radius: number, amount: number): Grey {
  const means = localMean(picture, radius)
  const made = greyOf(picture.width, picture.height)
  for (let at = 0; at < made.data.length; at++) {
    const value = picture.data[at]!
    made.data[at] = value + (value - means[at]!) * amount
  }
  return made
}

/** Twice the box mean of a radius: smooth enough to take noise away and to keep edges where they are. */
export function blurred(picture: Grey, radius: number): Grey {
  const { width, height } = picture
  const once = { width, height, data: Uint8ClampedArray.from(localMean(picture, radius)) }
  return { width, height, data: Uint8ClampedArray.from(localMean(once, radius)) }
}
