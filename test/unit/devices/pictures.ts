import bwip from 'bwip-js/node'

/** What both engines take for a picture: RGBA pixels. */
export type Picture = Pick<ImageData, 'data' | 'width' | 'height'>

interface RawSymbol {
  pixs?: number[]
  pixx?: number
  pixy?: number
  sbs?: number[]
}

type Dark = (x: number, y: number) => boolean

/** A picture of a code: dark modules of `scale` pixels on light ground, turned by `degrees`. */
export function pictureOf(
  kind: 'datamatrix' | 'gs1datamatrix' | 'qrcode' | 'code128' | 'gs1-128',
  text: string,
  { scale = 5, degrees = 0 } = {},
): Picture {
  const [symbol] = bwip.raw({ bcid: kind, text } as never) as RawSymbol[]
  const { dark, width, height } = symbol!.pixs === undefined ? bars(symbol!) : modules(symbol!)
  const side = Math.ceil((Math.hypot(width, height) + 8) * scale)
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  return paint(side, (px, py) => {
    const [dx, dy] = [(px + 0.5 - side / 2) / scale, (py + 0.5 - side / 2) / scale]
    const [x, y] = [dx * cos + dy * sin + width / 2, dy * cos - dx * sin + height / 2]
    return x >= 0 && y >= 0 && x < width && y < height && dark(Math.floor(x), Math.floor(y))
  })
}

/** Light grey with speckles: a picture without any code. */
export function pictureOfNothing(side: number, seed = 1): Picture {
  let state = seed
  return paint(side, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % 7 === 0
  })
}

function paint(side: number, dark: Dark): Picture {
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const level = dark(x, y) ? 24 : 232
      data.fill(level, (y * side + x) * 4, (y * side + x) * 4 + 3)
    }
  }
  return { data, width: side, height: side }
}

function modules({ pixs, pixx, pixy }: RawSymbol): { dark: Dark; width: number; height: number } {
  return { dark: (x, y) => pixs![y * pixx! + x] === 1, width: pixx!, height: pixy! }
}

function bars({ sbs }: RawSymbol): { dark: Dark; width: number; height: number } {
  const row = sbs!.flatMap((width, index) => new Array<boolean>(width).fill(index % 2 === 0))
  return { dark: (x) => row[x]!, width: row.length, height: 30 }
}
