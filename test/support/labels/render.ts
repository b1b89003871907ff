import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ready } from 'zpl-renderer-js'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { DPIS, type Dpi } from '#shared/label/dots.ts'

let isPrepared = false

/** The decoder, from the file beside it and not from a network. */
export function prepare(): void {
  if (isPrepared) return
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  const wasmBinary = Uint8Array.from(readFileSync(file)).buffer
  prepareZXingModule({ overrides: { wasmBinary } })
  isPrepared = true
}

/** Dots a millimetre as printers are spoken of: the picture is made on a grid of these. */
const DOTS_PER_MM: Readonly<Record<Dpi, number>> = { 203: 8, 300: 12, 600: 24 }

/** The label as a printer would make it, as the bytes of a PNG. It is the first one of the text. */
export async function pictureOfZpl(
  zpl: string,
  { width, height }: { width: number; height: number },
  dpi: Dpi = DPIS[0],
): Promise<Uint8Array> {
  const { api } = await ready
  const png = await api.zplToBase64Async(zpl, width + 2, height + 2, DOTS_PER_MM[dpi])
  return Uint8Array.from(Buffer.from(png, 'base64'))
}

/** The codes that a scanner would read from a picture. */
export async function codesIn(png: Uint8Array): Promise<string[]> {
  prepare()
  const reads = await readBarcodes(png, {
    formats: ['DataMatrix', 'Code128'],
    tryHarder: true,
    textMode: 'Plain',
  })
  return reads.filter(({ isValid }) => isValid).map(({ text }) => text)
}

/** What is read from a label that was printed by this text. */
export const codesOfZpl = async (
  zpl: string,
  size: { width: number; height: number },
  dpi: Dpi = DPIS[0],
): Promise<string[]> => codesIn(await pictureOfZpl(zpl, size, dpi))
