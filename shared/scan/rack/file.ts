import { err, ok, type Result } from '../../lib/result.ts'
import { cutOr } from './cut.ts'
import { gather, type RackEntry, type RackFault, type RackFileRead, shown } from './gather.ts'
import { isEnded, labelled, placeOf, type RackLayout, readByLayout } from './layout.ts'
import { findNamed, type Named } from './named.ts'
import { guessShape, readPlace } from './position.ts'
import { readScanDate, type ScanDate } from './scan-date.ts'
import { cellsOf, DELIMITERS, decodeRackText, linesOf, type TextLine } from './text.ts'
import { areMeasures, knownMeaning } from './words.ts'

type Read = Result<RackFileRead, RackFault>

/** Reads the bytes of a rack scanner's file; `learnt`: what this bench was taught, which comes before what is known. */
export function readRackBytes(bytes: Uint8Array, learnt: readonly RackLayout[] = []): Read {
  const text = decodeRackText(bytes)
  return text.ok ? readRackText(text.value, learnt) : text
}

/** The same of its text. */
export function readRackText(written: string, learnt: readonly RackLayout[] = []): Read {
  const text = written.replace(/^\uFEFF/, '')
  const lines = linesOf(text)
  const first = lines[0]
  if (!first) return err({ type: 'NoTubes' })
  for (const layout of learnt) {
    const read = readByLayout(text, layout)
    if (read) return read
  }
  if (isTrace(lines)) return readTrace(lines, isEnded(text))
  const named = findNamed(lines)
  if (named) return readNamed(lines, named, isEnded(text))
  return readBare(lines, isEnded(text))
}

const TRACE_DATE = /^Date & time of Trace\s*=\s*(.*)$/i
const TRACE_RACK = /^Rack Base Name\s*:\s*(.*)$/i

const isTrace = (lines: readonly TextLine[]): boolean =>
  lines.slice(0, 4).some(({ text }) => TRACE_DATE.test(text.trim()) || TRACE_RACK.test(text.trim()))

/** The text of TrakMate and of readers like XL20: two lines of their own, then `A01;    1034998087`. */
function readTrace(lines: readonly TextLine[], ended: boolean): Read {
  let rack: string | null = null
  let scanned: ScanDate | null = null
  const entries: RackEntry[] = []
  for (const { line, text } of lines) {
    const [date, base] = [TRACE_DATE.exec(text.trim()), TRACE_RACK.exec(text.trim())]
    if (base && rack !== null && rack !== base[1]!)
      return err({ type: 'TwoRacks', line, racks: [rack, base[1]!] })
    if (base) rack = base[1]!
    else if (date) scanned = readScanDate(date[1]!)
    else {
      const entry = bareEntry({ line, text }, ';')
      if (!entry.ok) return cutOr(entry.error, lines, ended)
      entries.push(entry.value)
    }
  }
  return gather(entries, { by: builtIn('trakmate'), rack, scanned, isEnded: ended })
}

function readNamed(lines: readonly TextLine[], { id, at, layout }: Named, ended: boolean): Read {
  const { rack, scanned } = aboveOf(lines.slice(0, at), layout)
  const entries: RackEntry[] = []
  for (const { line, text } of lines.slice(at + 1)) {
    const cells = cellsOf(text, layout.delimiter)
    if (cells?.length !== layout.columns)
      return cutOr({ type: 'NotARack', line, text: shown(text) }, lines, ended)
    const place = placeOf(cells, layout.position)
    if (!place) return err({ type: 'BadPosition', line, text: shown(text) })
    const own = layout.rack && 'column' in layout.rack ? cells[layout.rack.column]! : null
    entries.push({ line, place, rack: own, cell: cells[layout.code]! })
  }
  return gather(entries, { by: builtIn(id), rack, scanned, isEnded: ended })
}

const builtIn = (id: string) => ({ kind: 'built-in', id }) as const

const LABELS = {
  rack: /^(?:rack|plate|box)(?:[ _]?(?:id|barcode|code|name))?\s*[:=]/i,
  date: /^(?:scan)?(?: ?date)?(?: ?(?:&|and)? ?time)?\s*[:=]/i,
}

