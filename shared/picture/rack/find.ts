import type { RackShape } from '../../scan/rack/read.ts'
import type { Engine, Format, Found } from '../found.ts'
import { type Grey, middleOf, quadBack, resize, unchanged, type View } from '../grey.ts'
import { gridEngine } from '../grid-engine.ts'
import { evened } from '../light.ts'
import type { Search } from '../matrix/solve.ts'
import { fitLattice } from './fit.ts'
import { sideOf, tubeCodes } from './kind.ts'
import type { Place } from './lattice.ts'
import { RACK_FORMATS } from './rack-code.ts'
import { type Window, windowOf } from './window.ts'

/** A rack and all that the look at the whole picture found, in its wells or not. */
export interface RackFound extends Window {
  found: readonly Found[]
  /** Those that are of the size of tubes' codes. */
  tubes: readonly Found[]
}

interface Wanted {
  first: Engine
  shape?: RackShape
}

/** With so many of a rack's wells read, the rest is left to looks at single wells. */
const ENOUGH = 0.4
/** Codes of a side less than this, pixels, are found more surely in a picture twice as large. */
const SMALL = 48
/** Larger pictures are not made larger still, pixels. */
const LARGE = 4_000_000
/** Four codes are the fewest that a pitch can be believed of. */
const FEWEST = 4
/** With so many the lattice is firm, and all other codes are found from it. */
const FIRM = 10

/**
 * Looks at the whole picture, as it is and, where that tells too little, made larger, smaller or evened,
 * until there are enough codes to see a rack in them. `nothing` has what was found where there is none.
 */
export async function findRack(
  picture: Grey,
  { first, shape }: Wanted,
  formats: readonly Format[],
): Promise<RackFound | { nothing: readonly Found[] }> {
  const wish = { formats: [...new Set([...formats, ...RACK_FORMATS])], many: true, tryHarder: true }
  let found: readonly Found[] = []
  let rack: RackFound | null = null
  for (const { view, engine } of looksAt(picture, first)) {
    if (engine !== first && rack !== null && rack.tubes.length >= FIRM) continue
    const remade = view(found)
    if (remade === null) continue
    const seen = await engine(remade.picture, wish)
    found = united(
      found,
      seen.map((code) => ({ ...code, quad: quadBack(remade, code.quad) })),
    )
    rack = rackIn(picture, found, shape)
    if (rack !== null && isEnough(rack)) return rack
  }
  return rack ?? { nothing: found }
}

interface Look {
  /** Null where it would show nothing new. */
  view(found: readonly Found[]): View | null
  engine: Engine
}

/** Our own decoder over the whole of a picture, which is worth its time where the first finds nothing. */
const GLANCE: Search = { sides: [12, 14, 16, 18], cuts: [{ radius: 16, offset: 4 }] }

function looksAt(picture: Grey, first: Engine): readonly Look[] {
  const pixels = picture.width * picture.height
  const isSmall = (found: readonly Found[]): boolean =>
    tubeCodes(found).every(({ quad }) => sideOf(quad) < SMALL)
  const twice = (found: readonly Found[]): View | null =>
    isSmall(found) && pixels < LARGE ? resize(picture, 2) : null
  const evenly = (): View => unchanged(evened(picture, Math.round(picture.width / 60), 1.5))
  const grid = gridEngine(first, GLANCE)
  return [
    { view: () => unchanged(picture), engine: first },
    { view: twice, engine: first },
    { view: () => (pixels > LARGE ? resize(picture, 0.5) : null), engine: first },
    { view: evenly, engine: first },
    { view: () => unchanged(picture), engine: grid },
  ]
}

const isEnough = ({ tubes, extent: { across, down } }: RackFound): boolean =>
  tubes.length >= ENOUGH * across * down

/** What both found, once: codes of one text whose middles lie within half a side are one code. */
export function united(one: readonly Found[], other: readonly Found[]): Found[] {
  const isThere = (code: Found): boolean =>
    one.some(({ text, quad }) => {
      const [a, b] = [middleOf(quad), middleOf(code.quad)]
      return text === code.text && Math.hypot(a.x - b.x, a.y - b.y) < sideOf(quad) / 2
    })
  return [...one, ...other.filter((code) => !isThere(code))]
}

function rackIn(picture: Grey, found: readonly Found[], shape?: RackShape): RackFound | null {
  const tubes = tubeCodes(found)
  if (tubes.length < FEWEST) return null
  const middles = tubes.map(({ quad }) => middleOf(quad))
  const side = tubes.reduce((sum, { quad }) => sum + sideOf(quad) / tubes.length, 0)
  const fitted = fitLattice(middles, side)
  if (fitted === null) return null
  const places = fitted.places.filter((place): place is Place => place !== null)
  const window = windowOf(picture, fitted.lattice, places, shape)
  return window && { ...window, found, tubes }
}
