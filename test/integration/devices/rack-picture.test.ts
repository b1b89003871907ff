import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Found } from '#shared/picture/found.ts'
import { greyOf } from '#shared/picture/grey.ts'
import { learnRack } from '#shared/picture/rack/guess.ts'
import type { RackPicture } from '#shared/picture/rack/picture.ts'
import { readRack } from '#shared/picture/rack/read-rack.ts'
import { turn } from '#shared/picture/rack/turn.ts'
import { RACK_SHAPES } from '#shared/scan/rack/read.ts'
import { prepareWasm, readWithWasm } from '../../../renderer/devices/wasm-engine.ts'
import { chanceOf } from '../../support/pictures/chance.ts'
import { type RackScene, type RackTaking, takenRack } from '../../support/pictures/rack.ts'

const first = readWithWasm

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareWasm({ bytes: Uint8Array.from(readFileSync(file)).buffer })
})

/** What is wrong with a reading, well by well; empty wells and unreadable tubes count as well. */
function faults(scene: RackScene, read: RackPicture): string[] {
  if (read.extent.across !== scene.across || read.extent.down !== scene.down) return ['shape']
  return scene.wells.flatMap((tube, at) => {
    const { state, text } = read.wells[at]!
    if (text !== (tube?.text ?? null)) return [`well ${at}: ${text} for ${tube?.text}`]
    if (tube !== null && state === 'empty') return [`well ${at}: a tube is called empty`]
    return []
  })
}

/** Moved by one column to the right: what a lattice makes of a rack that begins one well late. */
const shifted = (read: RackPicture): RackPicture => ({
  ...read,
  wells: read.wells.map((_, at) => read.wells[(at + 1) % read.wells.length]!),
})

const rackOf = (seed: number, wish: Partial<RackTaking>) => takenRack(wish, chanceOf(seed))

describe('a rack in a picture', () => {
  test.each(RACK_SHAPES)(
    'given $rows x $columns, then shape and all codes are read',
    async (shape) => {
      const pitch = shape.columns > 12 ? 60 : 74
      const scene = rackOf(shape.rows, {
        shape,
        pitch,
        rackCode: { kind: 'datamatrix', text: 'RK000417' },
      })
      const read = await readRack(scene.picture, { first })
      expect(faults(scene, read)).toEqual([])
      expect(read.shape).toEqual(shape)
      expect(read.rackCode?.text).toBe('RK000417')
      expect(faults(scene, shifted(read)).length).toBeGreaterThan(scene.across)
    },
  )

  const hardships: [string, Partial<RackTaking>][] = [
    ['half full', { hasTube: (_, row) => row < 4 }],
    ['turned', { degrees: 8, hasTube: (column) => column > 2 }],
    [
      'standing upright',
      { standing: true, hasTube: (column, row) => (column * 31 + row * 17) % 7 > 1 },
    ],
    ['seen from aslant', { aslant: 0.06, hasTube: (_, row) => row !== 2 }],
    ['blurred and noisy', { blur: 1, noise: 10, pitch: 92, shape: { rows: 6, columns: 8 } }],
    [
      'scratched, and some tubes without a code',
      { scratched: 0.1, blank: 0.1, hasTube: (_, row) => row < 6 },
    ],
  ]
  test.each(hardships)(
    'given a rack that is %s, then nothing is read wrong, and no tube is called empty',
    async (_, wish) => {
      const scene = rackOf(11, wish)
      const read = await readRack(scene.picture, { first })
      expect(faults(scene, read)).toEqual([])
      const holes = scene.wells.filter((tube) => tube === null).length
      const empty = read.wells.filter(({ state }) => state === 'empty').length
      expect(empty).toBeGreaterThanOrEqual(holes * 0.8)
    },
  )

  test("given a linear code on the frame, then it is the rack's where it is read twice", async () => {
    const wish = { rackCode: { kind: 'code128', text: 'RK-00412' }, shape: { rows: 4, columns: 6 } }
    const scene = rackOf(4, wish)
    expect((await readRack(scene.picture, { first })).rackCode?.text).toBe('RK-00412')
    let asked = 0
    const once = async (...[picture, how]: Parameters<typeof first>): Promise<Found[]> => {
      const found = await first(picture, how)
      asked += 1
      return asked === 1 ? found : found.filter(({ kind }) => kind === 'matrix')
    }
    expect((await readRack(scene.picture, { first: once })).rackCode).toBeNull()
  })

  test('given a rack like one whose A1 was confirmed, laid down the other way round, then A1 is known', async () => {
    const shape = { rows: 6, columns: 8 }
    const scene = rackOf(6, { shape, rackCode: { kind: 'datamatrix', text: 'RK000417' } })
    const read = await readRack(scene.picture, { first })
    const known = learnRack(turn(read, 'bottom-left', true))
    expect(known).toMatchObject({
      codeAt: 'left',
      stand: { corner: 'bottom-left', mirrored: true },
    })
    const { data } = scene.picture
    const picture = { ...scene.picture, data: data.slice().reverse() }
    const again = await readRack(picture, { first, known: [known!] })
    expect(again.standBy).toBe('known')
    expect(again.stand).toEqual({ corner: 'top-right', mirrored: true })
  })

  test('given pictures without a rack, then no wells are made up', async () => {
    for (const fill of [0, 128, 255]) {
      const read = await readRack(greyOf(600, 400, fill), { first })
      expect(read).toMatchObject({ shape: null, wells: [], rackCode: null, others: [] })
    }
    const empty = rackOf(2, { shape: { rows: 4, columns: 6 }, hasTube: () => false })
    expect((await readRack(empty.picture, { first })).wells).toEqual([])
  })

  test('given it is called off, then what the first look found is kept and the rest is unread', async () => {
    const scene = rackOf(7, { shape: { rows: 6, columns: 8 }, scratched: 0.3 })
    const steps: number[] = []
    const read = await readRack(scene.picture, {
      first,
      isOver: () => steps.length > 2,
      onProgress: (done) => steps.push(done),
    })
    expect(read.finished).toBe(false)
    expect(faults(scene, read).filter((fault) => !fault.includes('null'))).toEqual([])
    expect(read.wells.some(({ state }) => state === 'unread')).toBe(true)
  })
})
