import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import bwip from 'bwip-js/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { rawScanOf, readScan } from '#shared/scan/scan.ts'
import { DEFAULT_FORMATS } from '../../../renderer/devices/camera-formats.ts'
import { readWithLibrary } from '../../../renderer/devices/library-engine.ts'
import { prepareWasm, readWithWasm } from '../../../renderer/devices/wasm-engine.ts'
import { type Picture, pictureOf, pictureOfNothing } from './pictures.ts'

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareWasm({ bytes: Uint8Array.from(readFileSync(file)).buffer })
})

const wasm = (picture: Picture | Uint8Array, formats = DEFAULT_FORMATS) =>
  readWithWasm(picture as ImageData, formats)
const library = (picture: Picture, formats = DEFAULT_FORMATS) =>
  readWithLibrary(picture as ImageData, formats)

describe('the first engine', () => {
  it.each([
    ['datamatrix', '0138U9Q6', ']d1', 'matrix'],
    ['qrcode', 'https://lab.example/t/0138U9Q6', ']Q1', 'matrix'],
    ['code128', 'FRZ-0138U9Q6', ']C0', 'linear'],
  ] as const)('reads %s', async (bcid, text, aim, kind) => {
    expect(await wasm(pictureOf(bcid, text))).toEqual([{ text, aim, kind, engine: 'wasm' }])
  })

  it.each([0, 10, 22, 45, 67, 90, 133, 180, 270])(
    'reads a Data Matrix turned by %i degrees',
    async (degrees) => {
      const reads = await wasm(pictureOf('datamatrix', 'FK-000123', { degrees }))
      expect(reads.map(({ text }) => text)).toEqual(['FK-000123'])
    },
  )

  it('reads the bytes of a PNG file', async () => {
    const symbol = { bcid: 'datamatrix', text: 'FK-7', scale: 4, padding: 8 }
    const png = await bwip.toBuffer({ ...symbol, backgroundcolor: 'FFFFFF' })
    expect(await wasm(new Uint8Array(png))).toMatchObject([{ text: 'FK-7', aim: ']d1' }])
  })

  it('gives GS1 data with its separators and its own identifier', async () => {
    const picture = pictureOf('gs1datamatrix', '(01)09506000134352(10)LOT7(21)TUBE-4')
    const [read] = await wasm(picture)
    expect(read).toMatchObject({
      aim: ']d2',
      text: '010950600013435210LOT7\u001d21TUBE-4',
    })
  })

  it('looks for nothing but what the lab prints', async () => {
    expect(await wasm(pictureOf('qrcode', 'ABCDEF'), ['DataMatrix', 'Code128'])).toEqual([])
  })

  it('finds nothing where there is nothing', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      expect(await wasm(pictureOfNothing(200, seed))).toEqual([])
    }
  })
})

describe('the second engine', () => {
  it.each([
    ['datamatrix', '0138U9Q6', ']d1', 'matrix'],
    ['qrcode', 'https://lab.example/t/0138U9Q6', ']Q1', 'matrix'],
    ['code128', 'FRZ-0138U9Q6', ']C0', 'linear'],
  ] as const)('reads %s', (bcid, text, aim, kind) => {
    expect(library(pictureOf(bcid, text))).toEqual([{ text, aim, kind, engine: 'library' }])
  })

  it('looks for nothing but what the lab prints, and finds nothing where there is nothing', () => {
    expect(library(pictureOf('qrcode', 'ABCDEF'), ['DataMatrix'])).toEqual([])
    expect(library(pictureOfNothing(200))).toEqual([])
  })
})

it('a code before the camera becomes the same scan as by pistol', async () => {
  const [read] = await wasm(pictureOf('datamatrix', '0138U9Q6'))
  const from = { device: 'd', at: 1 }
  const seen = readScan(rawScanOf(read!.text, { source: 'camera', aim: read!.aim, ...from }))
  const shot = readScan(rawScanOf('0138U9Q6', { source: 'hid', aim: ']d1', ...from }))
  expect(seen).toEqual({ ok: true, value: { ...(shot.ok && shot.value), source: 'camera' } })
})
