import {
  BinaryBitmap,
  Code128Reader,
  DataMatrixReader,
  DecodeHintType,
  HybridBinarizer,
  QRCodeReader,
  type Result,
  RGBLuminanceSource,
} from '@zxing/library'
import { type CameraFormat, kindOf } from './camera-formats.ts'
import type { CodeRead } from './camera-gate.ts'

interface FormatReader {
  format: CameraFormat
  aim: string
  read(picture: BinaryBitmap): Result
}

const HINTS = new Map<DecodeHintType, unknown>([[DecodeHintType.TRY_HARDER, true]])

/** One by one: the library's reader for several formats warns on the console of every missed frame. */
const READERS: readonly FormatReader[] = [
  { format: 'DataMatrix', aim: ']d1', read: (p) => new DataMatrixReader().decode(p, HINTS) },
  { format: 'QRCode', aim: ']Q1', read: (p) => new QRCodeReader().decode(p, HINTS) },
  { format: 'Code128', aim: ']C0', read: (p) => new Code128Reader().decode(p, HINTS) },
]

/** Reads the first code of each format with the second engine. It finds some that the first does not. */
export function readWithLibrary(picture: ImageData, formats: readonly CameraFormat[]): CodeRead[] {
  const source = new RGBLuminanceSource(luminance(picture), picture.width, picture.height)
  return READERS.filter(({ format }) => formats.includes(format)).flatMap((reader) => {
    const text = attempt(() => reader.read(new BinaryBitmap(new HybridBinarizer(source))).getText())
    if (text === undefined || text === '') return []
    return [{ text, aim: reader.aim, kind: kindOf(reader.format), engine: 'library' } as const]
  })
}

/** The library throws for "none found", and some of its readers throw plain errors on odd pictures. */
function attempt(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function luminance({ data, width, height }: ImageData): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(width * height)
  for (let pixel = 0; pixel < grey.length; pixel++) {
    const at = pixel * 4
    grey[pixel] = (data[at]! * 299 + data[at + 1]! * 587 + data[at + 2]! * 114) / 1000
  }
  return grey
}
