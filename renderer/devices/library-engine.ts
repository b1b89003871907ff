import {
  AztecCodeReader,
  BinaryBitmap,
  Code128Reader,
  DataMatrixReader,
  DecodeHintType,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  PDF417Reader,
  QRCodeReader,
  type Result,
  RGBLuminanceSource,
} from '@zxing/library'
import { type Engine, type Format, type Found, kindOf } from '#shared/picture/found.ts'
import type { Grey, Quad } from '#shared/picture/grey.ts'

interface FormatReader {
  format: Format
  aim: string
  read(picture: BinaryBitmap): Result
}

const HINTS = new Map<DecodeHintType, unknown>([[DecodeHintType.TRY_HARDER, true]])

/** One by one: the library's reader for several formats warns on the console of every missed frame. */
const READERS: readonly FormatReader[] = [
  { format: 'DataMatrix', aim: ']d1', read: (p) => new DataMatrixReader().decode(p, HINTS) },
  { format: 'QRCode', aim: ']Q1', read: (p) => new QRCodeReader().decode(p, HINTS) },
  { format: 'PDF417', aim: ']L0', read: (p) => new PDF417Reader().decode(p, HINTS) },
  { format: 'Aztec', aim: ']z0', read: (p) => new AztecCodeReader().decode(p, HINTS) },
  { format: 'Code128', aim: ']C0', read: (p) => new Code128Reader().decode(p, HINTS) },
]

/**
 * Reads the first code of each format with @zxing/library. It finds some that zxing-wasm does not, and
 * some that are not there: what it says has to be said twice. Only plain text is taken from it, since it
 * guesses character sets by other rules.
 */
export const readWithLibrary: Engine = async (picture, { formats, oneThreshold = false }) => {
  const { data, width, height } = picture
  const source = new RGBLuminanceSource(data, width, height)
  const binarizer = oneThreshold ? GlobalHistogramBinarizer : HybridBinarizer
  return READERS.filter(({ format }) => formats.includes(format)).flatMap((reader) => {
    const result = attempt(() => reader.read(new BinaryBitmap(new binarizer(source))))
    return result === undefined ? [] : foundOf(result, reader, picture)
  })
}

const PLAIN = /^[\x20-\x7e]+$/

function foundOf(result: Result, { format, aim }: FormatReader, picture: Grey): Found[] {
  const text = result.getText()
  if (!PLAIN.test(text)) return []
  const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0))
  const quad = quadOf(result, picture)
  return [{ text, bytes, aim, format, kind: kindOf(format), engine: 'library', quad }]
}

/** The library throws for "none found", and some of its readers throw plain errors on odd pictures. */
function attempt(read: () => Result): Result | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** It gives points of each format's own kind: the box around them, or the whole picture. */
function quadOf(result: Result, { width, height }: Grey): Quad {
  const points = (result.getResultPoints() ?? []).filter((point) => point !== null)
  const xs = points.map((point) => point.getX())
  const ys = points.map((point) => point.getY())
  const isSome = points.length > 1
  const [left, right] = isSome ? [Math.min(...xs), Math.max(...xs)] : [0, width]
  const [top, bottom] = isSome ? [Math.min(...ys), Math.max(...ys)] : [0, height]
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
}
