import { z } from 'zod'
import { err, type Result } from '../../lib/result.ts'
import { cutOr } from './cut.ts'
import { gather, type RackEntry, type RackFault, type RackFileRead, shown } from './gather.ts'
import { joinPlace, type RackPlace, readPlace } from './position.ts'
import { cellsOf, DELIMITERS, linesOf, type TextLine } from './text.ts'

const column = z.int().min(0).max(99)
const word = z.string().max(60)

/** Where a line says which position it is of. */
const placed = z.union([
  z.object({ column }),
  z.object({ rowColumn: column, columnColumn: column }),
])

/** Where a file says which rack it is of: in each line, or above them behind a label of its own. */
const racked = z.union([
  z.object({ column }),
  z.object({ line: z.int().min(0).max(20), label: z.string().min(1).max(60) }),
])

/** How the files of one scanner look, as it was learnt from one of them and confirmed by a person. Columns count from 0. */
export const rackLayout = z.object({
  name: z.string().trim().min(1).max(80),
  delimiter: z.enum(DELIMITERS),
  /** How many lines stand above the tubes, without empty ones. */
  above: z.int().min(0).max(20),
  /** The last of those, where it names the columns: a file that names others has another layout. */
  names: z.array(z.string().max(200)).max(100).nullable(),
  columns: z.int().min(2).max(100),
  position: placed,
  code: column,
  rack: racked.nullable(),
  noTube: z.array(word).max(20),
  noRead: z.array(word).max(20),
})
export type RackLayout = z.infer<typeof rackLayout>

/**
 * Reads a file by a layout. Null where the file has another one: it names other columns, or, where none are named,
 * has lines of another form.
 */
export function readByLayout(
  text: string,
  layout: RackLayout,
): Result<RackFileRead, RackFault> | null {
  const lines = linesOf(text)
  const [above, below] = [lines.slice(0, layout.above), lines.slice(layout.above)]
  if (below.length === 0 || above.length < layout.above) return null
  const isNamed = layout.names !== null
  if (isNamed && !isNamedBy(above.at(-1), layout)) return null
  const entries: RackEntry[] = []
  for (const line of below) {
    const entry = entryOf(line, layout)
    if (entry.ok) entries.push(entry.value)
    else if (!isNamed) return null
    else return cutOr(entry.error, lines, isEnded(text))
  }
  const rack = rackAbove(above, layout)
  if (layout.rack && 'label' in layout.rack && rack === null) return null
  return gather(entries, {
    by: { kind: 'learnt', name: layout.name },
    words: layout,
    isEnded: isEnded(text),
    rack,
  })
}

export const isEnded = (text: string): boolean => /[\r\n]\s*$/.test(text)

function isNamedBy(line: TextLine | undefined, { names, delimiter }: RackLayout): boolean {
  const cells = line && cellsOf(line.text, delimiter)
  return cells?.length === names!.length && cells.every((cell, at) => cell === names![at])
}

function entryOf({ line, text }: TextLine, layout: RackLayout): Result<RackEntry, RackFault> {
  const cells = cellsOf(text, layout.delimiter)
  if (cells?.length !== layout.columns) return err({ type: 'NotARack', line, text: shown(text) })
  const place = placeOf(cells, layout.position)
  if (!place) return err({ type: 'BadPosition', line, text: shown(text) })
  const rack = layout.rack && 'column' in layout.rack ? cells[layout.rack.column]! : null
  return { ok: true, value: { line, place, rack, cell: cells[layout.code] ?? '' } }
}

/** The position that a line names, in one cell or in two. */
export function placeOf(
  cells: readonly string[],
  position: RackLayout['position'],
): RackPlace | null {
  return 'column' in position
    ? readPlace(cells[position.column] ?? '')
    : joinPlace(cells[position.rowColumn] ?? '', cells[position.columnColumn] ?? '')
}

function rackAbove(above: readonly TextLine[], { rack, delimiter }: RackLayout): string | null {
  if (!rack || 'column' in rack) return null
  const cells = cellsOf(above[rack.line]?.text ?? '', delimiter)
  return cells && labelled(cells, rack.label)
}

/** What stands behind a label in its cell, or in the next one; null where nothing does. */
export function labelled(cells: readonly string[], label: string): string | null {
  const [first = '', second = ''] = cells
  if (!first.startsWith(label)) return null
  const value = first.slice(label.length).trim() || second
  return value === '' ? null : value
}
