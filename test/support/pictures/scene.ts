import bwip from 'bwip-js/node'
import { type Grey, greyOf, type Point, type Quad } from '#shared/picture/grey.ts'
import { blurred } from '#shared/picture/light.ts'
import { projection } from '#shared/picture/perspective.ts'
import type { Chance } from './chance.ts'

/** A code as it is before anybody takes a picture of it, in modules. */
export interface Drawn {
  width: number
  height: number
  isDark(x: number, y: number): boolean
}

interface RawSymbol {
  pixs?: number[]
  pixx?: number
  pixy?: number
  sbs?: number[]
}

/** `kind` and `options` as bwip-js knows them. */
export function drawnCode(kind: string, text: string, options: object = {}): Drawn {
  const [symbol] = bwip.raw({ bcid: kind, text, ...options } as never) as RawSymbol[]
  const { pixs, pixx, pixy, sbs } = symbol!
  if (pixs !== undefined) {
    return { width: pixx!, height: pixy!, isDark: (x, y) => pixs[y * pixx! + x] === 1 }
  }
  const row = sbs!.flatMap((width, index) => new Array<boolean>(width).fill(index % 2 === 0))
  return { width: row.length, height: Math.round(row.length / 3), isDark: (x) => row[x]! }
}

/** How a picture is taken of a code. */
export interface Taking {
  /** Pixels of the picture. */
  width: number
  height: number
  /** Pixels a module. */
  module: number
  degrees: number
  /** The part of a side by which corners are out of square, as by a camera held askew. */
  tilt: number
  /** Half the width of the square that light is spread over, pixels, twice. */
  blur: number
  /** Levels of light by which a pixel is off, mostly. */
  noise: number
  dark: number
  light: number
  inverted: boolean
}

export const PLAIN_TAKING: Taking = {
  width: 200,
  height: 200,
  module: 5,
  degrees: 0,
  tilt: 0,
  blur: 0,
  noise: 0,
  dark: 30,
  light: 220,
  inverted: false,
}

/** Pixels are seen at so many places along each side. */
const FINELY = 3

/** A picture of a code in its middle, on ground of one colour. */
export function taken(code: Drawn, wish: Partial<Taking>, chance: Chance): Grey {
  const taking = { ...PLAIN_TAKING, ...wish }
  const sharp = greyOf(taking.width, taking.height)
  const toCode = projection(cornersInCode(code, taking, chance))
  const [ink, paper] = taking.inverted ? [taking.light, taking.dark] : [taking.dark, taking.light]
  for (let y = 0, at = 0; y < taking.height; y++) {
    for (let x = 0; x < taking.width; x++, at++) {
      let inked = 0
      for (let part = 0; part < FINELY * FINELY; part++) {
        const dx = ((part % FINELY) + 0.5) / FINELY
        const dy = (Math.floor(part / FINELY) + 0.5) / FINELY
        const there = toCode((x + dx) / taking.width, (y + dy) / taking.height)
        if (isInked(code, there)) inked += 1
      }
      sharp.data[at] = paper + ((ink - paper) * inked) / (FINELY * FINELY)
    }
  }
  const picture = taking.blur === 0 ? sharp : blurred(sharp, taking.blur)
  if (taking.noise > 0) {
    for (let at = 0; at < picture.data.length; at++) {
      picture.data[at] = picture.data[at]! + chance.normal() * taking.noise
    }
  }
  return picture
}

const isInked = (code: Drawn, { x, y }: Point): boolean =>
  x >= 0 && y >= 0 && x < code.width && y < code.height && code.isDark(Math.floor(x), Math.floor(y))

/** Where the picture's corners lie when the code's modules are the measure: the way that light goes back. */
function cornersInCode(
  code: Drawn,
  { width, height, module, degrees, tilt }: Taking,
  chance: Chance,
) {
  const angle = (-degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const askew = (): number => 1 + chance.between(-tilt, tilt)
  const corner = (x: number, y: number): Point => {
    const [dx, dy] = [((x * width) / module) * askew(), ((y * height) / module) * askew()]
    return { x: dx * cos - dy * sin + code.width / 2, y: dx * sin + dy * cos + code.height / 2 }
  }
  return [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)] satisfies Quad
}
