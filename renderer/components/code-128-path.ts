import { code128, type DrawingContext } from 'bwip-js/generic'
import { linearWords } from '#shared/label/linear.ts'

export interface BarsPath {
  /** Width in modules, without a quiet zone. */
  modules: number
  /** SVG path, one unit a module wide and one unit high. */
  d: string
}

/**
 * bwip-js hands over each bar as a line in its middle, on the module after it where that is none, and nothing
 * else for a linear code without its text.
 */
function barsContext(): DrawingContext<BarsPath> {
  const path: BarsPath = { modules: 0, d: '' }
  const nothing = () => undefined
  return {
    scale: () => [1, 1],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (width) => {
      path.modules = width
    },
    line: (x, _top, _x1, _bottom, width) => {
      path.d += `M${x - Math.ceil(width / 2)} 0h${width}v1h${-width}z`
    },
    polygon: nothing,
    hexagon: nothing,
    ellipse: nothing,
    fill: nothing,
    text: nothing,
    end: () => path,
  }
}

/** The bars of a Code 128 with exactly the codewords that a label printer is sent. */
export function code128Path(text: string): BarsPath {
  const raw = linearWords(text)
    .map((word) => `^${String(word).padStart(3, '0')}`)
    .join('')
  return code128({ bcid: 'code128', text: raw, raw: true, scale: 1 } as never, barsContext())
}
