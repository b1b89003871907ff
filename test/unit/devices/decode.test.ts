import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Format } from '#shared/picture/found.ts'
import { fromRgba } from '#shared/picture/grey.ts'
import { rawScanOf, readScan } from '#shared/scan/scan.ts'
import { DEFAULT_FORMATS } from '../../../renderer/devices/camera-formats.ts'
import { readWithLibrary } from '../../../renderer/devices/library-engine.ts'
import { prepareWasm, readWithWasm } from '../../../renderer/devices/wasm-engine.ts'
import { type Picture, pictureOf, pictureOfNothing } from './pictures.ts'

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareWasm({ bytes: Uint8Array.from(readFileSync(file)).buffer })
})

const wishOf = (formats: readonly Format[]) => ({ formats, many: true, tryHarder: true })
const wasm = (picture: Picture, formats: readonly Format[] = DEFAULT_FORMATS) =>
  readWithWasm(fromRgba(picture), wishOf(formats))
const library = (picture: Picture, formats: readonly Format[] = DEFAULT_FORMATS) =>
  readWithLibrary(fromRgba(picture), wishOf(formats))

describe('the first engine', () => {
  it.each([
    ['datamatrix', '0138U9Q6', ']d1', 'matrix'],
    ['qrcode', 'https://lab.example/t/0138U9Q6', ']Q1', 'matrix'],
    ['code128', 'FRZ-0138U9Q6', ']C0', 'linear'],
  ] as const)('reads %s', async (bcid, text, aim, kind) => {
    expect(await wasm(pictureOf(bcid, text))).toMatchObject([{ text, aim, kind, engine: 'wasm' }])
  })

  it.each([0, 10, 22, 45, 67, 90, 133, 180, 270])(
    'reads a Data Matrix turned by %i degrees',
    async (degrees) => {
      const reads = await wasm(pictureOf('datamatrix', 'FK-000123', { degrees }))
      expect(reads.map(({ text }) => text)).toEqual(['FK-000123'])
    },
  )

  it('tells what was encoded, byte by byte, and where it is', async () => {
    const picture = pictureOf('datamatrix', 'FK-7')
    const [read] = await wasm(picture)
    expect(read!.bytes).toEqual(Uint8Array.from([70, 75, 45, 55]))
    for (const { x, y } of read!.quad) {
      expect(Math.abs(x - picture.width / 2)).toBeLessThan(picture.width / 2)
      expect(Math.abs(y - picture.height / 2)).toBeLessThan(picture.height / 2)
    }
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
  ] as const)('reads %s', async (bcid, text, aim, kind) => {
    const found = await library(pictureOf(bcid, text))
    expect(found).toMatchObject([{ text, aim, kind, engine: 'library' }])
  })

  it('looks for nothing but what the lab prints, and finds nothing where there is nothing', async () => {
    expect(await library(pictureOf('qrcode', 'ABCDEF'), ['DataMatrix'])).toEqual([])
    expect(await library(pictureOfNothing(200))).toEqual([])
  })
})

it('a code before the camera becomes the same scan as by pistol', async () => {
  const [read] = await wasm(pictureOf('datamatrix', '0138U9Q6'))
  const from = { device: 'd', at: 1 }
  const seen = readScan(rawScanOf(read!.text, { source: 'camera', aim: read!.aim, ...from }))
  const shot = readScan(rawScanOf('0138U9Q6', { source: 'hid', aim: ']d1', ...from }))
  expect(seen).toEqual({ ok: true, value: { ...(shot.ok && shot.value), source: 'camera' } })
})
