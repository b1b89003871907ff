import type { Format, Found } from '../found.ts'
import { type Grey, type Quad, quadBack, unchanged } from '../grey.ts'
import { solveAt } from '../matrix/solve.ts'
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
  const mirrored = isMirrored(tubes)
  const upright = mirrored ? flipped(picture) : unchanged(picture)
  const matrices = tubes.filter(({ format }) => format === 'DataMatrix')
  const step = Math.max(1, Math.floor(matrices.length / MEASURED))
  const measured = matrices
    .filter((_, at) => at % step === 0)
    .slice(0, MEASURED)
    .map(({ quad }) => quadBack(upright, quad))
    .flatMap(
      (quad) => solveAt(upright.picture, quad, 1) ?? solveAt(upright.picture, quad, -1) ?? [],
    )
  return {
    formats,
    side: median(tubes.map(({ quad }) => sideOf(quad))),
    modules: common(measured.map(({ side }) => side)),
    sign: common(measured.map(({ inverted }) => (inverted ? -1 : 1))),
    mirrored,
  }
}

/** What all values are, if they are one. */
const common = <T>(values: readonly T[]): T | null => {
  const [first] = values
  return first !== undefined && values.every((value) => value === first) ? first : null
}

/** Whether the picture shows codes the other way round: their corners then run against the clock. */
export function isMirrored(tubes: readonly Found[]): boolean {
  const against = tubes.filter(({ quad: [a, b, , d] }) => {
    return (b.x - a.x) * (d.y - a.y) - (b.y - a.y) * (d.x - a.x) < 0
  })
  return against.length * 2 > tubes.length
}
