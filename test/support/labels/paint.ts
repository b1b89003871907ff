import { readBarcodes } from 'zxing-wasm/reader'
import type { Layout } from '#shared/label/layout.ts'
import { type Drawn, drawnOf } from '../../../renderer/components/label-paths.ts'
import type { Grey } from './png.ts'
import { prepare } from './render.ts'

type Point = readonly [x: number, y: number]

/** The codes of a label as a browser fills their paths: a dot is dark or not. */
export function paint(layout: Layout): Grey {
  const { width, height } = layout
  const dots = new Uint8Array(width * height).fill(255)
  for (const one of drawnOf(layout)) if (one.d !== null) fill(dots, width, one)
  return { width, height, at: (x, y) => dots[y * width + x] ?? 255 }
}

function fill(dots: Uint8Array, width: number, { of, d }: Drawn): void {
  if (of.kind === 'text' || d === null) return
  const polygons = polygonsOf(d)
  const tall = of.kind === 'matrix' ? of.module : of.height
  const [columns, rows] = of.kind === 'matrix' ? [of.side, of.side] : [of.modules, 1]
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      if (!isDark(polygons, column + 0.5, row + 0.5)) continue
      for (let y = 0; y < tall; y++) {
        const at = (of.y + row * tall + y) * width + of.x + column * of.module
        dots.fill(0, at, at + of.module)
      }
    }
}

/** Corners of each part of a path: absolute moves and lines, or relative steps to the side and down. */
const polygonsOf = (d: string): Point[][] =>
  d
    .split('M')
    .filter(Boolean)
    .map((part) => {
      const points: Point[] = []
      for (const [, command, numbers] of `L${part}`.matchAll(/([Lhv])([-\d. ]+)/g)) {
        const [x = 0, y = 0] = points.at(-1) ?? []
        const [first = 0, second = 0] = numbers!.trim().split(' ').map(Number)
        if (command === 'L') points.push([first, second])
        else points.push(command === 'h' ? [x + first, y] : [x, y + first])
      }
      return points
    })

/** Even-odd rule by a ray to the left. */
const isDark = (polygons: readonly Point[][], x: number, y: number): boolean =>
  polygons
    .flatMap((points) => points.map((from, i) => [from, points[(i + 1) % points.length]!] as const))
    .filter(([[x1, y1], [x2, y2]]) => x1 === x2 && x1 < x && y1 > y !== y2 > y).length %
    2 ===
  1

/**
 * Whether the codes have the same dots in the picture of a printer's own text, which stands in the middle of
 * a wider one.
 */
export function same(drawn: Grey, paper: Grey, { placed, width }: Layout): boolean {
  const left = Math.floor((paper.width - width) / 2)
  return placed.every((one) => {
    if (one.kind === 'text') return true
    const wide = one.module * (one.kind === 'matrix' ? one.side : one.modules)
    const tall = one.kind === 'matrix' ? one.module * one.side : one.height
    for (let y = one.y; y < one.y + tall; y++)
      for (let x = one.x; x < one.x + wide; x++)
        if (drawn.at(x, y) < 128 !== paper.at(x + left, y) < 128) return false
    return true
  })
}

export async function codesInPicture({ width, height, at }: Grey): Promise<string[]> {
  prepare()
  const margin = 20
  const wide = width + 2 * margin
  const data = new Uint8ClampedArray(wide * (height + 2 * margin) * 4).fill(255)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const first = ((y + margin) * wide + x + margin) * 4
      data.fill(at(x, y), first, first + 3)
    }
  const picture = { data, width: wide, height: height + 2 * margin, colorSpace: 'srgb' as const }
  const reads = await readBarcodes(picture as ImageData, {
    formats: ['DataMatrix', 'Code128'],
    tryHarder: true,
    textMode: 'Plain',
  })
  return reads.filter(({ isValid }) => isValid).map(({ text }) => text)
}
