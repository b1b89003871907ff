import type { Format, Found } from '../found.ts'
import { boxAround, crop, type Grey, type Quad, unchanged } from '../grey.ts'
import { type Matrix, solveAt } from '../matrix/solve.ts'
import { flipped, type Kind } from './closer.ts'
import { median } from './fit.ts'

/** The mean side of a code, pixels. */
export const sideOf = (quad: Quad): number =>
  quad.reduce((sum, { x, y }, at) => {
    const next = quad[(at + 1) % 4]!
    return sum + Math.hypot(next.x - x, next.y - y) / 4
  }, 0)

/** Codes of one rack's tubes are of one size: what is much larger or smaller is on something else. */
const OF_ONE_SIZE = 1.4
/** So many codes are measured, from all over the rack. */
const MEASURED = 5

/** The codes that may be on tubes: of all matrix codes those of the usual size. */
export function tubeCodes(found: readonly Found[]): Found[] {
  const matrices = found.filter(({ kind }) => kind === 'matrix')
  const usual = median(matrices.map(({ quad }) => sideOf(quad)))
  return matrices.filter(({ quad }) => {
    const ratio = sideOf(quad) / usual
    return ratio < OF_ONE_SIZE && ratio > 1 / OF_ONE_SIZE
  })
}

/** What the codes that were read have in common, so that the others are looked for as such. */
export function kindOfTubes(
  picture: Grey,
  tubes: readonly Found[],
  formats: readonly Format[],
): Kind {
  const quads = tubes.filter(({ format }) => format === 'DataMatrix').map(({ quad }) => quad)
  const step = Math.max(1, Math.floor(quads.length / MEASURED))
  const chosen = quads.filter((_, at) => at % step === 0).slice(0, MEASURED)
  const seen = measured(picture, chosen, false)
  const mirrored = seen.length === 0 ? measured(picture, chosen, true) : []
  const symbols = mirrored.length > 0 ? mirrored : seen
  return {
    formats,
    side: median(tubes.map(({ quad }) => sideOf(quad))),
    modules: common(symbols.map(({ side }) => side)),
    sign: common(symbols.map(({ inverted }) => (inverted ? -1 : 1))),
    mirrored: mirrored.length > 0,
  }
}

/** Room around a code, in parts of its side. */
const ROOM = 0.3

/** Codes that our own decoder, which reads nothing in a mirror, makes out in the picture or in its mirror image. */
function measured(picture: Grey, quads: readonly Quad[], mirrored: boolean): Matrix[] {
  return quads.flatMap((quad) => {
    const cut = crop(picture, boxAround(quad, ROOM))
    const view = mirrored ? flipped(cut.picture) : unchanged(cut.picture)
    const [left, top] = [cut.back({ x: 0, y: 0 }).x, cut.back({ x: 0, y: 0 }).y]
    const [a, b, c, d] = quad.map(({ x, y }) => view.back({ x: x - left, y: y - top }))
    const place: Quad = mirrored ? [b!, a!, d!, c!] : [a!, b!, c!, d!]
    return solveAt(view.picture, place, 1) ?? solveAt(view.picture, place, -1) ?? []
  })
}

/** What all values are, if they are one. */
const common = <T>(values: readonly T[]): T | null => {
  const [first] = values
  return first !== undefined && values.every((value) => value === first) ? first : null
}
