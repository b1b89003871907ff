import { seeded } from '../../../electron/store/demo/random.ts'

export interface TableOptions {
  readonly rows: number
  /** The same seed makes the same text. */
  readonly seed?: number
  readonly delimiter?: ',' | ';' | '\t'
  /** The number in the first row's barcode: tables that do not overlap can be imported one after the other. */
  readonly first?: number
}

export const TABLE_HEADER = [
  'Barcode',
  'Material',
  'Collected',
  'Donor',
  'Parent',
  'Tube type',
  'Volume',
] as const

/** A donor's visit: a tube of blood, and what is made of it; `parent` is the row above that it comes from. */
const VISIT = [
  { material: 'Whole blood', tubeType: 'EDTA tube', volume: '9 mL', parent: null, after: 0 },
  { material: 'Plasma', tubeType: 'Cryotube', volume: '4 mL', parent: 0, after: 70 },
  { material: 'Plasma', tubeType: 'Cryotube', volume: '500 µl', parent: 1, after: 90 },
  { material: 'Buffy coat', tubeType: 'Cryotube', volume: '1 mL', parent: 0, after: 80 },
  { material: 'DNA', tubeType: 'Cryotube', volume: '0.4 mL', parent: 3, after: 240 },
] as const

const START = Date.UTC(2023, 0, 9, 8)
const MINUTE = 60_000

/** A table of specimens with a header, as a registry exports it; every row of it is right. */
export function tableOf({
  rows,
  seed = 1,
  delimiter = ',',
  first = 70_000_000,
}: TableOptions): string {
  const random = seeded(seed)
  const barcode = (row: number) => `FX${String(first + row).padStart(8, '0')}`
  const lines = Array.from({ length: rows }, (_, row) => {
    const part = row % VISIT.length
    const visit = (row - part) / VISIT.length
    const { material, tubeType, volume, parent, after } = VISIT[part]!
    const drawn = START + visit * 17 * MINUTE + random.below(5) * 1_000
    const collected = new Date(drawn + after * MINUTE).toISOString().slice(0, 19)
    const from = parent === null ? '' : barcode(row - part + parent)
    return [barcode(row), material, `${collected}Z`, `D-${visit}`, from, tubeType, volume]
  })
  return [TABLE_HEADER, ...lines].map((line) => `${line.join(delimiter)}\n`).join('')
}
