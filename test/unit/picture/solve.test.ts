import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greyOf, middleOf } from '#shared/picture/grey.ts'
import { expectedLike, solveAt, solveExpected, solvePicture } from '#shared/picture/matrix/solve.ts'
import { squareAt } from '#shared/picture/matrix/sweep.ts'
import { chanceOf } from '../../support/pictures/chance.ts'
import { NO_CODES, pictureOfNoCode } from '../../support/pictures/no-code.ts'
import { drawnCode, type Taking, taken } from '../../support/pictures/scene.ts'

const drawn = (text: string, side: number) =>
  drawnCode('datamatrix', text, { version: `${side}x${side}` })

const modulesOfCode = (text: string, side: number): Uint8Array => {
  const code = drawn(text, side)
  return Uint8Array.from({ length: side * side }, (_, at) =>
    code.isDark(at % side, Math.floor(at / side)) ? 1 : 0,
  )
}

const taking: fc.Arbitrary<Partial<Taking>> = fc.record({
  module: fc.double({ min: 3.5, max: 8, noNaN: true }),
  degrees: fc.double({ min: 0, max: 360, noNaN: true }),
  tilt: fc.double({ min: 0, max: 0.06, noNaN: true }),
  blur: fc.constantFrom(0, 1),
  noise: fc.double({ min: 0, max: 10, noNaN: true }),
  dark: fc.integer({ min: 10, max: 90 }),
  light: fc.integer({ min: 150, max: 240 }),
  inverted: fc.boolean(),
})

const RUNS = Number(process.env.PICTURE_RUNS ?? 25)
/** What is read of a picture is a matter of how bad it is: the same pictures every time, others where they are asked for. */
const SEED = Number(process.env.PICTURE_SEED ?? 1)

describe('a square Data Matrix in a picture', () => {
  it('is found and read however it lies, light on dark too, and nothing else is read', () => {
    const sides = fc.constantFrom(12, 14, 16, 18, 20)
    fc.assert(
      fc.property(taking, sides, fc.nat(99_999), (wish, side, number) => {
        const text = String(number).padStart(5, '0')
        const size = { width: 260, height: 260 }
        const picture = taken(drawn(text, side), { ...wish, ...size }, chanceOf(number))
        const found = solvePicture(picture)
        expect(found.map(({ dark }) => dark)).toEqual([modulesOfCode(text, side)])
        expect(found[0]).toMatchObject({ side, inverted: wish.inverted })
        const middle = middleOf(found[0]!.quad)
        expect(Math.hypot(middle.x - 130, middle.y - 130)).toBeLessThan(wish.module! * 2)
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })

  it('is read where its place is known to a module, whichever corner comes first', () => {
    const picture = taken(drawn('FK-7', 14), { module: 5, degrees: 30, noise: 8 }, chanceOf(3))
    for (const turn of [30, 120, 210, 300]) {
      const place = squareAt({ x: 102, y: 98 }, 14 * 5 + 3, turn)
      expect(solveAt(picture, place, 1)?.dark).toEqual(modulesOfCode('FK-7', 14))
    }
    expect(solveAt(picture, squareAt({ x: 102, y: 98 }, 73, 30), -1)).toBeUndefined()
  })

  it('that touches a rim is read once another of its kind has been', () => {
    const wish = { module: 5, degrees: 10, width: 140, height: 140 }
    const one = solvePicture(taken(drawn('FK-1', 14), wish, chanceOf(1)))[0]!
    const rimmed = taken(drawn('FK-2', 14), { ...wish, degrees: 200 }, chanceOf(2))
    for (let y = 0; y < 140; y++) {
      for (let x = 0; x < 140; x++) {
        if (Math.abs(Math.hypot(x - 70, y - 70) - 55) < 5) rimmed.data[y * 140 + x] = 30
      }
    }
    expect(solveExpected(rimmed, expectedLike(one))?.dark).toEqual(modulesOfCode('FK-2', 14))
  })

  it('with a scratch is put right, and one that has lost a third is not guessed at', () => {
    const scratched = (width: number) => {
      const picture = taken(drawn('FK-000123', 16), { module: 6 }, chanceOf(4))
      for (let y = 0; y < 200; y++) picture.data.fill(220, y * 200 + 90, y * 200 + 90 + width)
      return solvePicture(picture)
    }
    const [read] = scratched(5)
    expect(read?.dark).toEqual(modulesOfCode('FK-000123', 16))
    expect(read!.errors).toBeGreaterThan(0)
    expect(scratched(36)).toEqual([])
  })
})

describe('a picture without a Data Matrix', () => {
  const patterns = Object.keys(NO_CODES)
  const picturesOf = (name: string) =>
    [1, 2].map((seed) => pictureOfNoCode(name, chanceOf(seed), 220))

  it.each(patterns)('of %s gives none', (name) => {
    for (const picture of picturesOf(name)) expect(solvePicture(picture)).toEqual([])
  })

  it('gives some if modules are taken as they are seen, so that the check words are what holds', () => {
    const unchecked = (dark: Uint8Array) => ({ dark, errors: 0 })
    const found = picturesOf('finder patterns with noise in them').flatMap((picture) =>
      solvePicture(picture, { repair: unchecked }),
    )
    expect(found.length).toBeGreaterThan(3)
  })

  it.each([
    ['qrcode', 'ABCDEF'],
    ['azteccode', 'ABCDEF'],
    ['code128', 'FRZ-1'],
    ['pdf417', 'ABCDEF'],
  ])('but with a %s gives none', (kind, text) => {
    const wish = { width: 400, height: 400, module: 3, degrees: 12 }
    expect(solvePicture(taken(drawnCode(kind, text), wish, chanceOf(5)))).toEqual([])
  })

  it('may be of a single pixel, a line, or one grey', () => {
    expect(solvePicture(greyOf(1, 1))).toEqual([])
    expect(solvePicture(greyOf(300, 1, 90))).toEqual([])
    expect(solvePicture(greyOf(60, 60, 128))).toEqual([])
  })
})
