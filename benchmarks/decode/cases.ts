import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'
import { ALL_FORMATS, type Format } from '#shared/picture/found.ts'
import { fromRgba, type Grey } from '#shared/picture/grey.ts'

/** One picture and all that may be read from it. */
export interface Case {
  set: string
  name: string
  picture(): Grey
  /** What is encoded, as text or, where it is no text, as bytes. Empty where nothing may be read. */
  truths: readonly (string | Uint8Array)[]
  formats: readonly Format[]
  many: boolean
}

export type Kind = 'barcodes' | 'pucks' | 'racks' | 'generated'

/** The folders that a folder of pictures may have, each in its own layout. */
const LAYOUTS: Readonly<Record<'barcodes' | 'pucks' | 'racks', (folder: string) => Case[]>> = {
  barcodes: barcodesOf,
  pucks: (folder) => listedIn(folder, 'pucks'),
  racks: (folder) => listedIn(folder, 'racks'),
}

/** The pictures of a folder by kind; a kind that is not there is said to be missing. */
export function casesOf(data: string): { kind: Kind; cases: Case[] | undefined }[] {
  return Object.entries(LAYOUTS).map(([kind, read]) => {
    const folder = join(data, kind)
    return { kind: kind as Kind, cases: existsSync(folder) ? read(folder) : undefined }
  })
}

const PICTURE = /\.(png|jpe?g)$/i

/** Sets of single pictures, the truth of each in a file beside it. */
function barcodesOf(folder: string): Case[] {
  const sets = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return sets.flatMap(({ name: set }) =>
    readdirSync(join(folder, set))
      .filter((name) => PICTURE.test(name))
      .sort()
      .map((name) => {
        const file = join(folder, set, name)
        const truths = truthBeside(file)
        return {
          set,
          name,
          picture: () => greyOfFile(file),
          truths,
          formats: formatsOf(set),
          many: false,
        }
      }),
  )
}

function truthBeside(file: string): (string | Uint8Array)[] {
  const stem = file.replace(PICTURE, '')
  if (existsSync(`${stem}.txt`)) return [readFileSync(`${stem}.txt`, 'utf8')]
  if (existsSync(`${stem}.bin`)) return [new Uint8Array(readFileSync(`${stem}.bin`))]
  return []
}

/** Formats by what a set is called; everything where its name says nothing. */
const NAMES: readonly (readonly [RegExp, readonly Format[]])[] = [
  [/datamatrix/, ['DataMatrix']],
  [/qr/, ['QRCode']],
  [/aztec/, ['Aztec']],
  [/pdf417/, ['PDF417']],
  [/maxicode/, ['MaxiCode']],
  [/code128/, ['Code128']],
  [/code39/, ['Code39']],
  [/code93/, ['Code93']],
  [/codabar/, ['Codabar']],
  [/itf/, ['ITF']],
  [/upca/, ['UPCA']],
  [/upce(?!an)/, ['UPCE']],
  [/ean|upc/, ['EANUPC']],
  [/rss|databar/, ['DataBar']],
  [/dxfilm/, ['DXFilmEdge']],
]

export const formatsOf = (set: string): readonly Format[] =>
  NAMES.find(([name]) => name.test(set.toLowerCase()))?.[1] ?? ALL_FORMATS

/** Pictures of many codes, which `truth.json` lists by the picture's name. */
function listedIn(folder: string, set: string): Case[] {
  const listed = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Record<
    string,
    string[]
  >
  return Object.entries(listed).map(([name, truths]) => ({
    set,
    name: basename(name),
    picture: () => greyOfFile(join(folder, name)),
    truths,
    formats: ['DataMatrix'],
    many: true,
  }))
}

function greyOfFile(file: string): Grey {
  const bytes = readFileSync(file)
  const rgba = /\.png$/i.test(file)
    ? PNG.sync.read(bytes)
    : jpeg.decode(bytes, { maxMemoryUsageInMB: 1_024, useTArray: true })
  return fromRgba(rgba)
}
