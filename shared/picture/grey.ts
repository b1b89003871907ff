/** A picture without colours, row by row from the top left; 0 is black. */
export interface Grey {
  width: number
  height: number
  data: Uint8ClampedArray
}

/** In pixels from the top left corner of a picture; the middle of its first pixel is (0.5, 0.5). */
export interface Point {
  x: number
  y: number
}

/** Clockwise from the top left corner of a symbol, as the symbol itself is turned. */
export type Quad = readonly [Point, Point, Point, Point]

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** A picture that was made of another one, and the way back for what is found in it. */
export interface View {
  picture: Grey
  /** A point of this picture as a point of the one that it was made of. */
  back(point: Point): Point
}

export const greyOf = (width: number, height: number, fill = 0): Grey => {
  const data = new Uint8ClampedArray(width * height)
  if (fill !== 0) data.fill(fill)
  return { width, height, data }
}

/** Four bytes a pixel, as canvases and picture files have them. What is transparent lies on white paper. */
export interface Rgba {
  width: number
  height: number
  data: Uint8Array | Uint8ClampedArray
}

export function fromRgba({ width, height, data }: Rgba): Grey {
  const grey = greyOf(width, height)
  for (let pixel = 0, at = 0; pixel < grey.data.length; pixel++, at += 4) {
    const light = (306 * data[at]! + 601 * data[at + 1]! + 117 * data[at + 2]! + 512) >> 10
    const alpha = data[at + 3]!
    grey.data[pixel] = alpha === 255 ? light : 255 + ((light - 255) * alpha) / 255
  }
  return grey
}

/** For engines that take nothing but pixels of four bytes. */
export function toRgba({ width, height, data }: Grey): Rgba & { data: Uint8ClampedArray } {
  const pixels = new Uint32Array(width * height)
  for (let at = 0; at < pixels.length; at++) pixels[at] = 0xff000000 | (data[at]! * 0x010101)
  return { width, height, data: new Uint8ClampedArray(pixels.buffer) }
}

/** The part of a box that lies in the picture; at least one pixel of it must. */
export function clip({ width, height }: Grey, box: Box): Box {
  const left = Math.min(Math.max(Math.floor(box.left), 0), width - 1)
  const top = Math.min(Math.max(Math.floor(box.top), 0), height - 1)
  const right = Math.min(Math.max(Math.ceil(box.left + box.width), left + 1), width)
  const bottom = Math.min(Math.max(Math.ceil(box.top + box.height), top + 1), height)
  return { left, top, width: right - left, height: bottom - top }
}

export function crop(source: Grey, wanted: Box): View {
  const { left, top, width, height } = clip(source, wanted)
  const picture = greyOf(width, height)
  for (let y = 0; y < height; y++) {
    const from = (top + y) * source.width + left
    picture.data.set(source.data.subarray(from, from + width), y * width)
  }
  return { picture, back: ({ x, y }) => ({ x: x + left, y: y + top }) }
}

/** The value between four pixels; the picture goes on beyond its edges as it ends there. */
export function sample({ width, height, data }: Grey, x: number, y: number): number {
  const px = Math.min(Math.max(x - 0.5, 0), width - 1)
  const py = Math.min(Math.max(y - 0.5, 0), height - 1)
  const left = Math.floor(px)
  const top = Math.floor(py)
  const right = Math.min(left + 1, width - 1)
  const below = Math.min(top + 1, height - 1) * width
  const fx = px - left
  const fy = py - top
  const upper = data[top * width + left]! * (1 - fx) + data[top * width + right]! * fx
  const lower = data[below + left]! * (1 - fx) + data[below + right]! * fx
  return upper * (1 - fy) + lower * fy
}

/** Larger by what lies between pixels, smaller by the mean of what falls together. */
export function resize(source: Grey, scale: number): View {
  const width = Math.max(1, Math.round(source.width * scale))
  const height = Math.max(1, Math.round(source.height * scale))
  const sx = source.width / width
  const sy = source.height / height
  const picture = greyOf(width, height)
  const value = scale < 1 ? areaOf(source, sx, sy) : (x: number, y: number) => sample(source, x, y)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      picture.data[at] = value((x + 0.5) * sx, (y + 0.5) * sy)
    }
  }
  return { picture, back: ({ x, y }) => ({ x: x * sx, y: y * sy }) }
}

/** The mean over a rectangle around a point, its edges counted by the part that lies within. */
function areaOf(source: Grey, sx: number, sy: number): (x: number, y: number) => number {
  return (x, y) => {
    const right = Math.min(x + sx / 2, source.width)
    const bottom = Math.min(y + sy / 2, source.height)
    let sum = 0
    let weight = 0
    for (let row = Math.floor(y - sy / 2); row < bottom; row++) {
      const high = Math.min(row + 1, bottom) - Math.max(row, y - sy / 2)
      for (let column = Math.floor(x - sx / 2); column < right; column++) {
        const share = high * (Math.min(column + 1, right) - Math.max(column, x - sx / 2))
        sum += share * source.data[row * source.width + column]!
        weight += share
      }
    }
    return sum / weight
  }
}

/** Turned clockwise about its middle, in a picture that holds all of it; corners that are new are `fill`. */
export function rotate(source: Grey, degrees: number, fill = 255): View {
  const angle = (degrees * Math.PI) / 180
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const width = Math.ceil(Math.abs(source.width * cos) + Math.abs(source.height * sin) - 1e-9)
  const height = Math.ceil(Math.abs(source.width * sin) + Math.abs(source.height * cos) - 1e-9)
  const back = ({ x, y }: Point): Point => {
    const dx = x - width / 2
    const dy = y - height / 2
    return { x: dx * cos + dy * sin + source.width / 2, y: dy * cos - dx * sin + source.height / 2 }
  }
  const picture = greyOf(width, height, fill)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const from = back({ x: x + 0.5, y: y + 0.5 })
      if (from.x < 0 || from.y < 0 || from.x > source.width || from.y > source.height) continue
      picture.data[at] = sample(source, from.x, from.y)
    }
  }
  return { picture, back }
}

/** A view of a view, as a view of the first picture. */
export const through = (outer: View, inner: View): View => ({
  picture: inner.picture,
  back: (point) => outer.back(inner.back(point)),
})

export const unchanged = (picture: Grey): View => ({ picture, back: (point) => point })

export const quadBack = ({ back }: View, [a, b, c, d]: Quad): Quad => [
  back(a),
  back(b),
  back(c),
  back(d),
]

/** The upright box around a quad, `margin` of its longer side wider on each side. */
export function boxAround(quad: Quad, margin = 0): Box {
  const xs = quad.map(({ x }) => x)
  const ys = quad.map(({ y }) => y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top]
  const wider = Math.max(width, height) * margin
  return {
    left: left - wider,
    top: top - wider,
    width: width + 2 * wider,
    height: height + 2 * wider,
  }
}

export const middleOf = (quad: Quad): Point => ({
  x: quad.reduce((sum, { x }) => sum + x, 0) / 4,
  y: quad.reduce((sum, { y }) => sum + y, 0) / 4,
})