/** What stands above the names: `Date: …`, `Rack: …`, or the rack's code alone in the first line. */
function aboveOf(lines: readonly TextLine[], { delimiter }: RackLayout) {
  let rack: string | null = null
  let scanned: ScanDate | null = null
  for (const [at, { text }] of lines.entries()) {
    const cells = cellsOf(text, delimiter) ?? [text]
    const [first = '', ...rest] = cells
    const [rackLabel, dateLabel] = [LABELS.rack.exec(first), LABELS.date.exec(first)]
    if (rackLabel) rack ??= labelled(cells, rackLabel[0])
    else if (dateLabel) scanned ??= dateAfter(cells, dateLabel[0])
    else if (at === 0 && isCode(first) && rest.every((cell) => cell === '')) rack ??= first
  }
  return { rack, scanned }
}

function dateAfter(cells: readonly string[], label: string): ScanDate | null {
  const written = labelled(cells, label)
  return written === null ? null : readScanDate(written)
}

/** A title has spaces, and no digits. */
const isCode = (text: string): boolean => /^\S{3,40}$/.test(text) && /\d/.test(text)

/** `A1,CODE` or `RACK,A1,CODE` a line; the first may name its columns in words that are not known. */
function readBare(lines: readonly TextLine[], ended: boolean): Read {
  const delimiter =
    DELIMITERS.find((one) => lines.slice(0, 2).some((line) => bareEntry(line, one).ok)) ?? ','
  const isHead = !bareEntry(lines[0]!, delimiter).ok && !looksLikeTube(lines[0]!, delimiter)
  const below = isHead && lines.length > 1 ? lines.slice(1) : lines
  const entries: RackEntry[] = []
  for (const line of below) {
    const entry = bareEntry(line, delimiter)
    if (!entry.ok) return cutOr(entry.error, lines, ended)
    entries.push(entry.value)
  }
  const [first] = entries
  // Each line of a rack says the rack: a first cell that is empty here and there is something else.
  const other = entries.find(({ rack }) => rack !== first?.rack)
  if (other) {
    const racks = [first!.rack ?? '', other.rack ?? ''] as const
    return err({ type: 'TwoRacks', line: other.line, racks })
  }
  // Of one line under names that are not known nobody can say which cell is the rack.
  const width = cellsOf(below[0]!.text, delimiter)?.length
  const isAlone = isHead && entries.length === 1 && width === 3
  if (isAlone || isUnclear(entries)) return err({ type: 'Unclear' })
  const id = entries.some(({ rack }) => rack !== null) ? 'three-columns' : 'two-columns'
  return gather(entries, { by: builtIn(id), isEnded: ended })
}

/** Codes that are positions of the same rack may as well be the positions; and a count, a measure, a date, or the same in every line is none. */
function isUnclear(entries: readonly RackEntry[]): boolean {
  const shape = guessShape(entries.map(({ place }) => place))
  const isWithin = ({ cell }: RackEntry) => {
    const place = readPlace(cell)
    return (
      place !== null && shape !== null && place.row < shape.rows && place.column < shape.columns
    )
  }
  const isPlaced = entries.length > 1 && entries.every(isWithin)
  const isCounted = entries.length > 1 && entries.every(({ cell }, at) => Number(cell) === at + 1)
  const isOne = entries.length > 1 && new Set(entries.map(({ cell }) => cell)).size === 1
  const isSaid = knownMeaning(entries[0]?.cell ?? '') === null
  return isPlaced || isCounted || (isOne && isSaid) || areMeasures(entries.map(({ cell }) => cell))
}

const LIKE_PLACE = /^[A-Za-z]{1,2}[-: ]?\d{1,4}$/

/** No name of a column has three digits: passed over as one, a tube would be missing and its place called empty. */
const LIKE_CODE = /\d\D*\d\D*\d/

function looksLikeTube({ text }: TextLine, delimiter: (typeof DELIMITERS)[number]): boolean {
  const cells = cellsOf(text, delimiter) ?? []
  if (cells.length !== 2 && cells.length !== 3) return false
  const [position, code] = cells.slice(-2) as [string, string]
  return LIKE_PLACE.test(position) || LIKE_CODE.test(code) || knownMeaning(code) === 'no-read'
}

/** How many cells there are says which is which, since a rack may be called like a position. */
function bareEntry(
  { line, text }: TextLine,
  delimiter: (typeof DELIMITERS)[number],
): Result<RackEntry, RackFault> {
  const cells = cellsOf(text, delimiter)
  if (!cells || cells.length < 2 || cells.length > 3)
    return err({ type: 'NotARack', line, text: shown(text) })
  const [rack, position, cell] = cells.length === 3 ? cells : [null, ...cells]
  const place = readPlace(position!)
  if (place) return ok({ line, place, rack: rack || null, cell: cell! })
  const type = LIKE_PLACE.test(position!) ? 'BadPosition' : 'NotARack'
  return err({ type, line, text: shown(text) })
}
