import { type Grey, greyOf, type Point, type Quad, sample } from './grey.ts'

/** Takes points of the unit square, (0, 0) at its top left, into a picture. */
export type Projection = (x: number, y: number) => Point

type Coefficients = readonly [number, number, number, number, number, number, number, number]

/**
 * The one projection that takes the corners of the unit square to a quad (Heckbert 1989): x is
 * (0 x + 1 y + 2) / (6 x + 7 y + 1) by their order, y the same with 3, 4, 5. Corners that lie on a line
 * give NaN.
 */
export function coefficients([a, b, c, d]: Quad): Coefficients {
  const sx = a.x - b.x + c.x - d.x
  const sy = a.y - b.y + c.y - d.y
  const [dx1, dy1] = [b.x - c.x, b.y - c.y]
  const [dx2, dy2] = [d.x - c.x, d.y - c.y]
  const den = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / den
  const h = (dx1 * sy - sx * dy1) / den
  const [ax, ay] = [b.x - a.x + g * b.x, b.y - a.y + g * b.y]
  const [bx, by] = [d.x - a.x + h * d.x, d.y - a.y + h * d.y]
  return [ax, bx, a.x, ay, by, a.y, g, h]
}

export function projection(quad: Quad): Projection {
  const [ax, bx, cx, ay, by, cy, g, h] = coefficients(quad)
  return (x, y) => {
    const w = g * x + h * y + 1
    return { x: (ax * x + bx * y + cx) / w, y: (ay * x + by * y + cy) / w }
  }
}

/** What a quad of the picture shows, drawn upright. */
export function unwarp(picture: Grey, quad: Quad, width: number, height: number): Grey {
  const at = projection(quad)
  const made = greyOf(width, height)
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const from = at((x + 0.5) / width, (y + 0.5) / height)
      made.data[pixel] = sample(picture, from.x, from.y)
    }
  }
  return made
}

/** A quad grown (or shrunk) about its own middle as it is seen: 0.1 adds a tenth of each side all around. */
export function grown(quad: Quad, part: number): Quad {
  const at = projection(quad)
  return [at(-part, -part), at(1 + part, -part), at(1 + part, 1 + part), at(-part, 1 + part)]
}
