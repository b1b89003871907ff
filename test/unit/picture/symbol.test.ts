import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkWords, corrected } from '#shared/picture/matrix/reed-solomon.ts'
import { mostErrors, SIZES, type Size } from '#shared/picture/matrix/sizes.ts'
import { modulesOf, repaired, wordsOf } from '#shared/picture/matrix/symbol.ts'
import { chanceOf } from '../../support/pictures/chance.ts'
import { drawnCode } from '../../support/pictures/scene.ts'

const sizes = fc.constantFrom(...SIZES)
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

/** A codeword of a size, and some places in it with what they are changed by. */
const damaged = (most: (size: Size) => number) =>
  sizes.chain((size) =>
    fc.record({
      size: fc.constant(size),
      data: bytes(size.data),
      places: fc.uniqueArray(fc.nat(size.data + size.check - 1), { maxLength: most(size) }),
      by: fc.integer({ min: 1, max: 255 }),
    }),
  )

const wordOf = (data: Uint8Array, check: number): Uint8Array =>
  Uint8Array.from([...data, ...checkWords(data, check)])

describe('words of a Data Matrix', () => {
  it('are put right up to half as many as there are check words', () => {
    fc.assert(
      fc.property(
        damaged(({ check }) => Math.floor(check / 2)),
        ({ size, data, places, by }) => {
          const word = wordOf(data, size.check)
          const wrong = Uint8Array.from(word, (value, at) =>
            places.includes(at) ? value ^ by : value,
          )
          const right = corrected(wrong, size.check, Math.floor(size.check / 2))
          expect(right).toEqual({ words: word, errors: places.length })
        },
      ),
      { numRuns: 150 },
    )
  })

  it('are not put right when more are wrong than may be', () => {
    const size = SIZES[2]!
    const word = wordOf(
      Uint8Array.from({ length: size.data }, (_, at) => at * 31),
      size.check,
    )
    for (const at of [0, 3, 5, 9, 12]) word[at]! ^= 77
    expect(corrected(word, size.check, 4)).toBeUndefined()
    expect(corrected(word, size.check, 5)?.errors).toBe(5)
  })

  it('lie in the symbol so that they are read again from it', () => {
    fc.assert(
      fc.property(
        damaged(() => 0),
        ({ size, data }) => {
          const word = wordOf(data, size.check)
          expect(wordsOf(modulesOf(word, size), size)).toEqual(word)
        },
      ),
      { numRuns: 100 },
    )
  })

  it.each(SIZES.map((size) => [size.side, size] as const))(
    'of %i modules a side are those that another encoder draws',
    (side, size) => {
      const text = '1'.repeat(size.data * 2)
      const code = drawnCode('datamatrix', text, { version: `${side}x${side}` })
      const drawn = Uint8Array.from({ length: side * side }, (_, at) =>
        code.isDark(at % side, Math.floor(at / side)) ? 1 : 0,
      )
      expect(code.width).toBe(side)
      expect(repaired(drawn, size)).toEqual({ dark: drawn, errors: 0 })
    },
  )
})

describe('what may be put right', () => {
  it('is so little that noise of that many words is never taken for a code', () => {
    expect(SIZES.map(mostErrors)).toEqual([0, 2, 4, 5, 7, 9, 10, 12, 14])
  })

  const noise = (size: Size, seed: number): Uint8Array => {
    const chance = chanceOf(seed)
    const modules = { length: size.side * size.side }
    return Uint8Array.from(modules, () => (chance.next() < 0.5 ? 1 : 0))
  }
  const readIn = (size: Size, most: number | undefined, tries: number): number =>
    Array.from({ length: tries }, (_, seed) => repaired(noise(size, seed), size, most)).filter(
      (read) => read !== undefined,
    ).length

  it('lets no random modules through, of any size', () => {
    for (const size of SIZES) expect(readIn(size, undefined, 3_000)).toBe(0)
  })

  it('would let some through if all were put right that can be: a 10 x 10 symbol has few check words', () => {
    // Without the control of how near a codeword must be, any word within half the check words passes.
    const size = SIZES[0]!
    const asMany = Math.floor(size.check / 2)
    const near = (1 + 8 * 255 + 28 * 255 ** 2) / 256 ** size.check
    expect(near).toBeGreaterThan(2 ** -32)
    const word = wordOf(Uint8Array.from([66, 67, 68]), size.check)
    word[1]! ^= 9
    word[6]! ^= 200
    const dark = modulesOf(word, size)
    expect(repaired(dark, size, asMany)?.errors).toBe(2)
    expect(repaired(dark, size)).toBeUndefined()
  })

  it('is never a plain light or dark square, though zeros are a codeword', () => {
    for (const size of SIZES) {
      const area = size.side * size.side
      expect(repaired(new Uint8Array(area), size)).toBeUndefined()
      expect(repaired(new Uint8Array(area).fill(1), size)).toBeUndefined()
    }
  })
})
