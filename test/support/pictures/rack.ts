import { type Grey, greyOf, type Point, rotate } from '#shared/picture/grey.ts'
import { blurred } from '#shared/picture/light.ts'
import { unwarp } from '#shared/picture/perspective.ts'
import type { RackShape } from '#shared/scan/rack/read.ts'
import type { Chance } from './chance.ts'
import { type Drawn, drawnCode } from './scene.ts'

/** How a rack is filled, and how a picture is taken of it from below. */
export interface RackTaking {
  shape: RackShape
  /** The long side stands upright in the picture. */
  standing: boolean
  /** Pixels from well to well. */
  pitch: number
  /** A code's side in pitches. */
  print: number
  /** Which wells have a tube, by column and row of the picture. */
  hasTube: (column: number, row: number) => boolean
  /** Parts of the tubes whose code is scratched beyond reading, and that have none. */
  scratched: number
  blank: number
  /** By how many pitches tubes lean. */
  leaning: number
  degrees: number
  /** The part of the picture's width by which the far side of the rack is narrower. */
  aslant: number
  blur: number
  noise: number
  /** What is printed on the frame. */
  rackCode: { kind: string; text: string } | null
  /** The rack itself is to be seen; otherwise codes lie on plain ground. */
  rim: boolean
}

export const PLAIN_RACK: RackTaking = {
  shape: { rows: 8, columns: 12 },
  standing: false,
  pitch: 78,
  print: 0.46,
  hasTube: () => true,
  scratched: 0,
  blank: 0,
  leaning: 0.05,
  degrees: 0,
  aslant: 0,
  blur: 0,
  noise: 4,
  rackCode: null,
  rim: true,
}

/** What lies in a well in truth: `text` null where nobody can read it. */
export interface TrueTube {
  text: string | null
}

export interface RackScene {
  picture: Grey
  across: number
  down: number
  /** In row order of the picture; null for an empty well. */
  wells: readonly (TrueTube | null)[]
  rackCode: string | null
}

const FRAME = 1.6
const LIGHT = { ground: 60, body: 205, hole: 28, tube: 84, print: 190 }

export function takenRack(wish: Partial<RackTaking>, chance: Chance): RackScene {
  const taking = { ...PLAIN_RACK, ...wish }
  const { shape, standing, pitch, rackCode } = taking
  const [across, down] = standing ? [shape.rows, shape.columns] : [shape.columns, shape.rows]
  const sharp = greyOf(
    Math.round((across + 2 * FRAME + 0.6) * pitch),
    Math.round((down + 2 * FRAME + 0.6) * pitch),
    LIGHT.ground,
  )
  if (taking.rim) drawBody(sharp, across, down, pitch)
  const wells = Array.from({ length: across * down }, (_, at) => {
    const [column, row] = [at % across, Math.floor(at / across)]
    const middle = { x: wellMiddle(column, pitch), y: wellMiddle(row, pitch) }
    if (taking.rim) square(sharp, middle, 0.42 * pitch, LIGHT.hole)
    return taking.hasTube(column, row) ? drawTube(sharp, middle, taking, chance) : null
  })
  if (rackCode !== null) drawRackCode(sharp, rackCode, down, pitch)
  return {
    picture: seen(sharp, taking, chance),
    across,
    down,
    wells,
    rackCode: rackCode?.text ?? null,
  }
}

const wellMiddle = (at: number, pitch: number): number => (FRAME + 0.8 + at) * pitch

/** A frame with ribs, as racks have: light, but not made like the wells. */
function drawBody(picture: Grey, across: number, down: number, pitch: number): void {
  const [right, bottom] = [across + 2 * FRAME, down + 2 * FRAME].map((all) => (all + 0.3) * pitch)
  fill(picture, 0.3 * pitch, 0.3 * pitch, right!, bottom!, (x, y) => {
    const [u, v] = [x / pitch - FRAME - 0.3, y / pitch - FRAME - 0.3]
    const isInner = u > -0.1 && v > -0.1 && u < across + 0.1 && v < down + 0.1
    return isInner || u < -1.3 || v < -1.3 || u > across + 1.3 || v > down + 1.3
      ? LIGHT.body
      : LIGHT.body - 45
  })
}

