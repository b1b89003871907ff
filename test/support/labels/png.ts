import { inflateSync } from 'node:zlib'

/** Grey values of a picture, 0 is black. */
export interface Grey {
  readonly width: number
  readonly height: number
  readonly at: (x: number, y: number) => number
}

/** Reads a PNG of 8 bits a channel that is not interlaced, by its first channel. */
export function pngOf(bytes: Uint8Array): Grey {
  const file = Buffer.from(bytes)
  const data: Buffer[] = []
  let [width, height, channels] = [0, 0, 1]
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const chunk = file.subarray(at + 8, at + 8 + file.readUInt32BE(at))
    const type = file.toString('latin1', at + 4, at + 8)
    if (type === 'IDAT') data.push(chunk)
    if (type !== 'IHDR') continue
    width = chunk.readUInt32BE(0)
    height = chunk.readUInt32BE(4)
    channels = { 0: 1, 2: 3, 6: 4 }[chunk[9]!] ?? 1
    if (chunk[8] !== 8) throw new Error('a PNG of another depth')
  }
  const pixels = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels)
  return { width, height, at: (x, y) => pixels[(y * width + x) * channels]! }
}

/** PNG, chapter 9: each byte is the difference to what its neighbours foretell. */
function unfiltered(raw: Buffer, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!
    for (let x = 0; x < stride; x++) {
      const left = x >= step ? out[y * stride + x - step]! : 0
      const up = y > 0 ? out[(y - 1) * stride + x]! : 0
      const corner = x >= step && y > 0 ? out[(y - 1) * stride + x - step]! : 0
      const foretold = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!
      out[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + foretold
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(guess - one)) as [
    number,
    number,
    number,
  ]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
