import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import { type CameraFormat, kindOf } from './camera-formats.ts'
import type { CodeRead } from './camera-gate.ts'

/** Where the decoder's WebAssembly comes from; left to itself it would be fetched from a CDN. */
export type WasmSource = { url: string } | { bytes: ArrayBuffer }

export function prepareWasm(source: WasmSource): void {
  const overrides =
    'url' in source ? { locateFile: () => source.url } : { wasmBinary: source.bytes }
  prepareZXingModule({ overrides })
}

/**
 * Without `tryRotate` a Data Matrix that lies askew is not found at all. Halving pictures from 180
 * pixels on, instead of cutting them to a third from 500 on, finds small codes on cryogenic pins.
 */
const OPTIONS: ReaderOptions = {
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  downscaleFactor: 2,
  downscaleThreshold: 180,
  textMode: 'Plain',
  returnErrors: false,
}

/** Reads every code in a picture: RGBA pixels, or the bytes of a PNG or JPEG file. */
export async function readWithWasm(
  picture: ImageData | Uint8Array,
  formats: readonly CameraFormat[],
): Promise<CodeRead[]> {
  const results = await readBarcodes(picture, { ...OPTIONS, formats: [...formats] })
  return results
    .filter(({ isValid, text }) => isValid && text !== '')
    .map(({ text, symbology, symbologyIdentifier }) => ({
      text,
      aim: symbologyIdentifier,
      kind: kindOf(symbology),
      engine: 'wasm',
    }))
}
