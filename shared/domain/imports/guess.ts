import { bareName, COLUMN_NAMES, isPersonal } from './columns.ts'
import { IMPORT_FIELDS, type ImportColumns, type ImportField } from './fields.ts'

/**
 * Which column probably holds which field, by its name. A person sees it and may change it. `isFilled`
 * tells the columns that have a value anywhere: an empty one gives way to the next name. Two filled
 * columns of one name are for a person to choose from.
 */
export function guessByNames(
  names: readonly string[],
  isFilled: (column: number) => boolean = () => true,
): ImportColumns {
  const bare = names.map((name) => (isPersonal(name) ? null : bareName(name)))
  const guess: Partial<Record<ImportField, number>> = {}
  const used = new Set<number>()
  const isFree = (column: number) => !used.has(column)
  for (const field of IMPORT_FIELDS) {
    const column = columnFor(field, bare, isFree, isFilled)
    if (column === undefined) continue
    guess[field] = column
    used.add(column)
  }
  // A container without a position is no place: MIABIS has one that is a kind of vessel.
  if (guess.position === undefined && guess.row === undefined) delete guess.box
  return guess
}

function columnFor(
  field: ImportField,
  bare: readonly (string | null)[],
  isFree: (column: number) => boolean,
  isFilled: (column: number) => boolean,
): number | undefined {
  const named = COLUMN_NAMES[field].map((name) =>
    [...bare.keys()].filter((column) => bare[column] === name && isFree(column)),
  )
  const filled = named.map((columns) => columns.filter(isFilled)).find(({ length }) => length > 0)
  if (filled) return filled.length === 1 ? filled[0] : undefined
  return named.find(({ length }) => length === 1)?.[0]
}

/** Names made different, so that nobody maps the one and means the other: `Type`, `Type (2)`. IMP-11 */
export function tellApart(names: readonly string[]): {
  readonly columns: readonly string[]
  readonly doubled: readonly string[]
} {
  const taken = new Set(names)
  const seen = new Set<string>()
  const doubled = new Set<string>()
  const columns = names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name)
      return name
    }
    doubled.add(name)
    let n = 2
    while (taken.has(`${name} (${n})`)) n++
    taken.add(`${name} (${n})`)
    return `${name} (${n})`
  })
  return { columns, doubled: [...doubled] }
}
