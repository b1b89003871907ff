import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL_FORMATS, type Format } from '#shared/picture/found.ts'
import { middleOf } from '#shared/picture/grey.ts'
import { gridEngine } from '#shared/picture/grid-engine.ts'
import { type Engines, lookFrom, RUNGS, readPicture } from '#shared/picture/ladder.ts'
import { readWithLibrary } from '../../../renderer/devices/library-engine.ts'
import { findWithWasm, prepareWasm, readWithWasm } from '../../../renderer/devices/wasm-engine.ts'
import { chanceOf } from '../../support/pictures/chance.ts'
import { NO_CODES, pictureOfNoCode } from '../../support/pictures/no-code.ts'
import { drawnCode, taken } from '../../support/pictures/scene.ts'

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareWasm({ bytes: Uint8Array.from(readFileSync(file)).buffer })
})

const FORMATS: readonly Format[] = ['DataMatrix', 'Code128', 'QRCode']
const ENGINES: Engines = { wasm: findWithWasm, library: readWithLibrary }
const WISH = { formats: FORMATS, many: false, tryHarder: true }

/** Engines that note how often they are asked. */
function counted(): { engines: Engines; asked: () => number } {
  let asked = 0
  const wasm: Engines['wasm'] = (picture, wish) => {
    asked += 1
    return findWithWasm(picture, wish)
  }
  return { engines: { wasm, library: readWithLibrary }, asked: () => asked }
}

describe('the ladder', () => {
  it('looks once at a picture that is read at once', async () => {
    const { engines, asked } = counted()
    const found = await readPicture(taken(drawnCode('qrcode', 'A'), {}, chanceOf(1)), engines, WISH)
    expect(found.map(({ text }) => text)).toEqual(['A'])
    expect(asked()).toBe(1)
  })

  it('reads by its grid, or another rung, what a plain look does not', async () => {
    const code = drawnCode('datamatrix', 'FK-2J67656')
    const seeds = Array.from({ length: 12 }, (_, seed) => seed)
    const pictures = seeds.map((seed) => taken(code, { noise: 60, degrees: 31 }, chanceOf(seed)))
    let plain = 0
    for (const picture of pictures) {
      plain += (await readWithWasm(picture, WISH)).length
      const found = await readPicture(picture, ENGINES, WISH)
      expect(found.map(({ text }) => text)).toEqual(['FK-2J67656'])
    }
    expect(plain).toBeLessThan(pictures.length)
  })

  it('gives places in the picture itself, from whatever drawing of it', async () => {
    const size = { width: 300, height: 220 }
    const picture = taken(drawnCode('datamatrix', 'FK-7'), { ...size, module: 6 }, chanceOf(2))
    for (const rung of RUNGS.filter(({ engine }) => engine !== 'library')) {
      const { found } = await lookFrom(rung, picture, ENGINES, WISH)
      for (const { quad } of found) {
        const { x, y } = middleOf(quad)
        expect([rung.name, Math.hypot(x - 150, y - 110) < 9]).toEqual([rung.name, true])
      }
    }
  })

  it('reads all codes of a picture when many are asked for', async () => {
    const picture = taken(drawnCode('datamatrix', 'LEFT'), { width: 400 }, chanceOf(3))
    const other = taken(drawnCode('datamatrix', 'RIGHT'), { degrees: 20 }, chanceOf(4))
    for (let y = 0; y < 200; y++) {
      picture.data.copyWithin(y * 400, y * 400 + 120, y * 400 + 320)
      picture.data.set(other.data.subarray(y * 200, y * 200 + 200), y * 400 + 200)
    }
    const found = await readPicture(picture, ENGINES, { ...WISH, many: true })
    expect(found.map(({ text }) => text).sort()).toEqual(['LEFT', 'RIGHT'])
  })

  it.each(Object.keys(NO_CODES))('reads nothing in %s, in any format, to its end', async (name) => {
    const picture = pictureOfNoCode(name, chanceOf(9), 160)
    const { engines, asked } = counted()
    expect(await readPicture(picture, engines, { ...WISH, formats: ALL_FORMATS })).toEqual([])
    expect(asked()).toBeGreaterThan(10)
  })
})

describe('our own grid', () => {
  it('says what a Data Matrix says, with the identifier of GS1 where it is one', async () => {
    const grid = gridEngine(readWithWasm)
    const code = drawnCode('gs1datamatrix', '(01)09506000134352(10)LOT7(21)TUBE-4')
    const picture = taken(code, { module: 5, degrees: 65 }, chanceOf(6))
    expect(await grid(picture, WISH)).toMatchObject([
      { text: '010950600013435210LOT7\u001d21TUBE-4', aim: ']d2', engine: 'grid' },
    ])
    expect(await grid(picture, { ...WISH, formats: ['QRCode'] })).toEqual([])
  })
})

describe('codes of shops', () => {
  const read = async (kind: string, text: string, formats: readonly Format[]) => {
    const picture = taken(drawnCode(kind, text), { width: 420, module: 3 }, chanceOf(7))
    return (await readPicture(picture, ENGINES, { ...WISH, formats })).map((found) => found.text)
  }

  it('have the digits that are printed below them', async () => {
    expect(await read('upca', '012345000058', ['UPCA'])).toEqual(['012345000058'])
    expect(await read('upce', '01234558', ['UPCE'])).toEqual(['01234558'])
    expect(await read('ean13', '9520123456788', ['EANUPC'])).toEqual(['9520123456788'])
  })
})
