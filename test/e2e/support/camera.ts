import { writeFile } from 'node:fs/promises'
import bwipjs from 'bwip-js/node'

interface Label {
  readonly text: string
  readonly symbology: 'datamatrix' | 'code128'
  /** Pixels that the narrowest element of the code measures. */
  readonly module?: number
}

export interface Film extends Label {
  /** Pixels. */
  readonly width?: 640 | 1280
  /** Another code, in the lower part of the picture; the first is in the upper then. */
  readonly below?: Label
  /** Pixels by which the codes go round, once in two seconds. */
  readonly sways?: number
}

/** Darkness by module: rows from the top, each from the left. */
type Modules = readonly (readonly boolean[])[]

const WHITE = 235
const BLACK = 20
const GREY = 128
const BAR_HEIGHT = 40
const FRAMES = 20

/**
 * Writes what Chromium's fake camera can play: an uncompressed YUV4MPEG2 film (C420jpeg, 10 frames
 * a second, repeated for ever) of one code in the middle of a white 640x480 or 1280x720 picture, or of
 * two of them, still or swaying. Throws when a code does not fit into it.
 */
export async function writeFilm(file: string, film: Film): Promise<void> {
  const width = film.width ?? 1280
  const height = width === 640 ? 480 : 720
  const colours = Buffer.alloc((width * height) / 2, GREY)
  const labels = film.below ? [film, film.below] : [film]
  const frames = Array.from({ length: film.sways ? FRAMES : 2 }, (_, frame) => {
    const picture = Buffer.alloc(width * height, WHITE)
    const turn = (frame / FRAMES) * 2 * Math.PI
    const sway = film.sways ?? 0
    const by = { x: Math.round(sway * Math.sin(turn)), y: Math.round(sway * Math.cos(turn)) }
    for (const [at, label] of labels.entries()) {
      const middle = { x: width / 2 + by.x, y: (height * (at + 0.5)) / labels.length + by.y }
      const module = label.module ?? (label.symbology === 'datamatrix' ? 10 : 4)
      draw(picture, { width, height }, { modules: modulesOf(label), module, middle })
    }
    return [Buffer.from('FRAME\n'), picture, colours]
  })
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([header, ...frames.flat()]))
}

function modulesOf({ symbology, text }: Label): Modules {
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

interface Drawn {
  readonly modules: Modules
  readonly module: number
  readonly middle: { readonly x: number; readonly y: number }
}

function draw(
  picture: Buffer,
  { width, height }: { readonly width: number; readonly height: number },
  { modules, module, middle }: Drawn,
): void {
  const across = (modules[0]?.length ?? 0) * module
  const left = Math.floor(middle.x - across / 2)
  const top = Math.floor(middle.y - (modules.length * module) / 2)
  const bottom = top + modules.length * module
  const quietZone = 10 * module
  if (left < quietZone || left + across > width - quietZone || top < module || bottom > height)
    throw new Error('The code does not fit into the picture')
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
