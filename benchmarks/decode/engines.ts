import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Found } from '#shared/picture/found.ts'
import type { Grey } from '#shared/picture/grey.ts'
import { gridEngine } from '#shared/picture/grid-engine.ts'
import { readPicture } from '#shared/picture/ladder.ts'
import { readWithLibrary } from '../../renderer/devices/library-engine.ts'
import { findWithWasm, prepareWasm, readWithWasm } from '../../renderer/devices/wasm-engine.ts'
import type { Case } from './cases.ts'

/** The decoder, from the file beside it and not from a network. */
export function prepare(): void {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareWasm({ bytes: Uint8Array.from(readFileSync(file)).buffer })
}

export type Reader = (picture: Grey, asked: Case) => Promise<readonly Found[]>

const wishOf = ({ formats, many }: Case) => ({ formats, many, tryHarder: true })

/** Each engine by itself, and the ladder over all of them: what the product does. */
export const READERS: Readonly<Record<string, Reader>> = {
  wasm: (picture, asked) => readWithWasm(picture, wishOf(asked)),
  library: (picture, asked) => readWithLibrary(picture, wishOf(asked)),
  grid: (picture, asked) => gridEngine(readWithWasm)(picture, wishOf(asked)),
  ladder: (picture, asked) =>
    readPicture(picture, { wasm: findWithWasm, library: readWithLibrary }, wishOf(asked)),
}
