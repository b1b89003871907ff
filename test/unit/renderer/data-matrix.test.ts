import { BinaryBitmap, DataMatrixReader, HybridBinarizer, RGBLuminanceSource } from '@zxing/library'
import { describe, expect, test } from 'vitest'
import { dataMatrixPath, type MatrixPath } from '../../../renderer/components/data-matrix-path.ts'

const SCALE = 8
const QUIET = 4

type Point = [number, number]

const polygonsOf = (d: string): Point[][] =>
  d
    .split('M')
    .filter(Boolean)
    .map((part) =>
      part
        .replace('z', '')
        .split('L')
        .map((pair) => pair.split(' ').map(Number) as Point),
    )

/** Even-odd rule by a ray to the left, as a browser fills the path. */
const isDark = (polygons: Point[][], x: number, y: number): boolean => {
  const crossings = polygons.flatMap((points) =>
    points.filter(([x1, y1], i) => {
      const [, y2] = points[(i + 1) % points.length] as Point
      return x1 < x && y1 > y !== y2 > y
    }),
  )
  return crossings.length % 2 === 1
}

function paint({ side, d }: MatrixPath): { pixels: Uint8ClampedArray; width: number } {
  const width = (side + 2 * QUIET) * SCALE
  const pixels = new Uint8ClampedArray(width * width).fill(255)
  const polygons = polygonsOf(d)
  for (let y = 0; y < side * SCALE; y++) {
    for (let x = 0; x < side * SCALE; x++) {
      const at = (y + QUIET * SCALE) * width + x + QUIET * SCALE
      if (isDark(polygons, (x + 0.5) / SCALE, (y + 0.5) / SCALE)) pixels[at] = 0
    }
  }
  return { pixels, width }
}

function read(path: MatrixPath): string {
  const { pixels, width } = paint(path)
  const source = new RGBLuminanceSource(pixels, width, width)
  return new DataMatrixReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText()
}

describe('a drawn Data Matrix', () => {
  test.each(['FX05653142', '0232021993', 'BX-20417', 'F3/S2/R4/B7'])('of %s reads back', (code) => {
    expect(read(dataMatrixPath(code))).toBe(code)
  })

  test('without its modules does not read', () => {
    expect(() => read({ ...dataMatrixPath('FX05653142'), d: '' })).toThrow()
  })
})
