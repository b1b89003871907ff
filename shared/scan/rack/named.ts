import type { RackLayout } from './layout.ts'
import { readPlace } from './position.ts'
import { cellsOf, DELIMITERS, type Delimiter, type TextLine } from './text.ts'

/** A layout whose first line names its columns. Of several names the first that is there counts. */
interface NamedLayout {
  readonly id: string
  readonly code: readonly string[]
  readonly position?: readonly string[]
  readonly row?: readonly string[]
  readonly column?: readonly string[]
  readonly rack: readonly string[]
}

/** In small letters and digits alone. The more particular ones come first. */
const NAMED: readonly NamedLayout[] = [
  {
    id: 'visionmate',
    code: ['tubecode'],
    row: ['locationrow'],
    column: ['locationcolumn'],
    rack: ['rackid'],
  },
  { id: 'easyblood', code: ['ttubebc'], position: ['tpositionid'], rack: ['rackid'] },
  {
    id: 'tecan',
    // Where the position has a column of its own, the cavity is the tube.
    code: ['cavityid', 'tube1dbc'],
    position: ['position', 'cavityid'],
    rack: ['rackid'],
  },
  {
    id: 'batching-a',
    code: ['tubebarcode'],
    row: ['row'],
    column: ['column'],
    rack: ['rackbarcode'],
  },
  { id: 'batching-b', code: ['tubebarcode'], position: ['tubelocation'], rack: ['rackid'] },
  { id: 'traxcer', code: ['tubeid'], position: ['position'], rack: ['rackid', 'plateid'] },
  {
    id: 'names',
    code: ['tubebarcode', 'barcode', 'identifier', 'uuid'],
    position: ['tubeposition', 'position', 'pos'],
    row: ['row'],
    column: ['column', 'col'],
    rack: ['rackbarcode', 'rackid', 'rack', 'platebarcode', 'plateid', 'plate'],
  },
]

/** How many lines may stand above the names of the columns. */
const MOST_ABOVE = 10

export interface Named {
  readonly id: string
  /** Which of the lines names the columns. */
  readonly at: number
  readonly layout: RackLayout
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Finds the line that names columns of a known layout, or null. */
export function findNamed(lines: readonly TextLine[]): Named | null {
  for (const at of lines.slice(0, MOST_ABOVE).keys())
    for (const delimiter of DELIMITERS) {
      const found = namedAt(lines, at, delimiter)
      if (found) return found
    }
  return null
}

function namedAt(lines: readonly TextLine[], at: number, delimiter: Delimiter): Named | null {
  const names = cellsOf(lines[at]!.text, delimiter)
  if (!names || names.length < 2) return null
  const first = cellsOf(lines[at + 1]?.text ?? '', delimiter) ?? []
  const keys = names.map(plain)
  for (const named of NAMED) {
    const columns = columnsOf(named, keys, first)
    if (!columns) continue
    const layout = {
      ...{ name: named.id, delimiter, above: at + 1, names: [...names], columns: names.length },
      ...{ ...columns, noTube: [], noRead: [] },
    }
    return { id: named.id, at, layout }
  }
  return null
}

/** `first`: the cells of the first tube. A name that stands there twice says nothing. */
function columnsOf(
  named: NamedLayout,
  keys: readonly string[],
  first: readonly string[],
): Pick<RackLayout, 'position' | 'code' | 'rack'> | null {
  const columns = (of: readonly string[] = []) =>
    of.map((name) => keys.indexOf(name)).filter((at) => at >= 0 && isOnce(keys, at))
  const positions = columns(named.position)
  const position =
    positions.find((at) => readPlace(first[at] ?? '') !== null) ?? positions[0] ?? null
  const [row, column] = [columns(named.row)[0], columns(named.column)[0]]
  const code = columns(named.code).find((at) => at !== position)
  if (code === undefined) return null
  const rack = columns(named.rack)[0]
  const of = { code, rack: rack === undefined ? null : { column: rack } }
  if (position !== null) return { position: { column: position }, ...of }
  if (row === undefined || column === undefined) return null
  return { position: { rowColumn: row, columnColumn: column }, ...of }
}

const isOnce = (keys: readonly string[], at: number): boolean =>
  keys.filter((key) => key === keys[at]).length === 1
