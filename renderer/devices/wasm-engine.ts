import {
  prepareZXingModule,
  type ReaderOptions,
  type ReadResult,
  readBarcodes,
} from 'zxing-wasm/reader'
import {
  ALL_FORMATS,
  type Engine,
  type Finder,
  type Format,
  type Found,
  kindOf,
  type Wish,
} from '#shared/picture/found.ts'
import { type Quad, toRgba } from '#shared/picture/grey.ts'

/** Where the decoder's WebAssembly comes from; left to itself it would be fetched from a CDN. */
export type WasmSource = { url: string } | { bytes: ArrayBuffer }

export function prepareWasm(source: WasmSource): void {
  const overrides =
    'url' in source ? { locateFile: () => source.url } : { wasmBinary: source.bytes }
  prepareZXingModule({ overrides })
}

/**
 * Without `tryRotate` a Data Matrix that lies askew is not found at all. Halving pictures from 180
 * pixels on, instead of cutting them to a third from 500 on, finds small codes on cryogenic pins. What
 * could not be read counts as one of the symbols, so it is only asked for where many may be there.
 */
const optionsOf = (wish: Wish): ReaderOptions => ({
  formats: [...wish.formats],
  tryHarder: wish.tryHarder,
  tryRotate: wish.tryHarder,
  tryInvert: true,
  tryDownscale: wish.tryHarder,
  downscaleFactor: 2,
  downscaleThreshold: 180,
  tryDenoise: wish.denoise ?? false,
  binarizer: wish.oneThreshold ? 'GlobalHistogram' : 'LocalAverage',
  maxNumberOfSymbols: wish.many ? 255 : 1,
  textMode: 'Plain',
  returnErrors: wish.many,
})

/** Reads a picture with zxing-wasm, and tells where it found a code that it could not read. */
export const findWithWasm: Finder = async (picture, wish) => {
  const results = await readBarcodes(toRgba(picture) as unknown as ImageData, optionsOf(wish))
  const isRead = ({ isValid, text }: ReadResult): boolean => isValid && text !== ''
  return {
    found: results.filter(isRead).map(foundOf),
    unread: results.filter((result) => !isRead(result)).map(quadOf),
  }
}

export const readWithWasm: Engine = async (picture, wish) =>
  (await findWithWasm(picture, wish)).found

const quadOf = ({ position }: ReadResult): Quad => [
  position.topLeft,
  position.topRight,
  position.bottomRight,
  position.bottomLeft,
]

function foundOf(result: ReadResult): Found {
  const format = formatOf(result)
  const text = asPrinted(result)
  const bytes =
    text === result.text ? result.bytes : Uint8Array.from(text, (sign) => sign.charCodeAt(0))
  const aim = result.symbologyIdentifier
  return { text, bytes, aim, format, kind: kindOf(format), engine: 'wasm', quad: quadOf(result) }
}

/** Film's edge code is of the symbologies that have no name of their own. */
function formatOf({ symbology, format }: ReadResult): Format {
  const known = ALL_FORMATS.find((name) => name === symbology || name === format)
  if (known === undefined) throw new Error(`a code of a kind that was not asked for: ${format}`)
  return known
}

/** zxing-wasm makes thirteen digits of every code of a shop; below a UPC are twelve, or eight. */
function asPrinted({ format, text, extra }: ReadResult): string {
  if (format === 'UPCA') return text.replace(/^0(?=\d{12}$)/, '')
  if (format !== 'UPCE') return text
  const short: unknown = extra === '' ? undefined : JSON.parse(extra).UPCE
  return typeof short === 'string' ? short : text
}
