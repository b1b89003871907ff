import { err, ok, type Result } from '../../lib/result.ts'
import { refuseText } from '../text.ts'
import { guessShape, placeName, type RackPlace } from './position.ts'
import type { RackRead, RackTube } from './read.ts'
import type { ScanDate } from './scan-date.ts'
import { MOST_RACK_TUBES, type RackTextFault } from './text.ts'
import { meaningOf, NO_WORDS, type RackWords } from './words.ts'

/** By what a file was read: a layout that is known here, or one that this bench was taught. */
export type ReadBy =
  | { readonly kind: 'built-in'; readonly id: string }
  | { readonly kind: 'learnt'; readonly name: string }

/** Something that a person has to know; both tubes of it are kept. Lines count from 1. */
export type RackFinding =
  | {
      readonly type: 'CodeTwice'
      readonly code: string
      readonly line: number
      readonly first: number
    }
  | {
      readonly type: 'PositionTwice'
      readonly position: string
      readonly line: number
      readonly first: number
    }

/** A rack as a file gave it. */
export interface RackFileRead extends RackRead {
  readonly by: ReadBy
  readonly scanned: ScanDate | null
  readonly findings: readonly RackFinding[]
}

/** Why nothing of a file is taken. Lines count from 1. */
export type RackFault =
  | RackTextFault
  | { readonly type: 'NoTubes' }
  | { readonly type: 'NotARack'; readonly line: number; readonly text: string }
  | { readonly type: 'BadPosition'; readonly line: number; readonly text: string }
  /** A code with characters that no label has. */
  | { readonly type: 'BadCode'; readonly line: number }
  | { readonly type: 'TwoRacks'; readonly line: number; readonly racks: readonly [string, string] }
  /** It ends within its last line. */
  | { readonly type: 'Truncated'; readonly line: number }
  | { readonly type: 'TooManyTubes'; readonly most: number }
  /** Codes and positions look alike, so it could be read in two ways. */
  | { readonly type: 'Unclear' }

/** One line of a file, taken apart. */
export interface RackEntry {
  readonly line: number
  readonly rack: string | null
  readonly place: RackPlace
  readonly cell: string
}

export interface Gathered {
  readonly by: ReadBy
  /** The rack's code from above the tubes. */
  readonly rack?: string | null
  readonly scanned?: ScanDate | null
  readonly words?: RackWords
  /** Whether the file ends with the end of a line. */
  readonly isEnded: boolean
}

/** How much of a line is shown. */
export const shown = (text: string): string => text.trim().slice(0, 60)

/** Makes one rack of the lines of a file. Codes stay text to the last zero. */
export function gather(
  entries: readonly RackEntry[],
  { by, rack: above, scanned, words = NO_WORDS, isEnded }: Gathered,
): Result<RackFileRead, RackFault> {
  const racks = oneRack(entries, rackCode(above ?? '', words))
  if (!racks.ok) return racks
  if (racks.value !== null && refuseText(racks.value))
    return err({ type: 'BadCode', line: entries[0]?.line ?? 1 })
  const tubes: RackTube[] = []
  const lines: number[] = []
  for (const { line, place, cell } of entries) {
    const meaning = meaningOf(cell, words)
    if (meaning === 'no-tube') continue
    const code = meaning === 'code' ? cell.normalize('NFC') : null
    if (code !== null && refuseText(code)) return err({ type: 'BadCode', line })
    tubes.push({ position: placeName(place), code })
    lines.push(line)
  }
  if (tubes.length === 0) return err({ type: 'NoTubes' })
  if (tubes.length > MOST_RACK_TUBES) return err({ type: 'TooManyTubes', most: MOST_RACK_TUBES })
  if (!isEnded && isCut(entries, words))
    return err({ type: 'Truncated', line: entries.at(-1)!.line })
  const shape = guessShape(entries.map(({ place }) => place))
  const findings = findingsOf(tubes, lines)
  return ok({ rack: racks.value, shape, tubes, by, scanned: scanned ?? null, findings })
}

const rackCode = (cell: string, words: RackWords): string | null =>
  meaningOf(cell, words) === 'code' ? cell : null

function oneRack(
  entries: readonly RackEntry[],
  above: string | null,
): Result<string | null, RackFault> {
  let rack = above
  for (const { line, rack: written } of entries) {
    const own = written === null ? null : rackCode(written, NO_WORDS)
    if (own === null) continue
    if (rack !== null && own !== rack) return err({ type: 'TwoRacks', line, racks: [rack, own] })
    rack = own
  }
  return ok(rack)
}

/** A file without an end of line, whose last code alone is shorter than all of them: it was cut within that code. */
function isCut(entries: readonly RackEntry[], words: RackWords): boolean {
  const codes = entries.filter(({ cell }) => meaningOf(cell, words) === 'code')
  const last = codes.at(-1)
  const [length, ...others] = new Set(codes.slice(0, -1).map(({ cell }) => cell.length))
  if (!last || last !== entries.at(-1) || codes.length < 4 || others.length > 0) return false
  return last.cell.length < length!
}

function findingsOf(tubes: readonly RackTube[], lines: readonly number[]): readonly RackFinding[] {
  const codes = new Map<string, number>()
  const positions = new Map<string, number>()
  const found: RackFinding[] = []
  for (const [at, { position, code }] of tubes.entries()) {
    const line = lines[at]!
    const [there, same] = [positions.get(position), code === null ? undefined : codes.get(code)]
    if (there !== undefined) found.push({ type: 'PositionTwice', position, line, first: there })
    else positions.set(position, line)
    if (code === null) continue
    if (same !== undefined) found.push({ type: 'CodeTwice', code, line, first: same })
    else codes.set(code, line)
  }
  return found
}
