import bwipjs from 'bwip-js/node'
import { PNG } from 'pngjs'

/** What is in a well: a tube's code, a tube whose code is scratched beyond reading, or nothing. */
export type Well = string | 'scratched' | null

export interface RackScene {
  readonly rows: number
  readonly columns: number
  /** By the name of the position, as it stands on the rack. */
  readonly wells: ReadonlyMap<string, Well>
}

/** Pixels. */
const PITCH = 112
const MODULE = 4
const MARGIN = 70
const RIM = 48

/**
 * The picture that a flatbed takes of a rack from below, as a PNG: its columns run from the right, so that A1 is
 * top right. Codes are Data Matrix of 14 x 14 modules.
 */
export function rackPicture({ rows, columns, wells }: RackScene): Buffer {
  const [width, height] = [columns * PITCH + MARGIN * 2, rows * PITCH + MARGIN * 2]
  const png = new PNG({ width, height })
  paint(png, 0, 0, width, height, 24)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const name = `${String.fromCharCode(65 + row)}${column + 1}`
      const x = MARGIN + (columns - 1 - column + 0.5) * PITCH
      const y = MARGIN + (row + 0.5) * PITCH
      drawWell(png, x, y, wells.get(name) ?? null)
    }
  return PNG.sync.write(png)
}

function drawWell(png: PNG, x: number, y: number, well: Well): void {
  disc(png, x, y, RIM + 3, 60)
  disc(png, x, y, RIM, well === null ? 34 : 205)
  if (well === null) return
  const dots = modulesOf(well === 'scratched' ? 'SCRATCHED0' : well)
  const side = dots.length * MODULE
  for (const [row, line] of dots.entries())
    for (const [column, dark] of line.entries())
      if (dark)
        paint(png, x - side / 2 + column * MODULE, y - side / 2 + row * MODULE, MODULE, MODULE, 20)
  if (well === 'scratched') scratch(png, x, y, side)
}

/** A broad stroke of a marker: more than the code's own correction mends. */
const scratch = (png: PNG, x: number, y: number, side: number): void => {
  paint(png, x - side * 0.22, y - side / 2, side * 0.44, side, 120)
}

function modulesOf(text: string): boolean[][] {
  const [symbol] = bwipjs.raw('datamatrix', text)
  if (!symbol || !('pixs' in symbol)) throw new Error(`No Data Matrix for ${text}`)
  const { pixs, pixx } = symbol
  return Array.from({ length: pixs.length / pixx }, (_, row) =>
    [...pixs].slice(row * pixx, (row + 1) * pixx).map((dot) => dot === 1),
  )
}

function disc(png: PNG, x: number, y: number, radius: number, grey: number): void {
  for (let dy = -radius; dy <= radius; dy++) {
    const half = Math.floor(Math.sqrt(radius * radius - dy * dy))
    paint(png, x - half, y + dy, half * 2, 1, grey)
  }
}

function paint(png: PNG, x: number, y: number, width: number, height: number, grey: number): void {
  for (let row = Math.round(y); row < Math.round(y) + Math.round(height); row++)
    for (let column = Math.round(x); column < Math.round(x) + Math.round(width); column++) {
      const at = (row * png.width + column) * 4
      png.data.fill(grey, at, at + 3)
      png.data[at + 3] = 255
    }
}
