import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boxAround,
  crop,
  fromRgba,
  type Grey,
  greyOf,
  quadBack,
  resize,
  rotate,
  through,
  toRgba,
  type View,
} from '#shared/picture/grey.ts'
import { blurred, contrast, inverted, standingOut, stretch } from '#shared/picture/light.ts'
import { squareAt } from '#shared/picture/matrix/sweep.ts'
import { grown, projection, unwarp } from '#shared/picture/perspective.ts'

/** Light, with one dark square of `side` pixels. */
function withSquare(width: number, height: number, left: number, top: number, side: number): Grey {
  const picture = greyOf(width, height, 200)
  for (let y = top; y < top + side; y++) {
    for (let x = left; x < left + side; x++) picture.data[y * width + x] = 40
  }
  return picture
}

/** The middle of everything dark. */
function middleOfDark({ width, height, data }: Grey): { x: number; y: number } {
  let [x, y, n] = [0, 0, 0]
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const dark = Math.max(0, 200 - data[row * width + column]!)
      x += (column + 0.5) * dark
      y += (row + 0.5) * dark
      n += dark
    }
  }
  return { x: x / n, y: y / n }
}

const PICTURE = withSquare(90, 60, 50, 20, 10)
const MIDDLE = { x: 55, y: 25 }

function turnedCrop(): View {
  const cut = crop(PICTURE, { left: 30, top: 5, width: 50, height: 45 })
  const turned = through(cut, rotate(cut.picture, 30, 200))
  return through(turned, resize(turned.picture, 2))
}

describe('a picture made of another', () => {
  it.each([
    ['crop', crop(PICTURE, { left: 40, top: 10, width: 30, height: 30 })],
    ['a larger one', resize(PICTURE, 1.7)],
    ['a smaller one', resize(PICTURE, 0.6)],
    ['one turned by 22 degrees', rotate(PICTURE, 22, 200)],
    ['one turned by -135 degrees', rotate(PICTURE, -135, 200)],
    ['a larger one of a turned crop', turnedCrop()],
  ])('by %s knows where its points were', (_, view) => {
    const back = view.back(middleOfDark(view.picture))
    expect(Math.abs(back.x - MIDDLE.x)).toBeLessThan(0.3)
    expect(Math.abs(back.y - MIDDLE.y)).toBeLessThan(0.3)
  })

  it('holds nothing beyond the edges of the first', () => {
    const view = crop(PICTURE, { left: -20, top: 50, width: 40, height: 40 })
    expect([view.picture.width, view.picture.height]).toEqual([20, 10])
    expect(view.back({ x: 0, y: 0 })).toEqual({ x: 0, y: 50 })
  })

  it('keeps the mean of its light when it is made smaller', () => {
    const mean = ({ data }: Grey): number =>
      data.reduce((sum, value) => sum + value, 0) / data.length
    for (const scale of [0.3, 0.5, 0.77]) {
      expect(Math.abs(mean(resize(PICTURE, scale).picture) - mean(PICTURE))).toBeLessThan(2)
    }
  })

  it('has a box and quads that go back as well', () => {
    const view = crop(PICTURE, { left: 40, top: 10, width: 30, height: 30 })
    const quad = quadBack(view, squareAt({ x: 15, y: 15 }, 10, 0))
    expect(boxAround(quad, 0.5)).toEqual({ left: 45, top: 15, width: 20, height: 20 })
  })
})

describe('colours', () => {
  it('become light by what the eye makes of them, and transparent paper is white', () => {
    const data = Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 0, 0, 0, 0, 255, 255])
    const [red, green, nothing, blue] = fromRgba({ width: 4, height: 1, data }).data
    expect(green).toBeGreaterThan(red!)
    expect(red).toBeGreaterThan(blue!)
    expect(nothing).toBe(255)
  })

  it('are the same grey again when a grey picture becomes colours', () => {
    expect(fromRgba(toRgba(PICTURE)).data).toEqual(PICTURE.data)
  })
})

describe('light', () => {
  it('that stands out is found under a shadow that is darker than the paper beside it', () => {
    const picture = withSquare(120, 60, 70, 20, 6)
    for (let y = 0; y < 60; y++) {
      for (let x = 0; x < 120; x++) picture.data[y * 120 + x]! *= 1 - x / 130
    }
    const { dark, light } = standingOut(picture, 10, 10)
    expect(dark.data[22 * 120 + 72]).toBe(1)
    expect(dark.data[50 * 120 + 20]).toBe(0)
    expect(light.data[22 * 120 + 72]).toBe(0)
  })

  it('is stretched to black and white, and turned over', () => {
    expect(new Set(stretch(PICTURE).data)).toEqual(new Set([0, 255]))
    expect(inverted(inverted(PICTURE)).data).toEqual(PICTURE.data)
    expect(contrast(PICTURE, 1).data).toEqual(PICTURE.data)
  })

  it('of a plain picture stays as it is when it is blurred', () => {
    expect(new Set(blurred(greyOf(20, 10, 77), 2).data)).toEqual(new Set([77]))
  })
})

describe('a projection', () => {
  const coordinate = fc.double({ min: -8, max: 8, noNaN: true })

  it('takes the corners of the unit square to those of any quad near a square', () => {
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 8, maxLength: 8 }), (by) => {
        const quad = squareAt({ x: 50, y: 50 }, 40, 17).map(({ x, y }, at) => ({
          x: x + by[at * 2]!,
          y: y + by[at * 2 + 1]!,
        })) as never
        const at = projection(quad)
        const corners = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]
        corners.forEach((corner, index) => {
          const meant = (quad as { x: number; y: number }[])[index]!
          expect(Math.hypot(corner.x - meant.x, corner.y - meant.y)).toBeLessThan(1e-6)
        })
      }),
      { numRuns: 50 },
    )
  })

  it('draws upright what lies askew, and grows about the middle', () => {
    const upright = unwarp(PICTURE, squareAt(MIDDLE, 20, 0), 40, 40)
    expect(upright.data[20 * 40 + 20]).toBe(40)
    expect(upright.data[2 * 40 + 2]).toBe(200)
    const [corner] = grown(squareAt(MIDDLE, 10, 0), 0.5)
    expect(corner).toEqual({ x: 45, y: 15 })
  })
})
