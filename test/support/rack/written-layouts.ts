import fc from 'fast-check'
import type { RackTube } from '#shared/scan/rack/read.ts'

/** A file of a scanner that nobody has seen before, with what it means. */
export interface WrittenFile {
  readonly text: string
  readonly rack: string | null
  readonly tubes: readonly RackTube[]
  /** Columns from 0. */
  readonly position: readonly number[]
  readonly code: number
  readonly noTube: string
  readonly noRead: string
}

type Kind = 'position' | 'row' | 'column' | 'code' | 'rack' | 'index' | 'date' | 'volume' | 'type'

const NAMES: Readonly<Record<Kind, readonly string[]>> = {
  position: ['Well', 'Position', 'Loc'],
  row: ['R', 'Row'],
  column: ['C', 'Col'],
  code: ['Tube', '2D code', 'Röhrchen'],
  rack: ['Rack', 'Plate ID'],
  index: ['No.', '#'],
  date: ['When'],
  volume: ['ul'],
  type: ['Kind'],
}

const code = fc.stringMatching(/^[0-9A-F]{8,10}$/).filter((text) => /\d/.test(text))
const place = fc.record({
  row: fc.integer({ min: 0, max: 7 }),
  column: fc.integer({ min: 1, max: 12 }),
})
const key = (it: { row: number; column: number }) => `${it.row} ${it.column}`

const plan = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  end: fc.constantFrom('\n', '\r\n'),
  isPadded: fc.boolean(),
  isQuoted: fc.boolean(),
  isNamed: fc.boolean(),
  digits: fc.constantFrom(1, 2),
  isSplit: fc.boolean(),
  extras: fc.subarray<Kind>(['index', 'date', 'volume', 'type']),
  rackIn: fc.constantFrom('none', 'column', 'line'),
  rack: code,
  noTube: fc.constantFrom('', 'NO TUBE', 'LEER', '-', '0', 'vide', '----------'),
  noRead: fc.constantFrom('NO READ', 'illisible', '?', '!!', 'FEHLER'),
  places: fc.uniqueArray(place, { minLength: 1, maxLength: 20, selector: key }),
  codes: fc.uniqueArray(code, { minLength: 20, maxLength: 20 }),
  states: fc.array(fc.constantFrom('code', 'code', 'code', 'no-tube', 'no-read'), {
    minLength: 20,
    maxLength: 20,
  }),
  order: fc.array(fc.nat(), { minLength: 10, maxLength: 10 }),
})

/** Files of any layout that a table of positions and codes can have. */
export const writtenFile: fc.Arbitrary<WrittenFile> = plan.map((it) => {
  const kinds = shuffled<Kind>(
    [
      ...(it.isSplit ? (['row', 'column'] as const) : (['position'] as const)),
      'code',
      ...(it.rackIn === 'column' ? (['rack'] as const) : []),
      ...it.extras,
    ],
    it.order,
  )
  const cell = (text: string) => {
    const padded = it.isPadded ? ` ${text}  ` : text
    return it.isQuoted ? `"${padded}"` : padded
  }
  const line = (cells: readonly string[]) => cells.map(cell).join(it.delimiter)
  const tubes: RackTube[] = []
  const rows = it.places.map(({ row, column }, at) => {
    const letter = 'ABCDEFGH'[row]!
    const state = it.states[at]
    const said = state === 'code' ? it.codes[at]! : state === 'no-tube' ? it.noTube : it.noRead
    if (state !== 'no-tube')
      tubes.push({ position: `${letter}${column}`, code: state === 'code' ? said : null })
    const number = String(column).padStart(it.digits, '0')
    const values: Readonly<Record<Kind, string>> = {
      ...{ position: letter + number, row: letter, column: number, code: said, rack: it.rack },
      ...{ index: String(at + 1), volume: `${200 + (at % 3)}.5`, type: 'serum' },
      date: `2026-11-24 10:${String(at).padStart(2, '0')}`,
    }
    return line(kinds.map((kind) => values[kind]))
  })
  const head = [
    ...(it.rackIn === 'line' ? [`Rack: ${it.rack}`] : []),
    ...(it.isNamed
      ? [line(kinds.map((kind, at) => NAMES[kind][it.order[at]! % NAMES[kind].length]!))]
      : []),
  ]
  return {
    text: [...head, ...rows].join(it.end) + it.end,
    rack: it.rackIn === 'none' ? null : it.rack,
    tubes,
    position: it.isSplit
      ? [kinds.indexOf('row'), kinds.indexOf('column')]
      : [kinds.indexOf('position')],
    code: kinds.indexOf('code'),
    ...{ noTube: it.noTube, noRead: it.noRead },
  }
})

function shuffled<T>(items: readonly T[], order: readonly number[]): T[] {
  return items
    .map((item, at) => ({ item, by: order[at]! }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ item }) => item)
}
