import { err, ok, type Result } from '../../lib/result.ts'
import type { RackLayout } from './layout.ts'
import { placeOf } from './layout.ts'
import { MOST_PLACES, placeName, readPlace } from './position.ts'
import { cellsOf, DELIMITERS, type Delimiter, linesOf, type TextLine } from './text.ts'
import { areMeasures, type CellMeaning, knownMeaning } from './words.ts'

/** A column as it stands in the sample. `name`: what the line above it says. */
export interface ColumnEvidence {
  readonly column: number
  readonly name: string | null
  readonly examples: readonly string[]
}

/** Something among the codes that may be none. `meaning` null: a person has to say. */
export interface WordQuestion {
  readonly word: string
  readonly count: number
  readonly meaning: CellMeaning | null
}

/** Where the rack's own code may stand, with what stands there. */
export interface RackOption {
  readonly rack: NonNullable<RackLayout['rack']>
  readonly name: string | null
  readonly value: string
}

/** One way in which the sample can be read. */
export interface LearnProposal {
  /** The words are those whose meaning is known; the rack's place is there where a name says it. */
  readonly layout: Omit<RackLayout, 'name'>
  readonly lines: number
  readonly position: readonly ColumnEvidence[]
  readonly code: ColumnEvidence
  readonly words: readonly WordQuestion[]
  readonly racks: readonly RackOption[]
}

export type LearnFault =
  /** No columns that name a position in each line, from some line to the last. */
  | { readonly type: 'NoPositions' }
  /** No column that could hold codes. */
  | { readonly type: 'NoCodes' }

interface Sample {
  readonly delimiter: Delimiter
  readonly above: readonly TextLine[]
  readonly names: readonly string[] | null
  readonly rows: readonly (readonly string[])[]
}

const MOST_ABOVE = 20
const MOST_COLUMNS = 100
const MOST_WORDS = 20
/** Fewer lines show nothing. */
const FEWEST = 3

/**
 * How the file of a scanner that is not known can be read: every way that fits it, the likelier first, each with
 * what speaks for it. A person chooses and says what is open; nothing is taken for certain here.
 */
export function learnLayout(text: string): Result<readonly LearnProposal[], LearnFault> {
  const lines = linesOf(text.replace(/^\uFEFF/, ''))
  const samples = DELIMITERS.flatMap((delimiter) => sampleOf(lines, delimiter) ?? [])
  if (samples.length === 0) return err({ type: 'NoPositions' })
  const proposals = samples.flatMap(proposalsOf)
  if (proposals.length === 0) return err({ type: 'NoCodes' })
  return ok(proposals.toSorted((a, b) => rank(a) - rank(b)))
}

/** The lines of tubes: from the first one from which all have as many cells as the last, and name a position each. */
function sampleOf(lines: readonly TextLine[], delimiter: Delimiter): Sample | null {
  // More lines than there are positions cannot each name another one.
  if (lines.length > MOST_ABOVE + MOST_PLACES) return null
  const cells = lines.map(({ text }) => cellsOf(text, delimiter))
  const width = cells.at(-1)?.length ?? 0
  if (width < 2 || width > MOST_COLUMNS) return null
  let first = lines.length
  while (first > 0 && cells[first - 1]?.length === width) first -= 1
  while (first <= Math.min(lines.length - FEWEST, MOST_ABOVE)) {
    const rows = cells.slice(first) as (readonly string[])[]
    if (positionsOf(rows).length > 0) break
    first += 1
  }
  if (first > lines.length - FEWEST || first > MOST_ABOVE) return null
  const head = first > 0 ? cells[first - 1] : null
  const isHead = head?.length === width && head.every((cell) => cell.length <= 200)
  return {
    delimiter,
    above: lines.slice(0, first),
    names: isHead ? head : null,
    rows: cells.slice(first) as (readonly string[])[],
  }
}

/** Columns that name another position in each line, alone or two of them together. */
function positionsOf(rows: readonly (readonly string[])[]): RackLayout['position'][] {
  const columns = [...rows[0]!.keys()]
  const alone = columns.map((column) => ({ column }))
  const pairs = columns.flatMap((rowColumn) =>
    columns.filter((it) => it !== rowColumn).map((columnColumn) => ({ rowColumn, columnColumn })),
  )
  return [...alone, ...pairs].filter((position) => {
    const names = new Set<string>()
    return rows.every((cells) => {
      const place = placeOf(cells, position)
      const name = place && placeName(place)
      if (name === null || names.has(name)) return false
      names.add(name)
      return true
    })
  })
}

function proposalsOf(sample: Sample): LearnProposal[] {
  const { rows } = sample
  return positionsOf(rows).flatMap((position) => {
    const taken = Object.values(position)
    const columns = [...rows[0]!.keys()].filter((column) => !taken.includes(column))
    return columns.flatMap((code) => proposalOf(sample, position, code) ?? [])
  })
}

