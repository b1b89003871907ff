import { writeFile } from 'node:fs/promises'
import bwipjs from 'bwip-js/node'

export interface Film {
  readonly text: string
  readonly symbology: 'datamatrix' | 'code128'
  /** Pixels. */
  readonly width?: 640 | 1280
  /** Pixels that the narrowest element of the code measures. */
  readonly module?: number
}

/** Darkness by module: rows from the top, each from the left. */
type Modules = readonly (readonly boolean[])[]

const WHITE = 235
const BLACK = 20
const GREY = 128
const BAR_HEIGHT = 40

/**
 * Writes what Chromium's fake camera can play: an uncompressed YUV4MPEG2 film (C420jpeg, 10 frames
 * a second, repeated for ever) of one code in the middle of a white 640x480 or 1280x720 picture.
 * Throws when the code does not fit into it.
 */
export async function writeFilm(file: string, film: Film): Promise<void> {
  const width = film.width ?? 1280
  const height = width === 640 ? 480 : 720
  const picture = Buffer.alloc(width * height, WHITE)
  const module = film.module ?? (film.symbology === 'datamatrix' ? 10 : 4)
  draw(picture, { width, height }, modulesOf(film), module)
  const colours = Buffer.alloc((width * height) / 2, GREY)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), picture, colours])
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([header, frame, frame]))
}

function modulesOf({ symbology, text }: Film): Modules {
  const [symbol] = bwipjs.raw(symbology, text)
  if (!symbol) throw new Error(`No ${symbology} for ${text}`)
  return 'pixs' in symbol ? matrix(symbol.pixs, symbol.pixx) : bars(symbol.sbs)
}

function matrix(dots: readonly number[], columns: number): Modules {
  const rows = Array.from({ length: dots.length / columns }, (_, row) => row * columns)
  return rows.map((start) => dots.slice(start, start + columns).map((dot) => dot === 1))
}

/** `widths` are those of bars and spaces in turn, beginning with a bar. */
function bars(widths: readonly number[]): Modules {
  const row = widths.flatMap((width, at) => Array<boolean>(width).fill(at % 2 === 0))
  return Array<boolean[]>(BAR_HEIGHT).fill(row)
}

function draw(
  picture: Buffer,
  { width, height }: { readonly width: number; readonly height: number },
  modules: Modules,
  module: number,
): void {
  const columns = modules[0]?.length ?? 0
  const left = Math.floor((width - columns * module) / 2)
  const top = Math.floor((height - modules.length * module) / 2)
  const quietZone = 10 * module
  if (left < quietZone || top < module) throw new Error('The code does not fit into the picture')
  for (const [row, dots] of modules.entries()) {
    for (const [column, dark] of dots.entries()) {
      if (!dark) continue
      for (let line = 0; line < module; line += 1) {
        const start = (top + row * module + line) * width + left + column * module
        picture.fill(BLACK, start, start + module)
      }
    }
  }
}