function drawTube(picture: Grey, well: Point, taking: RackTaking, chance: Chance): TrueTube {
  const { pitch, print, leaning } = taking
  const lean = (): number => chance.between(-leaning, leaning) * pitch
  const middle = { x: well.x + lean(), y: well.y + lean() }
  const radius = 0.37 * pitch
  if (taking.rim) {
    fill(
      picture,
      middle.x - radius,
      middle.y - radius,
      middle.x + radius,
      middle.y + radius,
      (x, y) => (Math.hypot(x - middle.x, y - middle.y) < radius ? LIGHT.tube : null),
    )
  }
  const text = String(Math.floor(chance.between(1e9, 1e10 - 1)))
  const fate = chance.next()
  if (fate < taking.blank) return { text: null }
  const isScratched = fate < taking.blank + taking.scratched
  const code = drawnCode('datamatrix', text)
  drawCode(picture, code, middle, (print * pitch) / code.width, chance.between(0, 360), true)
  if (isScratched) scratch(picture, middle, print * pitch)
  return { text: isScratched ? null : text }
}

/** Across the finder pattern and most of the words, so that no decoder can put it right. */
function scratch(picture: Grey, { x, y }: Point, side: number): void {
  const half = side * 0.5
  fill(picture, x - half, y - half, x + half, y + half, (u, v) =>
    Math.floor((u + v) / 4) % 2 === 0 ? LIGHT.tube : null,
  )
}

function drawRackCode(
  picture: Grey,
  { kind, text }: { kind: string; text: string },
  down: number,
  pitch: number,
): void {
  const code = drawnCode(kind, text)
  const isLong = code.width > 2 * code.height
  const module = isLong ? 2 : (1.1 * pitch) / code.width
  const middle = { x: (FRAME / 2 + 0.2) * pitch, y: (FRAME + 0.3 + down * 0.55) * pitch }
  const [w, h] = isLong ? [0.5 * pitch, code.width + 0.4 * pitch] : [0.75 * pitch, 0.75 * pitch]
  fill(picture, middle.x - w, middle.y - h, middle.x + w, middle.y + h, () => 240)
  drawCode(picture, isLong ? { ...code, height: 30 } : code, middle, module, isLong ? 90 : 0, false)
}

/** A code turned about its middle; light on dark as codes are etched into tubes. */
function drawCode(
  picture: Grey,
  code: Drawn,
  { x, y }: Point,
  module: number,
  degrees: number,
  isLight: boolean,
): void {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const reach = (Math.hypot(code.width, code.height) / 2) * module + 1
  const [ink, paper] = isLight ? [LIGHT.print, LIGHT.tube] : [20, 240]
  fill(picture, x - reach, y - reach, x + reach, y + reach, (u, v) => {
    let [inked, inside] = [0, 0]
    for (const dx of [-0.25, 0.25]) {
      for (const dy of [-0.25, 0.25]) {
        const [px, py] = [u + dx - x, v + dy - y]
        const column = (px * cos + py * sin) / module + code.width / 2
        const row = (py * cos - px * sin) / module + code.height / 2
        if (column < 0 || row < 0 || column >= code.width || row >= code.height) continue
        inside += 1
        if (code.isDark(Math.floor(column), Math.floor(row))) inked += 1
      }
    }
    return inside === 0 ? null : paper + ((ink - paper) * inked) / 4
  })
}

const square = (picture: Grey, { x, y }: Point, half: number, value: number): void =>
  fill(picture, x - half, y - half, x + half, y + half, () => value)

/** Each pixel whose middle lies within; null leaves it as it is. */
function fill(
  { width, height, data }: Grey,
  left: number,
  top: number,
  right: number,
  bottom: number,
  value: (x: number, y: number) => number | null,
): void {
  for (let y = Math.max(0, Math.ceil(top - 0.5)); y + 0.5 <= Math.min(bottom, height); y++) {
    for (let x = Math.max(0, Math.ceil(left - 0.5)); x + 0.5 <= Math.min(right, width); x++) {
      const painted = value(x + 0.5, y + 0.5)
      if (painted !== null) data[y * width + x] = painted
    }
  }
}

function seen(sharp: Grey, { degrees, aslant, blur, noise }: RackTaking, chance: Chance): Grey {
  const turned = degrees === 0 ? sharp : rotate(sharp, degrees, LIGHT.ground).picture
  const { width, height } = turned
  const in1 = aslant * width
  const corners = [
    { x: -in1, y: 0 },
    { x: width + in1, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ] as const
  const slanted = aslant === 0 ? turned : unwarp(turned, corners, width, height)
  const soft = blur === 0 ? slanted : blurred(slanted, blur)
  const picture = { ...soft, data: soft.data.slice() }
  for (let at = 0; at < picture.data.length; at++) {
    picture.data[at] = picture.data[at]! + chance.normal() * noise
  }
  return picture
}
