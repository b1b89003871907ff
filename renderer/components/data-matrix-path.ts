import { type DrawingContext, datamatrix } from 'bwip-js/generic'

export interface MatrixPath {
  /** Side in modules, without a quiet zone. */
  side: number
  /** SVG path with one unit a module, to be filled even-odd. */
  d: string
}

/** Draws the modules as one path; bwip-js hands over outlines, and nothing else for a matrix. */
function pathContext(): DrawingContext<MatrixPath> {
  const path: MatrixPath = { side: 0, d: '' }
  const nothing = () => undefined
  return {
    scale: () => [1, 1],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (width) => {
      path.side = width
    },
    polygon: (points) => {
      path.d += `M${points.map(([x, y]) => `${x} ${y}`).join('L')}z`
    },
    line: nothing,
    hexagon: nothing,
    ellipse: nothing,
    fill: nothing,
    text: nothing,
    end: () => path,
  }
}

/**
 * The square Data Matrix (ECC 200) of a text: the smallest, or the one of so many modules a side. Throws
 * when the text is longer than that can hold.
 */
export const dataMatrixPath = (text: string, side?: number): MatrixPath =>
  datamatrix(
    { bcid: 'datamatrix', text, scale: 1, ...(side && { version: `${side}x${side}` }) },
    pathContext(),
  )
