import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Found } from '#shared/picture/found.ts'
import type { Grey } from '#shared/picture/grey.ts'
import { gridEngine } from '#shared/picture/grid-engine.ts'
import { type Engines, readPicture } from '#shared/picture/ladder.ts'
import { readRack } from '#shared/picture/rack/read-rack.ts'
import { readWithLibrary } from '../../renderer/devices/library-engine.ts'
import { findWithWasm, prepareWasm, readWithWasm } from '../../renderer/devices/wasm-engine.ts'
import type { Case } from './cases.ts'
import type { AnyKind } from './generated-racks.ts'

/** The decoder, from the file beside it and not from a network. */
export function prepare(): void {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareWasm({ bytes: Uint8Array.from(readFileSync(file)).buffer })
}

export const ENGINES: Engines = { wasm: findWithWasm, library: readWithLibrary }

/** One text that was read, and who read it. */
export interface Reading {
  text: string
  bytes: Uint8Array
  by: string
}

export type Reader = (picture: Grey, asked: Case) => Promise<readonly Reading[]>

const wishOf = ({ formats, many }: Case) => ({ formats, many, tryHarder: true })

const readingsOf = (found: readonly Found[]): Reading[] =>
  found.map(({ text, bytes, format, engine }) => ({ text, bytes, by: `${format}, ${engine}` }))

/** Each engine by itself, and the ladder over all of them: what the product does with a picture. */
const READERS: Readonly<Record<string, Reader>> = {
  wasm: async (picture, asked) => readingsOf(await readWithWasm(picture, wishOf(asked))),
  library: async (picture, asked) => readingsOf(await readWithLibrary(picture, wishOf(asked))),
  grid: async (picture, asked) =>
    readingsOf(await gridEngine(readWithWasm)(picture, wishOf(asked))),
  ladder: async (picture, asked) => readingsOf(await readPicture(picture, ENGINES, wishOf(asked))),
}

/** What the product does with the picture of a whole rack. */
async function wholeRack(picture: Grey): Promise<Reading[]> {
  const { wells, rackCode, others } = await readRack(picture, {
    first: readWithWasm,
    second: readWithLibrary,
  })
  const inWells = wells.flatMap(({ text, position }) =>
    text === null ? [] : [{ text, bytes: new TextEncoder().encode(text), by: `well ${position}` }],
  )
  return [...inWells, ...readingsOf(rackCode === null ? others : [rackCode, ...others])]
}

/** Whole racks that are drawn are read as racks alone: what single engines make of them says nothing new. */
export const readersOf = (kind: AnyKind): Readonly<Record<string, Reader>> => {
  if (kind === 'drawn racks') return { wasm: READERS.wasm!, rack: wholeRack }
  return kind === 'racks' ? { ...READERS, rack: wholeRack } : READERS
}