function proposalOf(
  sample: Sample,
  position: RackLayout['position'],
  code: number,
): LearnProposal | null {
  const { rows, delimiter, above, names } = sample
  const values = rows.map((cells) => cells[code]!)
  const words = wordsOf(values)
  const asked = new Set(words.map(({ word }) => word))
  const codes = values.filter((value) => !asked.has(value))
  if (areMeasures(values)) return null
  // A column that says the same everywhere, or nothing, has no codes.
  if (codes.length === 0 && !words.some(({ meaning }) => meaning === 'code')) return null
  if (new Set(values).size < 2 || words.length > MOST_WORDS) return null
  const racks = racksOf(sample, [...Object.values(position), code])
  const named = racks.filter(({ name }) => name !== null && RACK_NAME.test(name))
  const of = (meaning: CellMeaning) =>
    words.filter((one) => one.meaning === meaning).map(({ word }) => word)
  return {
    layout: {
      ...{ delimiter, above: above.length, names: names && [...names], position, code },
      ...{ columns: rows[0]!.length, rack: named.length === 1 ? named[0]!.rack : null },
      ...{ noTube: of('no-tube'), noRead: of('no-read') },
    },
    lines: rows.length,
    position: Object.values(position).map((column) => evidence(sample, column)),
    code: evidence(sample, code),
    ...{ words, racks },
  }
}

const evidence = ({ rows, names }: Sample, column: number): ColumnEvidence => ({
  column,
  name: names?.[column] || null,
  examples: [...new Set(rows.map((cells) => cells[column]!))].slice(0, 4),
})

/** Whatever comes more than once, has no digit or hardly a character: a code seldom is one of those. */
function wordsOf(values: readonly string[]): WordQuestion[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .filter(([word, count]) => count > 1 || !/\d/.test(word) || word.length < 4 || isKnown(word))
    .map(([word, count]) => ({ word, count, meaning: guess(word, count) }))
    .toSorted((a, b) => b.count - a.count)
}

const isKnown = (word: string): boolean => knownMeaning(word) !== null

function guess(word: string, count: number): CellMeaning | null {
  const known = knownMeaning(word)
  if (known) return known
  // Twice is a mistake in a rack; more often it is a word.
  return /\d/.test(word) && word.length >= 4 && count <= 2 ? 'code' : null
}

const RACK_NAME = /rack|plate|box|platte|plaque|boite|boîte|portoir/i
const LABEL = /^(?:[\p{L} _-]{0,20}(?:rack|plate|box)[\p{L} _-]{0,20})\s*[:=]?/iu

function racksOf(
  { rows, names, above, delimiter }: Sample,
  taken: readonly number[],
): RackOption[] {
  const columns = [...rows[0]!.keys()].filter((column) => !taken.includes(column))
  const constant = columns.flatMap((column): RackOption[] => {
    const [value, ...others] = new Set(rows.map((cells) => cells[column]!))
    const isOne = others.length === 0 && value !== undefined && knownMeaning(value) === null
    return isOne ? [{ rack: { column }, name: names?.[column] || null, value }] : []
  })
  const heads = names ? above.slice(0, -1) : above
  const labels = heads.flatMap(({ text }, line): RackOption[] => {
    const [first = '', second = ''] = cellsOf(text, delimiter) ?? []
    const label = LABEL.exec(first)?.[0].trimEnd()
    const value = label === undefined ? '' : first.slice(label.length).trim() || second
    if (!label || label.length > 60 || value === '') return []
    return [{ rack: { line, label }, name: label, value }]
  })
  return [...labels, ...constant]
}

const CODE_NAME = /tube|barcode|code|2d/i
const POSITION_NAME = /pos|well|loc|cell|row/i

/** The names of the columns first, then how much the codes look like codes of one kind. */
function rank({ code, position, words, layout }: LearnProposal): number {
  const isNamed = CODE_NAME.test(code.name ?? '') && !RACK_NAME.test(code.name ?? '')
  const isPlaced = position.some(({ name }) => POSITION_NAME.test(name ?? ''))
  const lengths = new Set(code.examples.map(({ length }) => length)).size
  const isShort = code.examples.every((value) => value.length < 6 || readPlace(value) !== null)
  const isDate = code.examples.some((value) => /[:/]/.test(value))
  return (
    (isNamed ? 0 : 8) +
    (isPlaced ? 0 : 2) +
    ('column' in layout.position ? 0 : 1) +
    (isShort ? 4 : 0) +
    (isDate ? 4 : 0) +
    Math.min(lengths, 3) +
    Math.min(words.filter(({ meaning }) => meaning === null).length, 3)
  )
}
